package latentlab.client.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import latentlab.weights.Half;
import latentlab.weights.MalformedWeightsException;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsHeader;
import latentlab.weights.Tensor;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;
import org.teavm.jso.typedarrays.ArrayBuffer;

/**
 * Reads a weights file where it lies: float32 tensors are views of the file's bytes. The header is checked by the same
 * class as on the server.
 */
final class WeightsFile {
    private WeightsFile() {}

    /** @throws MalformedWeightsException when the bytes are no safetensors file, with the file's name */
    static Safetensors read(String name, ArrayBuffer file) {
        SafetensorsHeader header;
        try {
            header = SafetensorsHeader.read(bytes(file), new HeaderJson());
        } catch (MalformedWeightsException e) {
            throw new IllegalArgumentException(name + " is not a usable weights file: " + e.getMessage());
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
            int begin = header.dataOffset() + entry.begin();
            int end = header.dataOffset() + entry.end();
            float[] data = entry.dtype().equals("F16") ? widened(file, begin, end) : floats(file, begin, end);
            tensors.put(entry.name(), new Tensor(entry.shape(), data));
        }
        return new Safetensors(header.metadata(), tensors);
    }

    /** By the browser, where it knows numbers of 16 bits. */
    private static float[] widened(ArrayBuffer file, int begin, int end) {
        float[] widened = widenedByBrowser(file, begin, end);
        return widened != null ? widened : widen(halves(file, begin, end));
    }

    private static float[] widen(short[] halves) {
        float[] floats = new float[halves.length];
        for (int i = 0; i < halves.length; i++) {
            floats[i] = Half.toFloat(halves[i]);
        }
        return floats;
    }

    @JSBody(params = "file", script = "return new Int8Array(file);")
    @JSByRef
    private static native byte[] bytes(ArrayBuffer file);

    /** A view, or a copy where the file's author did not align the tensor. */
    @JSBody(
            params = {"file", "begin", "end"},
            script = "return begin % 4 ? new Float32Array(file.slice(begin, end))"
                    + " : new Float32Array(file, begin, (end - begin) / 4);")
    @JSByRef
    private static native float[] floats(ArrayBuffer file, int begin, int end);

    /** Null where it does not. */
    @JSBody(
            params = {"file", "begin", "end"},
            script = "return typeof Float16Array === 'undefined' ? null"
                    + " : new Float32Array(begin % 2 ? new Float16Array(file.slice(begin, end))"
                    + " : new Float16Array(file, begin, (end - begin) / 2));")
    @JSByRef
    private static native float[] widenedByBrowser(ArrayBuffer file, int begin, int end);

    @JSBody(
            params = {"file", "begin", "end"},
            script = "return new Int16Array(file.slice(begin, end));")
    @JSByRef
    private static native short[] halves(ArrayBuffer file, int begin, int end);
}
