package latentlab.kernel;

import latentlab.weights.Safetensors;
import latentlab.weights.Tensor;

/**
 * Emits the decoder's last layer, ConvTranspose2d(c→1, k4 s2 p1) · sigmoid: each position's 16 products with the taps
 * go into a padded picture of positions, then each pixel is the sum of the four that meet in it.
 */
final class PictureKernel {
    private static final int SMALL = 14;
    private static final int LARGE = 28;
    /** Positions of a padded line. */
    private static final int PADDED = 16;
    /** Bytes of a position's products. */
    private static final int PRODUCTS = 64;

    /**
     * 2ᶠ for |f| ≤ ½, highest power first: the polynomial that agrees with it at the six Chebyshev nodes, which errs by
     * 1.6e-7 at most.
     */
    private static final double[] POWER_OF_TWO = {
        0.0013390863, 0.009676032, 0.05550357, 0.24022107, 0.69314719, 1.00000008
    };

    /** Whole numbers are the last bits of floats of this size; 127 is the exponent's bias. */
    private static final float WHOLE = 1.5f * (1 << 23) + 127;

    /** e⁻ˣ is 2 to the power of this times x; it is part of the weights in memory. */
    private static final double EXPONENT = -1 / Math.log(2);

    /** Vectors of pixels computed by turns: each operation waits for the one before, so others go in between. */
    private static final int TOGETHER = 4;

    private final int channels;
    private final int hidden;
    private final int products;
    private final int list;
    private final int weight;
    private final int bias;
    private final int pixels;
    private final WasmCode f;
    private final int from;
    private final int to;
    private final int[] column;
    private final int[] y;
    private final int[] n;
    private final int[] power;

    /**
     * Emits the function.
     *
     * @param channels of a position, a multiple of 8
     * @param hidden   address (14,14,channels), after the ReLU
     */
    PictureKernel(MemoryPlan plan, WasmAssembler assembler, int channels, int hidden) {
        this.channels = channels;
        this.hidden = hidden;
        products = plan.reserve(PADDED * PADDED * PRODUCTS / 4);
        list = plan.reserve(SMALL * SMALL * 2);
        weight = plan.reserve(channels * 16);
        bias = plan.reserve(4);
        pixels = plan.reserve(LARGE * LARGE);
        WasmCode rows = RowProducts.emit(assembler, channels, 16);
        f = assembler.function();
        from = f.local(WasmCode.I32);
        to = f.local(WasmCode.I32);
        column = f.locals(WasmCode.V128, 4);
        y = f.locals(WasmCode.V128, TOGETHER);
        n = f.locals(WasmCode.V128, TOGETHER);
        power = f.locals(WasmCode.V128, TOGETHER);
        int end = list + SMALL * SMALL * RowProducts.ENTRY;
        f.i32Const(list).i32Const(end).i32Const(weight).call(rows);
        emitPixels();
    }

    /** Takes the hidden values to the pixels. */
    WasmCode function() {
        return f;
    }

    /** Address (28,28). */
    int pixels() {
        return pixels;
    }

    /** The pixels, two rows in each turn of the loop. */
    private void emitPixels() {
        int row = PADDED * PRODUCTS;
        f.i32Const(0).localSet(to);
        f.loopFrom(from, 0);
        // pixel row 2r meets tap row 1 of r and 3 of r−1, which is padded row r
        emitPixelRow(products + row + 16, products + 3 * 16, pixels);
        // pixel row 2r+1 meets tap row 2 of r and 0 of r+1
        emitPixelRow(products + row + 2 * 16, products + 2 * row, pixels + 4 * LARGE);
        f.increment(to, 2 * 4 * LARGE);
        f.endLoop(from, row, SMALL * row);
    }

