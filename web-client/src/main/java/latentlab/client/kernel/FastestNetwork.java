package latentlab.client.kernel;

import latentlab.weights.Safetensors;
import org.teavm.jso.core.JSPromise;

/** The fastest kernel that the browser runs and the options allow. */
public final class FastestNetwork {
    private FastestNetwork() {}

    /** A {@link Networks.Factory}. */
    public static JSPromise<Network> create(Safetensors weights, NetworkOptions options) {
        boolean simd = options.kernel() != NetworkOptions.Kernel.JAVA && Simd.isSupported();
        if (!simd && options.kernel() == NetworkOptions.Kernel.SIMD) {
            throw new IllegalArgumentException("This browser has no WebAssembly SIMD; kernel 'java' works everywhere.");
        }
        if (simd) {
            return SimdNetwork.create(weights, options.graph());
        }
        return JSPromise.resolve(
                options.graph() == NetworkOptions.Graph.FOLDED
                        ? JavaNetwork.folded(weights)
                        : JavaNetwork.layered(weights));
    }
}
