package latentlab.client.kernel;

import java.util.Map;
import latentlab.weights.Safetensors;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;

/** The network in WebAssembly, assembled for its very numbers of channels and latent dimensions. */
final class SimdNetwork implements Network {
    private final Map<String, String> metadata;
    private final int channels;
    private final Simd.Exports exports;
    private final EncoderKernel encoder;
    private final float[] memory;
    private final int[] addresses;
    private final float[] encoded; // views of the memory
    private final float[] code;
    private final float[] picture;
    private final boolean folded;
    private FoldedPath loaded; // the path whose ends are in the memory

    private SimdNetwork(
            Safetensors weights,
            Simd.Exports exports,
            JSObject buffer,
            int pages,
            EncoderKernel encoder,
            DecoderKernel decoder) {
        metadata = weights.metadata();
        channels = encoder.channels();
        this.exports = exports;
        this.encoder = encoder;
        memory = Simd.floats(buffer, 0, pages << 14);
        addresses = Simd.ints(buffer, 0, pages << 14);
        encoded = Simd.floats(buffer, encoder.code(), encoder.latentDim());
        code = Simd.floats(buffer, decoder.code(), encoder.latentDim());
        picture = Simd.floats(buffer, decoder.pixels(), 28 * 28);
        folded = decoder instanceof FoldedKernel;
        encoder.load(memory);
        decoder.load(memory, addresses);
    }

    /** Assembles, compiles and fills the kernels. */
    static JSPromise<Network> create(Safetensors weights, NetworkOptions.Graph graph) {
        MemoryPlan plan = new MemoryPlan();
        WasmAssembler assembler = new WasmAssembler();
        EncoderKernel encoder = new EncoderKernel(plan, assembler, weights);
        DecoderKernel decoder = graph == NetworkOptions.Graph.FOLDED
                ? new FoldedKernel(plan, assembler, weights)
                : new LayeredKernel(plan, assembler, weights);
        int pages = plan.pages();
        JSObject memory = Simd.memory(pages);
        return Simd.instantiate(assembler.assemble(pages), memory)
                .then(exports -> new SimdNetwork(weights, exports, memory, pages, encoder, decoder));
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
        encoder.read(pixels, memory, addresses);
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
    public float[] decode(float[] code) {
        setCode(code);
        exports.decode();
        return Simd.copyOf(picture);
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
            if (loaded != this) {
                setCode(from);
                exports.from();
                setCode(to);
                exports.to();
                loaded = this;
            }
            exports.mix(alpha);
            Simd.copy(pixels, picture);
        }
    }
}
