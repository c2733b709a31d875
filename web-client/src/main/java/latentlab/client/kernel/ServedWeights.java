package latentlab.client.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import latentlab.weights.Safetensors;
import latentlab.weights.Tensor;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.ArrayBuffer;

/**
 * Fetches a model's weights from a server. Speaks of what came by callbacks: a promise of anything that is not
 * JavaScript's own brings TeaVM's wrappers along, which a page that has to start soon does without.
 */
public final class ServedWeights {
    private ServedWeights() {}

    /**
     * Fetches a model's encoder and decoder side by side.
     *
     * @param url     the model's address as in {@code /api/v1/models/ID}, relative to the page
     * @param arrived called with {@code encoder.*} and what the options' graph takes; what it throws has failed, too
     * @param failed  called with a sentence when a file can't be had or is malformed
     */
    public static void fetch(
            String url, NetworkOptions options, Consumer<Safetensors> arrived, Consumer<String> failed) {
        String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        String decoder = options.graph() == NetworkOptions.Graph.FOLDED ? "folded-decoder" : "decoder";
        String encoderUrl = base + "/" + options.precision().fileName("encoder");
        String decoderUrl = base + "/" + options.precision().fileName(decoder);
        fetch(
                encoderUrl,
                decoderUrl,
                (encoderFile, decoderFile) -> {
                    try {
                        Safetensors encoder = WeightsFile.read(encoderUrl, encoderFile);
                        arrived.accept(merge(encoder, WeightsFile.read(decoderUrl, decoderFile)));
                    } catch (RuntimeException e) {
                        failed.accept(e.getMessage());
                    }
                },
                reason -> failed.accept(reason));
    }

    /**
     * Fetches a single file.
     *
     * @param arrived called with its tensors; what it throws has failed, too
     * @param failed  called with a sentence when it can't be had or is malformed
     */
    public static void fetchFile(String url, Consumer<Safetensors> arrived, Consumer<String> failed) {
        fetch(
                url,
                null,
                (file, nothing) -> {
                    try {
                        arrived.accept(WeightsFile.read(url, file));
                    } catch (RuntimeException e) {
                        failed.accept(e.getMessage());
                    }
                },
                reason -> failed.accept(reason));
    }

    /** All tensors, and the metadata of a. */
    static Safetensors merge(Safetensors a, Safetensors b) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(a.tensors());
        tensors.putAll(b.tensors());
        return new Safetensors(a.metadata(), tensors);
    }

    /** Both files. */
    @JSFunctor
    private interface Arrived extends JSObject {
        void accept(ArrayBuffer first, ArrayBuffer second);
    }

    /** Why not. */
    @JSFunctor
    private interface Failed extends JSObject {
        void accept(String reason);
    }

    @JSBody(
            params = {"first", "second", "arrived", "failed"},
            script =
                    ServedFile.FUNCTIONS
                            + "function file(url) { return answer(url).then(function(response) { return response.arrayBuffer(); }); }"
                            + " Promise.all([file(first), second && file(second)]).then("
                            + "function(files) { arrived(files[0], files[1]); }, function(problem) { failed(problem.message); });")
    private static native void fetch(String first, String second, Arrived arrived, Failed failed);
}
