package latentlab.client.kernel;

import java.util.HashMap;
import java.util.Map;
import latentlab.kernel.EncoderInput;
import latentlab.kernel.KernelModule;
import latentlab.weights.Safetensors;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.typedarrays.Float32Array;

/** The network in WebAssembly, assembled for its very numbers of channels and latent dimensions. */
final class SimdNetwork implements Network {
    private final Map<String, String> metadata;
    private final int channels;
    private final boolean folded;
    private final Simd.Exports exports;
    private final EncoderInput input;
    private final float[] memory; // the same bytes
    private final int[] addresses;
    private final float[] encoded; // views of the memory
    private final float[] code;
    private final float[] picture;
    private final Float32Array codeView; // the same ones as JavaScript's own
    private final Float32Array pictureView;
    private Object loaded; // the path or blend whose codes are in the memory

    private SimdNetwork(
            Map<String, String> metadata,
            KernelModule.Layout layout,
            boolean folded,
            Simd.Exports exports,
            JSObject buffer) {
        this.metadata = metadata;
        channels = layout.channels();
        this.folded = folded;
        this.exports = exports;
        input = new EncoderInput(layout.input());
        int words = Simd.bytes(buffer) / 4;
        memory = Simd.floats(buffer, 0, words);
        addresses = Simd.ints(buffer, 0, words);
        encoded = Simd.floats(buffer, layout.encoded(), layout.latentDim());
        code = Simd.floats(buffer, layout.code(), layout.latentDim());
        picture = Simd.floats(buffer, layout.pixels(), 28 * 28);
        codeView = Float32Array.fromJavaArray(code);
        pictureView = Float32Array.fromJavaArray(picture);
    }

    /** Assembles, compiles and fills the kernels. */
    static JSPromise<Network> create(Safetensors weights, NetworkOptions.Graph graph) {
        boolean folded = graph == NetworkOptions.Graph.FOLDED;
        KernelModule module = folded ? KernelModule.folded(weights) : KernelModule.layered(weights);
        JSObject memory = Simd.memory(module.pages());
        return Simd.instantiate(module.assemble(), memory).then(exports -> {
            SimdNetwork network = new SimdNetwork(weights.metadata(), module.layout(), folded, exports, memory);
            module.load(network.memory, network.addresses);
            return network;
        });
    }

    /** What {@link KernelModule#withWeights} has become in this browser. */
    static Network of(JSObject module, Simd.Exports exports) {
        Map<String, String> metadata = new HashMap<>();
        String[] texts = Simd.texts(module, KernelModule.METADATA);
        for (int i = 0; i + 1 < texts.length; i += 2) {
            metadata.put(texts[i], texts[i + 1]);
        }
        KernelModule.Layout layout = KernelModule.Layout.of(Simd.integers(module, KernelModule.LAYOUT));
        return new SimdNetwork(metadata, layout, true, exports, exports.getMemory());
    }

    @Override
    public int latentDim() {
        return encoded.length;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public NetworkOptions.Kernel kernel() {
        return NetworkOptions.Kernel.SIMD;
    }

    @Override
    public void encode(float[] pixels, float[] code) {
        input.write(pixels, memory, addresses);
        exports.encode();
        Simd.copy(code, encoded);
    }

    @Override
    public void decode(float[] code, float[] pixels) {
        setCode(code);
        exports.decode();
        Simd.copy(pixels, picture);
    }

    @Override
    public Float32Array decode(Float32Array values) {
        return Simd.decode(exports, codeView, pictureView, values);
    }

    /** In a loop of our own, which is quicker for so few numbers. */
    private void setCode(float[] values) {
        for (int i = 0; i < code.length; i++) {
            code[i] = values[i];
        }
    }

    @Override
    public Path path(float[] from, float[] to) {
        return folded ? new FoldedPath(from.clone(), to.clone()) : new LayeredPath(this, from, to);
    }

    /** A path by its ends' pre-activations. The memory holds those of one path; another one's are computed anew. */
    private final class FoldedPath implements Path {
        private final float[] from;
        private final float[] to;

        private FoldedPath(float[] from, float[] to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public void at(float alpha, float[] pixels) {
            load();
            exports.mix(alpha);
            Simd.copy(pixels, picture);
        }

        @Override
        public Float32Array at(float alpha) {
            load();
            return Simd.mix(exports, pictureView, alpha);
        }

        private void load() {
            if (loaded != this) {
                place(0, from);
                place(1, to);
                loaded = this;
            }
        }
    }

    /** A corner's pre-activations. */
    private void place(int corner, float[] values) {
        setCode(values);
        exports.place(corner);
    }

    @Override
    public Blend blend(float[]... codes) {
        return folded ? new FoldedBlend(codes.clone()) : new LayeredBlend(this, codes);
    }

    /** The same for up to four codes. */
    private final class FoldedBlend implements Blend {
        private static final int CORNERS = 4;

        private final float[][] codes;

        private FoldedBlend(float[][] codes) {
            this.codes = codes;
        }

        @Override
        public void at(double[] shares, float[] pixels) {
            if (loaded != this) {
                for (int i = 0; i < CORNERS; i++) {
                    place(i, codes[Math.min(i, codes.length - 1)]);
                }
                loaded = this;
            }
            exports.blend((float) shares[0], share(shares, 1), share(shares, 2), share(shares, 3));
            Simd.copy(pixels, picture);
        }

        private static float share(double[] shares, int corner) {
            return corner < shares.length ? (float) shares[corner] : 0;
        }
    }
}
