package latentlab.kernel;

import latentlab.weights.Safetensors;

/** The decoder in WebAssembly layer by layer; exports {@code decode()}. */
final class LayeredKernel implements DecoderKernel {
    private static final int PADDED = 9; // positions of a padded line before the transposed convolution
    private static final int SMALL = 7;
    private static final int POINTS = MinimalFiltering.POINTS;
    private static final int FACTORS = MinimalFiltering.FACTORS;

    private final Safetensors weights;
    private final int c;
    private final int deep; // channels before the transposed convolution, in memory
    private final int channels; // channels after it, in memory
    private final int code;
    private final AffineMap linear;
    private final int points; // (parities, 11, 11, deep)
    private final int taps; // (parities, factor, factor, channels/8, deep, 8)
    private final int products; // (parities, 11, 11, channels)
    private final int bias; // (14,14,channels), the same at each position
    private final int lists; // (parities, factor, factor), each of at most 16 entries
    private final PictureKernel picture;

    LayeredKernel(MemoryPlan plan, WasmAssembler assembler, Safetensors weights) {
        this.weights = weights;
        c = weights.require("decoder.conv1.weight", -1, 1, 4, 4).shape()[0];
        int d = weights.require("decoder.fc.weight", 98 * c, -1).shape()[1];
        weights.require("decoder.fc.bias", 98 * c);
        weights.require("decoder.conv2.weight", 2 * c, c, 4, 4);
        weights.require("decoder.conv2.bias", c);
        PictureKernel.check(weights);
        deep = MemoryPlan.eights(2 * c);
        channels = MemoryPlan.eights(c);
        code = plan.reserve(d);
        linear = new AffineMap(plan, d, SMALL * SMALL * deep);
        int small = linear.reserveOutput(plan);
        int padded = plan.reserve(PADDED * PADDED * deep);
        int lines = plan.reserve(2 * POINTS * PADDED * deep);
        points = plan.reserve(4 * POINTS * POINTS * deep);
        taps = plan.reserve(4 * FACTORS * FACTORS * deep * channels);
        products = plan.reserve(4 * POINTS * POINTS * channels);
        int columns = plan.reserve(4 * SMALL * POINTS * channels);
        bias = plan.reserve(196 * channels);
        int hidden = plan.reserve(196 * channels);
        lists = plan.reserve(4 * FACTORS * FACTORS * 16 * 2);
        picture = new PictureKernel(plan, assembler, channels, hidden);

        WasmCode rows = RowProducts.emit(assembler, deep, channels);
        WasmCode f = assembler.export("decode");
        linear.emit(f, code, small, false);
        for (int r = 0; r < SMALL; r++) {
            int size = SMALL * deep * 4;
            f.i32Const(padded + ((r + 1) * PADDED + 1) * deep * 4);
            f.i32Const(small + r * size).i32Const(size).memoryCopy();
        }
        int size = deep * 4;
        MinimalFiltering.emitPoints(f, padded, PADDED, size, 1, lines, points, size, POINTS * POINTS * size);
        for (int i = 0; i < 4 * FACTORS * FACTORS; i++) {
            f.i32Const(list(i)).i32Const(list(i) + entries(i) * RowProducts.ENTRY);
            f.i32Const(taps + i * deep * channels * 4).call(rows);
        }
        MinimalFiltering.emitOutputs(f, products, columns, hidden, bias, channels * 4, 4);
        f.call(picture.function());
    }

    private int list(int i) {
        return lists + i * 16 * RowProducts.ENTRY;
    }

    /** Rows of a list, filled up to a multiple of four. */
    private static int entries(int i) {
        int rows = pointCount(i / FACTORS % FACTORS) * pointCount(i % FACTORS);
        return (rows + RowProducts.ROWS - 1) / RowProducts.ROWS * RowProducts.ROWS;
    }

    private static int pointCount(int factor) {
        return MinimalFiltering.firstPoint(factor + 1) - MinimalFiltering.firstPoint(factor);
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public int pixels() {
        return picture.pixels();
    }

    @Override
    public void load(float[] memory, int[] addresses) {
        float[] linearWeight = weights.tensors().get("decoder.fc.weight").data();
        float[] linearBias = weights.tensors().get("decoder.fc.bias").data();
        linear.load(memory, linearWeight, linearBias, SMALL * SMALL, deep);
        float[] w = weights.tensors().get("decoder.conv2.weight").data();
        float[] b = weights.tensors().get("decoder.conv2.bias").data();
        for (int i = 0; i < 196 * c; i++) {
            memory[bias / 4 + i / c * channels + i % c] = b[i % c];
        }
        for (int i = 0; i < 4 * FACTORS * FACTORS; i++) {
            int parities = i / (FACTORS * FACTORS);
            int row = i / FACTORS % FACTORS;
            int column = i % FACTORS;
            RowProducts.load(
                    memory,
                    taps + i * deep * channels * 4,
                    deep,
                    c,
                    (k, o) ->
                            k < 2 * c ? MinimalFiltering.factor(w, (k * c + o) * 16, parities, row, column, true) : 0);
            loadList(addresses, i, parities, row, column);
        }
        picture.load(memory, addresses, weights);
    }

    private void loadList(int[] addresses, int i, int parities, int row, int column) {
        int columnCount = pointCount(column);
        int last = pointCount(row) * columnCount - 1;
        for (int e = 0; e < entries(i); e++) {
            int entry = Math.min(e, last); // the last one is repeated, which does no harm
            int t = MinimalFiltering.firstPoint(row) + entry / columnCount;
            int s = MinimalFiltering.firstPoint(column) + entry % columnCount;
            int point = (parities * POINTS + t) * POINTS + s;
            addresses[list(i) / 4 + 2 * e] = points + point * deep * 4;
            addresses[list(i) / 4 + 2 * e + 1] = products + point * channels * 4;
        }
    }
}