    private void emitPixelRow(int first, int second, int pixelRow) {
        for (int c = 0; c < 2; c++) {
            emitColumn(first, second, c);
        }
        for (int c = 0; c < SMALL; c += 2) {
            // the padded columns c, c+1, c+2, c+3 make the four pixels of the small columns c and c+1
            int before = column[c % 4];
            int left = column[(c + 1) % 4];
            int right = column[(c + 2) % 4];
            int after = column[(c + 3) % 4];
            emitColumn(first, second, c + 2);
            emitColumn(first, second, c + 3);
            f.localGet(left).localGet(right).f32x4Shuffle(1, 2, 5, 6);
            f.localGet(before).localGet(left).f32x4Shuffle(3, 3, 7, 7);
            f.localGet(right).localGet(after).f32x4Shuffle(0, 0, 4, 4);
            f.f32x4Shuffle(0, 5, 2, 7).f32x4Add();
            int place = c / 2 % TOGETHER;
            f.i32Const(0).v128Load(bias).f32x4Add().localSet(y[place]);
            if (place == TOGETHER - 1 || c == SMALL - 2) {
                emitSigmoids(place + 1);
                for (int i = 0; i <= place; i++) {
                    f.localGet(to).localGet(y[i]).v128Store(pixelRow + 8 * (c - 2 * (place - i)));
                }
            }
        }
    }

    private void emitColumn(int first, int second, int c) {
        f.localGet(from).v128Load(first + c * PRODUCTS);
        f.localGet(from).v128Load(second + c * PRODUCTS);
        f.f32x4Add().localSet(column[c % 4]);
    }

    /** y = 1/(1+2ʸ) for the first so many vectors; 2ʸ = 2ⁿ·2ᶠ, n whole, |f| ≤ ½. */
    private void emitSigmoids(int count) {
        for (int i = 0; i < count; i++) {
            // within ±126, 2ⁿ is a normal number
            f.f32x4Const(-126).localGet(y[i]).f32x4Pmax().f32x4Const(126).f32x4Pmin();
            // the sum's last bits are n + 127, rounded; shifted to the exponent's place they are 2ⁿ
            f.localTee(y[i]).f32x4Const(WHOLE).f32x4Add().localSet(n[i]);
        }
        for (int i = 0; i < count; i++) {
            f.localGet(y[i]).localGet(n[i]).f32x4Const(WHOLE).f32x4Sub().f32x4Sub();
            f.localSet(y[i]).f32x4Const((float) POWER_OF_TWO[0]).localSet(power[i]);
        }
        for (int k = 1; k < POWER_OF_TWO.length; k++) {
            for (int i = 0; i < count; i++) {
                f.localGet(power[i]).localGet(y[i]).f32x4Mul();
                f.f32x4Const((float) POWER_OF_TWO[k]).f32x4Add().localSet(power[i]);
            }
        }
        for (int i = 0; i < count; i++) {
            f.f32x4Const(1).localGet(n[i]).i32Const(23).i32x4Shl();
            f.localGet(power[i]).f32x4Mul().f32x4Const(1).f32x4Add();
            f.f32x4Div().localSet(y[i]);
        }
    }

    /**
     * Of the tensors {@code decoder.conv1}: whoever opens a model is to hear of what is missing before anything is compiled.
     *
     * @throws latentlab.weights.MalformedWeightsException when one is missing or of another shape
     */
    static void check(Safetensors weights) {
        weights.require("decoder.conv1.weight", -1, 1, 4, 4);
        weights.require("decoder.conv1.bias", 1);
    }

    /** Packs the tensors {@code decoder.conv1}. */
    void load(float[] memory, int[] addresses, Safetensors weights) {
        Tensor taps = weights.tensors().get("decoder.conv1.weight");
        int c = taps.shape()[0];
        RowProducts.load(
                memory, weight, channels, 16, (k, tap) -> k < c ? (float) (EXPONENT * taps.data()[k * 16 + tap]) : 0);
        for (int i = 0; i < 4; i++) {
            memory[bias / 4 + i] = (float)
                    (EXPONENT * weights.tensors().get("decoder.conv1.bias").data()[0]);
        }
        for (int i = 0; i < SMALL * SMALL; i++) {
            addresses[list / 4 + 2 * i] = hidden + 4 * i * channels;
            addresses[list / 4 + 2 * i + 1] = products + ((i / SMALL + 1) * PADDED + i % SMALL + 1) * PRODUCTS;
        }
    }
}
