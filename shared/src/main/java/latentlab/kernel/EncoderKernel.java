package latentlab.kernel;

import latentlab.weights.Safetensors;

/**
 * The encoder in WebAssembly; exports {@code encode()}.
 *
 * <p>A window without ink makes the first layer's answer to black, max(bias, 0), in every channel. All positions carry
 * their difference from that, so that black ones are 0 and need no work; what the answer to black itself gives in the
 * second layer is added at the end, once computed. The second convolution is done by {@link MinimalFiltering}.
 */
final class EncoderKernel {
    private static final int STRIDE = EncoderInput.STRIDE;
    private static final int PADDED = EncoderInput.PADDED;
    private static final int OUT = MinimalFiltering.OUTPUTS;
    private static final int POINTS = MinimalFiltering.POINTS;
    private static final int FACTORS = MinimalFiltering.FACTORS;

    private final Safetensors weights;
    private final int c;
    private final int d;
    private final int first; // channels of the first layer in memory
    private final int second; // channels of the second layer in memory
    private final int picture; // (30,32)
    private final int bias; // (first)
    private final int black; // (first), the first layer's answer to black
    private final int taps1; // (first/8, 16, 8)
    private final int hidden1; // (16,16,first)
    private final int points; // (11,11,4,first) and a row of zeros
    private final int taps2; // (factor, factor, second/8, 4·first, 8)
    private final int products; // (11,11,second) and a row that nobody reads
    private final int response; // (7,7,second), the second layer's answer to an all-black first layer
    private final DotProducts linear;
    private final int code;
    private final int lists; // of the first layer, then of each pair of factors: first and last address, then entries

    EncoderKernel(MemoryPlan plan, WasmAssembler assembler, Safetensors weights) {
        this.weights = weights;
        c = weights.require("encoder.conv1.weight", -1, 1, 4, 4).shape()[0];
        d = weights.require("encoder.fc.weight", -1, 98 * c).shape()[0];
        weights.require("encoder.conv2.weight", 2 * c, c, 4, 4);
        weights.require("encoder.conv1.bias", c);
        weights.require("encoder.conv2.bias", 2 * c);
        weights.require("encoder.fc.bias", d);
        first = MemoryPlan.eights(c);
        second = MemoryPlan.eights(2 * c);
        picture = plan.reserve(30 * STRIDE);
        bias = plan.reserve(first);
        black = plan.reserve(first);
        taps1 = plan.reserve(16 * first);
        hidden1 = plan.reserve(PADDED * PADDED * first);
        int lines = plan.reserve(2 * POINTS * PADDED * first);
        points = plan.reserve((POINTS * POINTS + 1) * 4 * first);
        taps2 = plan.reserve(FACTORS * FACTORS * 4 * first * second);
        products = plan.reserve((POINTS * POINTS + 1) * second);
        int columns = plan.reserve(OUT * POINTS * second);
        response = plan.reserve(OUT * OUT * second);
        int hidden2 = plan.reserve(OUT * OUT * second);
        linear = new DotProducts(plan, OUT * OUT * second, d);
        code = plan.reserve(d);
        lists = plan.reserve(EncoderInput.LISTS);

        WasmCode rows1 = emitFirstRows(assembler);
        WasmCode rows2 = RowProducts.emit(assembler, 4 * first, second);
        WasmCode f = assembler.export("encode");
        f.i32Const(hidden1).i32Const(0).i32Const(PADDED * PADDED * first * 4).memoryFill();
        emitCall(f, 0, taps1, rows1);
        int size = 4 * first;
        MinimalFiltering.emitPoints(f, hidden1, PADDED, size, 2, lines, points, 4 * size, size);
        f.i32Const(products).i32Const(0).i32Const(POINTS * POINTS * second * 4).memoryFill();
        for (int pair = 0; pair < FACTORS * FACTORS; pair++) {
            emitCall(f, 1 + pair, taps2 + pair * 16 * first * second, rows2);
        }
        MinimalFiltering.emitOutputs(f, products, columns, hidden2, response, 4 * second, 1);
        linear.emit(f, hidden2, code);
    }

    private WasmCode emitFirstRows(WasmAssembler assembler) {
        int[] offsets = new int[16];
        for (int tap = 0; tap < 16; tap++) {
            offsets[tap] = 4 * (tap / 4 * STRIDE + tap % 4);
        }
        return RowProducts.emit(assembler, offsets, first, bias, black);
    }

    private void emitCall(WasmCode f, int list, int matrix, WasmCode rows) {
        int header = EncoderInput.header(lists, list);
        f.i32Const(0).i32Load(header).i32Const(0).i32Load(header + 4);
        f.i32Const(matrix).call(rows);
    }

    int channels() {
        return c;
    }

    int latentDim() {
        return d;
    }

    /** Address (d). */
    int code() {
        return code;
    }

    /** What {@link EncoderInput} has to know. */
    EncoderInput.Layout input() {
        return new EncoderInput.Layout(picture, hidden1, first, points, products, second, lists);
    }

    /** Packs the weights. */
    void load(float[] memory) {
        float[] w1 = weights.tensors().get("encoder.conv1.weight").data();
        float[] b1 = weights.tensors().get("encoder.conv1.bias").data();
        float[] w2 = weights.tensors().get("encoder.conv2.weight").data();
        float[] b2 = weights.tensors().get("encoder.conv2.bias").data();
        float[] w3 = weights.tensors().get("encoder.fc.weight").data();
        RowProducts.load(memory, taps1, 16, c, (tap, o) -> w1[o * 16 + tap]);
        for (int i = 0; i < c; i++) {
            memory[bias / 4 + i] = b1[i];
            memory[black / 4 + i] = Math.max(b1[i], 0);
        }
        for (int pair = 0; pair < FACTORS * FACTORS; pair++) {
            int row = pair / FACTORS;
            int column = pair % FACTORS;
            RowProducts.load(memory, taps2 + pair * 16 * first * second, 4 * first, 2 * c, (k, o) -> {
                int i = k % first;
                return i < c ? MinimalFiltering.factor(w2, (o * c + i) * 16, k / first, row, column, false) : 0;
            });
        }
        for (int o = 0; o < 2 * c; o++) {
            loadResponse(memory, w2, b2[o], o);
        }
        linear.load(memory, weights.tensors().get("encoder.fc.bias").data(), (i, o) -> {
            int channel = i % second;
            return channel < 2 * c ? w3[o * 98 * c + channel * 49 + i / second] : 0;
        });
    }

    private void loadResponse(float[] memory, float[] w2, float b2, int o) {
        float[] sums = new float[16]; // of each tap's answer to black
        for (int i = 0; i < c; i++) {
            for (int tap = 0; tap < 16; tap++) {
                sums[tap] += w2[(o * c + i) * 16 + tap] * memory[black / 4 + i];
            }
        }
        for (int position = 0; position < OUT * OUT; position++) {
            float sum = b2;
            for (int tap = 0; tap < 16; tap++) {
                int row = 2 * (position / OUT) + tap / 4; // padded
                int column = 2 * (position % OUT) + tap % 4;
                if (row > 0 && row < PADDED - 1 && column > 0 && column < PADDED - 1) {
                    sum += sums[tap];
                }
            }
            memory[response / 4 + position * second + o] = sum;
        }
    }
}
