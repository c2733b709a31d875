package latentlab.client.kernel;

import latentlab.network.Tensor;
import latentlab.weights.Safetensors;

/**
 * Emits the decoder's last layer, ConvTranspose2d(c→1, k4 s2 p1) · sigmoid: each position's 16 products with the taps
 * go into a padded picture of positions, then each pixel is the sum of the four that meet in it.
 */
final class PictureKernel {
    private static final int SMALL = 14;
    /** Positions of a padded line. */
    private static final int PADDED = 16;
    /** Bytes of a position's products. */
    private static final int PRODUCTS = 64;

    private static final int PIXELS = 784;

    private final int channels;
    private final int hidden;
    private final int products;
    private final int list;
    private final int weight;
    private final int bias;
    private final int pixels;
    private final WasmCode function;

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
        pixels = plan.reserve(PIXELS);
        WasmCode rows = RowProducts.emit(assembler, channels, 16);
        function = assembler.function();
        int end = list + SMALL * SMALL * RowProducts.ENTRY;
        function.i32Const(list).i32Const(end).i32Const(weight).call(rows);
        emitSums();
        emitSigmoid();
    }

    /** Takes the hidden values to the pixels. */
    WasmCode function() {
        return function;
    }

    /** Address (28,28). */
    int pixels() {
        return pixels;
    }

    /** The sums before the sigmoid, a row of small positions in each turn. */
    private void emitSums() {
        WasmCode f = function;
        int from = f.local(WasmCode.I32);
        int to = f.local(WasmCode.I32);
        int[] column = f.locals(WasmCode.V128, 4);
        f.i32Const(0).localSet(to);
        f.loopFrom(from, 0);
        // pixel row 2r meets tap row 1 of r and 3 of r−1, pixel row 2r+1 meets tap row 2 of r and 0 of r+1
        emitPixelRow(from, to, column, 1, 1, 0, 3, 0);
        emitPixelRow(from, to, column, 1, 2, 2, 0, 28 * 4);
        f.increment(to, 2 * 28 * 4);
        f.endLoop(from, PADDED * PRODUCTS, SMALL * PADDED * PRODUCTS);
    }

    private void emitPixelRow(
            int from, int to, int[] column, int position, int tap, int otherPosition, int otherTap, int offset) {
        WasmCode f = function;
        int first = products + position * PADDED * PRODUCTS + 16 * tap;
        int second = products + otherPosition * PADDED * PRODUCTS + 16 * otherTap;
        for (int c = 0; c < 2; c++) {
            emitColumn(from, first, second, c, column[c]);
        }
        for (int c = 0; c < SMALL; c += 2) {
            // the padded columns c, c+1, c+2, c+3 make the four pixels of the small columns c and c+1
            int before = column[c % 4];
            int left = column[(c + 1) % 4];
            int right = column[(c + 2) % 4];
            int after = column[(c + 3) % 4];
            emitColumn(from, first, second, c + 2, right);
            emitColumn(from, first, second, c + 3, after);
            f.localGet(to);
            f.localGet(left).localGet(right).f32x4Shuffle(1, 2, 5, 6);
            f.localGet(before).localGet(right).f32x4Shuffle(3, 4, 3, 4);
            f.localGet(left).localGet(after).f32x4Shuffle(3, 4, 3, 4);
            f.f32x4Shuffle(0, 1, 4, 5).f32x4Add();
            f.v128Store(pixels + offset + 8 * c);
        }
    }

    private void emitColumn(int from, int first, int second, int c, int column) {
        function.localGet(from).v128Load(first + c * PRODUCTS);
        function.localGet(from).v128Load(second + c * PRODUCTS);
        function.f32x4Add().localSet(column);
    }

    /** 1/(1+e⁻ˣ), with e⁻ˣ = 2ⁿ·2ᶠ, n whole, |f| ≤ ½, and 2ᶠ by Taylor's series, which errs by 1.2e-7 at most. */
    private void emitSigmoid() {
        WasmCode f = function;
        int at = f.local(WasmCode.I32);
        int y = f.local(WasmCode.V128);
        int n = f.local(WasmCode.V128);
        double[] series = new double[7];
        series[0] = 1;
        for (int i = 1; i < series.length; i++) {
            series[i] = series[i - 1] * Math.log(2) / i;
        }
        f.loopFrom(at, 0);
        f.localGet(at);
        // y = −x·log₂e within ±126, where 2ⁿ stays a normal number
        f.localGet(at).v128Load(pixels).i32Const(0).v128Load(bias).f32x4Add();
        f.f32x4Const((float) (-1 / Math.log(2))).f32x4Mul();
        f.f32x4Const(-126).f32x4Pmax().f32x4Const(126).f32x4Pmin();
        f.localTee(y).f32x4Nearest().localTee(n);
        f.localGet(y).localGet(n).f32x4Sub().localSet(y);
        f.i32x4TruncSatF32x4S().i32x4Const(127).i32x4Add().i32Const(23).i32x4Shl();
        f.f32x4Const((float) series[series.length - 1]);
        for (int i = series.length - 2; i >= 0; i--) {
            f.localGet(y).f32x4Mul().f32x4Const((float) series[i]).f32x4Add();
        }
        f.f32x4Mul().f32x4Const(1).f32x4Add().localSet(y);
        f.f32x4Const(1).localGet(y).f32x4Div().v128Store(pixels);
        f.endLoop(at, 16, 4 * PIXELS);
    }

    /** Packs the tensors {@code decoder.conv1}. */
    void load(float[] memory, int[] addresses, Safetensors weights) {
        Tensor taps = weights.require("decoder.conv1.weight", -1, 1, 4, 4);
        int c = taps.shape()[0];
        RowProducts.load(memory, weight, channels, 16, (k, tap) -> k < c ? taps.data()[k * 16 + tap] : 0);
        for (int i = 0; i < 4; i++) {
            memory[bias / 4 + i] = weights.require("decoder.conv1.bias", 1).data()[0];
        }
        for (int i = 0; i < SMALL * SMALL; i++) {
            addresses[list / 4 + 2 * i] = hidden + 4 * i * channels;
            addresses[list / 4 + 2 * i + 1] = products + ((i / SMALL + 1) * PADDED + i % SMALL + 1) * PRODUCTS;
        }
    }
}
