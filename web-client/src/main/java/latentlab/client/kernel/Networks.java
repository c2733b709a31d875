package latentlab.client.kernel;

import latentlab.network.Fold;
import latentlab.weights.MalformedWeightsException;
import latentlab.weights.Safetensors;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArrayReader;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.typedarrays.ArrayBuffer;

/**
 * Opens models, from a server's address or from a file that the visitor has, by promises. Which kernels there are to
 * choose from is up to the caller, as a module of the client holds only the code that it may reach.
 */
public final class Networks {
    /** Makes a network of weights that hold {@code encoder.*} and what the options' graph takes. */
    public interface Factory {
        /** @throws IllegalArgumentException when the options ask for a kernel that this browser can't run */
        JSPromise<Network> create(Safetensors weights, NetworkOptions options);
    }

    private final Factory factory;

    /** @param factory makes every network that is opened */
    public Networks(Factory factory) {
        this.factory = factory;
    }

    /**
     * Fetches a model's files side by side and opens it. Weights of 16 bits come as the site's own pages take them, packed
     * for the kernel, where the options allow it.
     *
     * @param url the model's address as in {@code /api/v1/models/ID}, relative to the page
     * @return rejected with a sentence when a file can't be had or is malformed
     */
    public JSPromise<Network> fetch(String url, NetworkOptions options) {
        if (options.precision() == NetworkOptions.Precision.F16
                && options.graph() == NetworkOptions.Graph.FOLDED
                && options.kernel() != NetworkOptions.Kernel.JAVA
                && Simd.isSupported()) {
            return new JSPromise<>((resolve, reject) ->
                    ServedNetwork.fetch(url, resolve::accept, reason -> reject.accept(error(reason))));
        }
        JSPromise<Safetensors> fetched = new JSPromise<>((resolve, reject) ->
                ServedWeights.fetch(url, options, resolve::accept, reason -> reject.accept(error(reason))));
        return fetched.flatThen(weights -> create(url, weights, options));
    }

    /**
     * Opens a model from the bytes of safetensors files, which together have {@code encoder.*} with either
     * {@code decoder.*}, which is folded here, or {@code folded.*}.
     *
     * @param names what to call the files in error messages
     */
    public JSPromise<Network> read(String[] names, JSArrayReader<ArrayBuffer> files, NetworkOptions options) {
        String name = String.join(" with ", names);
        Safetensors weights = WeightsFile.read(names[0], files.get(0));
        for (int i = 1; i < names.length; i++) {
            weights = ServedWeights.merge(weights, WeightsFile.read(names[i], files.get(i)));
        }
        boolean fold = options.graph() == NetworkOptions.Graph.FOLDED
                && !weights.tensors().containsKey("folded.weight");
        return create(name, fold ? folded(name, weights) : weights, options);
    }

    private static Safetensors folded(String name, Safetensors weights) {
        try {
            return ServedWeights.merge(weights, Fold.fold(weights));
        } catch (MalformedWeightsException e) {
            throw noModel(name, e);
        }
    }

    private JSPromise<Network> create(String name, Safetensors weights, NetworkOptions options) {
        try {
            checkTogether(weights);
            return factory.create(weights, options);
        } catch (MalformedWeightsException e) {
            throw noModel(name, e);
        }
    }

    /** An encoder's file and a decoder's may come from anywhere. */
    private static void checkTogether(Safetensors weights) {
        int[] encoder = weights.require("encoder.fc.weight", -1, -1).shape(); // (d, 98c)
        boolean folded = weights.tensors().containsKey("folded.weight");
        int[] decoder = weights.require(folded ? "folded.weight" : "decoder.fc.weight", -1, -1)
                .shape(); // (196c, d) or (98c, d)
        int c = encoder[1] / 98;
        int otherC = decoder[0] / (folded ? 196 : 98);
        if (c != otherC || encoder[0] != decoder[1]) {
            throw new IllegalArgumentException("The encoder (c=" + c + ", d=" + encoder[0] + ") and the decoder (c="
                    + otherC + ", d=" + decoder[1] + ") do not belong together.");
        }
    }

    private static IllegalArgumentException noModel(String name, MalformedWeightsException e) {
        return new IllegalArgumentException(name + " does not hold a model: " + e.getMessage());
    }

    @JSBody(params = "message", script = "return new Error(message);")
    private static native JSObject error(String message);
}
