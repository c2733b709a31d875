package latentlab.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import latentlab.weights.Half;
import latentlab.weights.Safetensors;

/**
 * A network as a WebAssembly module with 128-bit vectors, assembled for its very numbers of channels and latent
 * dimensions. It exports {@code encode()} and {@code decode()}; with the folded decoder also {@code place(i)}, which takes
 * the code to the pre-activations of one of four corners, and {@code mix(α)} and {@code blend(…)}, which take those to the
 * pixels.
 */
public final class KernelModule {
    /** The custom section with a {@link Layout}, as integers of 32 bits, lowest byte first. */
    public static final String LAYOUT = "layout";

    /**
     * The custom section with what the weights file says about itself, but for the history of its training, which is
     * long: UTF-8, names and values by turns, with a 0 between every two.
     */
    public static final String METADATA = "metadata";

    private static final String HISTORY = "history";

    /** Values of a line of the memory, the unit in which it is filled. */
    private static final int LINE = 16;

    private final Safetensors weights;
    private final MemoryPlan plan = new MemoryPlan();
    private final WasmAssembler assembler = new WasmAssembler();
    private final EncoderKernel encoder;
    private final DecoderKernel decoder;

    /**
     * Where things lie in the memory.
     *
     * @param channels  c
     * @param latentDim d
     * @param encoded   address of the encoder's code (d)
     * @param code      address of the decoder's code (d)
     * @param pixels    address of the decoder's picture (28,28)
     * @param input     the encoder's picture and lists
     */
    public record Layout(int channels, int latentDim, int encoded, int code, int pixels, EncoderInput.Layout input) {
        /** From the integers of {@link #LAYOUT}. */
        public static Layout of(int[] values) {
            return new Layout(
                    values[0],
                    values[1],
                    values[2],
                    values[3],
                    values[4],
                    new EncoderInput.Layout(
                            values[5], values[6], values[7], values[8], values[9], values[10], values[11]));
        }

        private int[] values() {
            return new int[] {
                channels,
                latentDim,
                encoded,
                code,
                pixels,
                input.picture(),
                input.hidden(),
                input.first(),
                input.points(),
                input.products(),
                input.second(),
                input.lists()
            };
        }
    }

    /**
     * With the folded decoder.
     *
     * @param weights {@code encoder.*}, {@code folded.*} and {@code decoder.conv1.*}
     * @throws latentlab.weights.MalformedWeightsException when a tensor is missing or of another shape
     */
    public static KernelModule folded(Safetensors weights) {
        return new KernelModule(weights, true);
    }

    /**
     * With the decoder as it was trained.
     *
     * @param weights {@code encoder.*} and {@code decoder.*}
     * @throws latentlab.weights.MalformedWeightsException when a tensor is missing or of another shape
     */
    public static KernelModule layered(Safetensors weights) {
        return new KernelModule(weights, false);
    }

    private KernelModule(Safetensors weights, boolean folded) {
        this.weights = weights;
        encoder = new EncoderKernel(plan, assembler, weights);
        decoder = folded ? new FoldedKernel(plan, assembler, weights) : new LayeredKernel(plan, assembler, weights);
    }

    public Layout layout() {
        return new Layout(
                encoder.channels(),
                encoder.latentDim(),
                encoder.code(),
                decoder.code(),
                decoder.pixels(),
                encoder.input());
    }

    /** The memory's size in units of 64 KiB. */
    public int pages() {
        return plan.pages();
    }

    /** The module without weights; it imports its memory as {@code env.memory}. */
    public byte[] assemble() {
        return assembler.assemble(pages());
    }

    /**
     * Packs the weights.
     *
     * @param memory    the module's memory as numbers, all 0
     * @param addresses the same memory as integers
     */
    public void load(float[] memory, int[] addresses) {
        encoder.load(memory);
        decoder.load(memory, addresses);
    }

    /**
     * The folded network as one file, ready to run: the module with a memory of its own, exported as {@code memory}. The
     * weights are packed already, in numbers of 16 bits, which it widens when it starts; pixels are within 3e-3.
     *
     * @param weights as in {@link #folded}
     */
    public static byte[] withWeights(Safetensors weights) {
        KernelModule module = folded(weights);
        float[] memory = new float[module.plan.end() / 4];
        int[] addresses = new int[memory.length];
        module.load(memory, addresses);
        return module.assembleWith(memory, addresses);
    }

    private byte[] assembleWith(float[] memory, int[] addresses) {
        WasmCode widen = emitWiden();
        WasmCode start = assembler.function();
        WasmBytes halves = new WasmBytes();
        for (int begin = 0; begin < memory.length; begin += LINE) {
            int end = begin;
            while (end < memory.length && !isEmpty(memory, end)) {
                end += LINE;
            }
            if (end > begin) {
                start.i32Const(plan.end() + halves.length())
                        .i32Const(4 * begin)
                        .i32Const(4 * end)
                        .call(widen);
                for (int i = begin; i < end; i++) {
                    short half = Half.fromFloat(memory[i]);
                    halves.put(half).put(half >> 8);
                }
                begin = end;
            }
        }
        assembler.start(start);
        assembler.data(plan.end(), halves);
        addData(addresses);
        WasmBytes values = new WasmBytes();
        for (int value : layout().values()) {
            values.int32(value);
        }
        assembler.custom(LAYOUT, values);
        List<String> texts = new ArrayList<>();
        weights.metadata().forEach((name, value) -> {
            if (!name.equals(HISTORY)) {
                texts.add(name);
                texts.add(value);
            }
        });
        byte[] metadata = String.join("\0", texts).getBytes(StandardCharsets.UTF_8);
        assembler.custom(METADATA, new WasmBytes().put(metadata));
        plan.reserve((halves.length() + 3) / 4);
        return assembler.assembleWithMemory(pages());
    }

    private static boolean isEmpty(float[] memory, int line) {
        for (int i = line; i < line + LINE; i++) {
            if (memory[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private void addData(int[] addresses) {
        for (int begin = 0; begin < addresses.length; begin++) {
            WasmBytes run = new WasmBytes();
            int end = begin;
            while (end < addresses.length && addresses[end] != 0) {
                run.int32(addresses[end++]);
            }
            if (end > begin) {
                assembler.data(4 * begin, run);
                begin = end;
            }
        }
    }

    /** Emits a function (from, to, end) that widens IEEE 754 binary16 to binary32, except for infinity and NaN. */
    private WasmCode emitWiden() {
        int from = 0;
        int to = 1;
        int end = 2;
        WasmCode f = assembler.function(WasmCode.I32, WasmCode.I32, WasmCode.I32);
        int half = f.local(WasmCode.V128);
        f.loop();
        f.localGet(to);
        f.localGet(from).v128Load16x4U(0).localTee(half);
        // the fraction's 10 bits go to the front of 23; the exponent's bias is 15 instead of 127, also of subnormals
        f.i32x4Const(0x7fff)
                .v128And()
                .i32Const(13)
                .i32x4Shl()
                .f32x4Const(0x1p112f)
                .f32x4Mul();
        f.localGet(half).i32x4Const(0x8000).v128And().i32Const(16).i32x4Shl();
        f.v128Or().v128Store(0);
        f.increment(from, 8).increment(to, 16);
        f.localGet(to).localGet(end).i32LtU().brIf(0).end();
        return f;
    }
}
