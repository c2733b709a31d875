package latentlab.client.kernel;

import java.util.List;
import java.util.Map;
import latentlab.weights.MalformedWeightsException;
import latentlab.weights.SafetensorsHeader;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;
import org.teavm.jso.JSObject;

/**
 * A weights file's header, read by the browser's own JSON reader: the first picture waits for it, and code of ours would
 * only just have been compiled.
 */
final class HeaderJson implements SafetensorsHeader.Json {
    private static final String METADATA = "__metadata__";

    @Override
    public void read(
            byte[] file, int begin, int end, Map<String, String> metadata, List<SafetensorsHeader.Entry> entries) {
        JSObject header = parse(file, begin, end);
        String error = error(header);
        if (error != null) {
            throw new MalformedWeightsException(begin, "the header's JSON is broken: " + error);
        }
        JSObject texts = get(header, METADATA);
        for (String key : keys(texts)) {
            metadata.put(key, text(texts, key));
        }
        for (String name : names(header)) {
            JSObject entry = get(header, name);
            int[] offsets = integers(entry, "data_offsets");
            if (offsets.length != 2 || offsets[0] < 0 || offsets[1] < offsets[0]) {
                throw new MalformedWeightsException(
                        begin, "tensor " + name + " needs a dtype, a shape and two ascending data_offsets");
            }
            entries.add(new SafetensorsHeader.Entry(
                    name, text(entry, "dtype"), integers(entry, "shape"), offsets[0], offsets[1]));
        }
    }

    /** The object, or an Error. */
    @JSBody(
            params = {"file", "begin", "end"},
            script = "try {"
                    + " var text = new TextDecoder('utf-8', {fatal: true}).decode(file.subarray(begin, end));"
                    + " var header = JSON.parse(text);"
                    + " return header && typeof header === 'object' ? header : new Error('no object');"
                    + "} catch (broken) { return broken; }")
    private static native JSObject parse(@JSByRef byte[] file, int begin, int end);

    @JSBody(params = "header", script = "return header instanceof Error ? header.message : null;")
    private static native String error(JSObject header);

    @JSBody(params = "object", script = "return object ? Object.keys(object) : [];")
    private static native String[] keys(JSObject object);

    /** Of the tensors, by the order of their bytes. */
    @JSBody(
            params = "header",
            script = "function at(name, end) {"
                    + " var entry = header[name];"
                    + " return entry && entry.data_offsets ? entry.data_offsets[end] : 0; }"
                    + " return Object.keys(header).filter(function(name) { return name !== '" + METADATA + "'; })"
                    + ".sort(function(left, right) {"
                    + " return at(left, 0) - at(right, 0) || at(left, 1) - at(right, 1); });")
    private static native String[] names(JSObject header);

    @JSBody(
            params = {"object", "key"},
            script = "return object[key];")
    private static native JSObject get(JSObject object, String key);

    @JSBody(
            params = {"object", "key"},
            script = "return String(object && object[key]);")
    private static native String text(JSObject object, String key);

    /** Empty where there are none. */
    @JSBody(
            params = {"object", "key"},
            script =
                    "var list = object && object[key];"
                            + " return Array.isArray(list) ? list.map(function(number) { return number === number >> 0 ? number : -1; }) : [];")
    private static native int[] integers(JSObject object, String key);
}
