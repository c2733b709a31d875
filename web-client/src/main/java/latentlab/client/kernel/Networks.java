package latentlab.client.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import latentlab.network.Fold;
import latentlab.network.Tensor;
import latentlab.weights.MalformedWeightsException;
import latentlab.weights.Safetensors;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.typedarrays.ArrayBuffer;

/**
 * Opens models: from a server's address, or from a file that the visitor has.
 *
 * <p>Which kernels there are to choose from is up to the caller, as a module of the client holds only the code that it
 * may reach: the site's own pages start sooner with plain Java alone.
 */
public final class Networks {
    /** Makes a network of weights that hold {@code encoder.*} and what the options' graph takes. */
    public interface Factory {
        /** @throws IllegalArgumentException when the options ask for a kernel that this browser can't run */
        JSPromise<Network> create(Safetensors weights, NetworkOptions options);
    }

    /** Plain Java and the folded graph, whatever the options say. */
    public static final Factory PLAIN_JAVA = (weights, options) -> JSPromise.resolve(JavaNetwork.folded(weights));

    private final Factory factory;

    /** @param factory makes every network that is opened */
    public Networks(Factory factory) {
        this.factory = factory;
    }

    /**
     * Fetches a model's files side by side and opens it.
     *
     * @param url the model's address as in {@code /api/v1/models/ID}, relative to the page
     * @return rejected with a sentence when a file can't be had or is malformed
     */
    public JSPromise<Network> fetch(String url, NetworkOptions options) {
        String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        String decoder = options.graph() == NetworkOptions.Graph.FOLDED ? "folded-decoder" : "decoder";
        String encoderUrl = base + "/" + options.precision().fileName("encoder");
        String decoderUrl = base + "/" + options.precision().fileName(decoder);
        JSArray<JSPromise<ArrayBuffer>> files = new JSArray<>();
        files.push(fetchBytes(encoderUrl));
        files.push(fetchBytes(decoderUrl));
        return JSPromise.all(files)
                .flatThen(bytes -> create(
                        base,
                        merge(WeightsFile.read(encoderUrl, bytes.get(0)), WeightsFile.read(decoderUrl, bytes.get(1))),
                        options));
    }

    /**
     * Opens a model from the bytes of one safetensors file: {@code encoder.*} with either {@code decoder.*}, which is
     * folded here, or {@code folded.*}.
     *
     * @param name what to call the file in error messages
     */
    public JSPromise<Network> read(String name, ArrayBuffer file, NetworkOptions options) {
        Safetensors weights = WeightsFile.read(name, file);
        boolean fold = options.graph() == NetworkOptions.Graph.FOLDED
                && !weights.tensors().containsKey("folded.weight");
        return create(name, fold ? folded(name, weights) : weights, options);
    }

    private static Safetensors folded(String name, Safetensors weights) {
        try {
            return merge(weights, Fold.fold(weights));
        } catch (MalformedWeightsException e) {
            throw noModel(name, e);
        }
    }

    private static Safetensors merge(Safetensors a, Safetensors b) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(a.tensors());
        tensors.putAll(b.tensors());
        return new Safetensors(a.metadata(), tensors);
    }

    private JSPromise<Network> create(String name, Safetensors weights, NetworkOptions options) {
        try {
            return factory.create(weights, options);
        } catch (MalformedWeightsException e) {
            throw noModel(name, e);
        }
    }

    private static IllegalArgumentException noModel(String name, MalformedWeightsException e) {
        return new IllegalArgumentException(name + " does not hold a model: " + e.getMessage());
    }

    private static JSPromise<ArrayBuffer> fetchBytes(String url) {
        return request(url)
                .flatThen(
                        response -> {
                            if (!ok(response)) {
                                throw new IllegalArgumentException(
                                        url + " can't be loaded: the server answered " + status(response) + ".");
                            }
                            return body(response);
                        },
                        error -> {
                            throw new IllegalArgumentException(url + " can't be loaded: the server can't be reached.");
                        });
    }

    @JSBody(params = "url", script = "return fetch(url);")
    private static native JSPromise<JSObject> request(String url);

    @JSBody(params = "response", script = "return response.ok;")
    private static native boolean ok(JSObject response);

    @JSBody(params = "response", script = "return response.status;")
    private static native int status(JSObject response);

    @JSBody(params = "response", script = "return response.arrayBuffer();")
    private static native JSPromise<ArrayBuffer> body(JSObject response);
}
