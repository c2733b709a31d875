package latentlab.client.kernel;

import java.util.HashMap;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;

/** A model of the public API, for a page that has no network of its own. */
final class ApiNetwork implements Network {
    private final ApiModel model;
    private final Map<String, String> metadata = new HashMap<>();

    ApiNetwork(ApiModel model) {
        this.model = model;
        for (String key : keys(model)) {
            metadata.put(key, text(model, key));
        }
    }

    @Override
    public int latentDim() {
        return model.getLatentDim();
    }

    @Override
    public int channels() {
        return model.getChannels();
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public NetworkOptions.Kernel kernel() {
        return model.getKernel().equals(NetworkOptions.Kernel.SIMD.word())
                ? NetworkOptions.Kernel.SIMD
                : NetworkOptions.Kernel.JAVA;
    }

    @Override
    public void encode(float[] pixels, float[] code) {
        encode(model, pixels, code);
    }

    @Override
    public void decode(float[] code, float[] pixels) {
        decode(model, code, pixels);
    }

    @Override
    public Path path(float[] from, float[] to) {
        JSObject path = path(model, from, to);
        return (alpha, pixels) -> at(path, alpha, pixels);
    }

    @Override
    public Blend blend(float[]... codes) {
        JSObject list = list();
        for (float[] code : codes) {
            add(list, code);
        }
        JSObject blend = blend(model, list);
        return (shares, pixels) -> at(blend, shares, pixels);
    }

    /** As {@code open} of the API's module hands it out. */
    interface ApiModel extends JSObject {
        @JSProperty
        int getLatentDim();

        @JSProperty
        int getChannels();

        @JSProperty
        String getKernel();
    }

    @JSBody(params = "model", script = "return Object.keys(model.metadata);")
    private static native String[] keys(ApiModel model);

    @JSBody(
            params = {"model", "key"},
            script = "return model.metadata[key];")
    private static native String text(ApiModel model, String key);

    @JSBody(
            params = {"model", "pixels", "code"},
            script = "code.set(model.encode(pixels));")
    private static native void encode(ApiModel model, @JSByRef float[] pixels, @JSByRef float[] code);

    @JSBody(
            params = {"model", "code", "pixels"},
            script = "pixels.set(model.decode(code));")
    private static native void decode(ApiModel model, @JSByRef float[] code, @JSByRef float[] pixels);

    @JSBody(
            params = {"model", "from", "to"},
            script = "return model.path(from, to);")
    private static native JSObject path(ApiModel model, @JSByRef float[] from, @JSByRef float[] to);

    @JSBody(
            params = {"path", "alpha", "pixels"},
            script = "pixels.set(path.at(alpha));")
    private static native void at(JSObject path, float alpha, @JSByRef float[] pixels);

    @JSBody(script = "return [];")
    private static native JSObject list();

    @JSBody(
            params = {"list", "code"},
            script = "list.push(code);")
    private static native void add(JSObject list, @JSByRef float[] code);

    @JSBody(
            params = {"model", "codes"},
            script = "return model.blend(codes);")
    private static native JSObject blend(ApiModel model, JSObject codes);

    @JSBody(
            params = {"blend", "shares", "pixels"},
            script = "pixels.set(blend.at(new Float32Array(shares)));")
    private static native void at(JSObject blend, @JSByRef double[] shares, @JSByRef float[] pixels);
}
