package latentlab.client.kernel;

import latentlab.weights.Safetensors;

/**
 * The decoder in WebAssembly layer by layer; exports {@code decode()}. Its transposed convolution is four 2×2 filters,
 * one for each parity of output row and column, done by {@link MinimalFiltering}.
 */
final class LayeredKernel implements DecoderKernel {
    private static final int PADDED = 9; // positions of a padded line before the transposed convolution
    private static final int OUT = MinimalFiltering.OUTPUTS;
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
    private final int bias; // (channels)
    private final int lists; // (parities, factor, factor), each of at most 16 entries
    private final PictureKernel picture;

    LayeredKernel(MemoryPlan plan, WasmAssembler assembler, Safetensors weights) {
        this.weights = weights;
        c = weights.require("decoder.conv1.weight", -1, 1, 4, 4).shape()[0];
        int d = weights.require("decoder.fc.weight", 98 * c, -1).shape()[1];
        weights.require("decoder.conv2.weight", 2 * c, c, 4, 4);
        deep = MemoryPlan.eights(2 * c);
        channels = MemoryPlan.eights(c);
        code = plan.reserve(d);
        linear = new AffineMap(plan, d, OUT * OUT * deep);
        int small = linear.reserveOutput(plan);
        int padded = plan.reserve(PADDED * PADDED * deep);
        int lines = plan.reserve(2 * POINTS * PADDED * deep);
        points = plan.reserve(4 * POINTS * POINTS * deep);
        taps = plan.reserve(4 * FACTORS * FACTORS * deep * channels);
        products = plan.reserve(4 * POINTS * POINTS * channels);
        int columns = plan.reserve(4 * OUT * POINTS * channels);
        bias = plan.reserve(channels);
        int hidden = plan.reserve(196 * channels);
        lists = plan.reserve(4 * FACTORS * FACTORS * 16 * 2);
        picture = new PictureKernel(plan, assembler, channels, hidden);

        WasmCode rows = RowProducts.emit(assembler, deep, channels);
        WasmCode f = assembler.export("decode");
        linear.emit(f, code, small, false);
        for (int r = 0; r < OUT; r++) {
            int size = OUT * deep * 4;
            f.i32Const(padded + ((r + 1) * PADDED + 1) * deep * 4);
            f.i32Const(small + r * size).i32Const(size).memoryCopy();
        }
        emitPoints(f, padded, lines);
        for (int i = 0; i < 4 * FACTORS * FACTORS; i++) {
            f.i32Const(list(i)).i32Const(list(i) + entries(i) * RowProducts.ENTRY);
            f.i32Const(taps + i * deep * channels * 4).call(rows);
        }
        emitOutputs(f, columns, hidden);
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

    /** From (9,9,deep) to (parity of row, point, 9, deep) to (parities, point, point, deep). */
    private void emitPoints(WasmCode f, int padded, int lines) {
        int from = f.local(WasmCode.I32);
        int to = f.local(WasmCode.I32);
        int end = f.local(WasmCode.I32);
        int line = f.local(WasmCode.I32);
        int[] scratch = f.locals(WasmCode.V128, MinimalFiltering.INPUTS);
        int position = deep * 4;
        int row = PADDED * position;
        f.repeat(from, 0, row, 16, () -> {
            for (int a = 0; a < 2; a++) {
                MinimalFiltering.emitPoints(
                        f,
                        scratch,
                        new MinimalFiltering.Line(from, padded + a * row, row),
                        new MinimalFiltering.Line(from, lines + a * POINTS * row, row));
            }
        });
        f.i32Const(0).localSet(from).i32Const(0).localSet(to);
        f.repeat(line, 0, POINTS, 1, () -> {
            f.localGet(from).i32Const(position).i32Add().localSet(end).loop();
            for (int p = 0; p < 4; p++) {
                MinimalFiltering.emitPoints(
                        f,
                        scratch,
                        new MinimalFiltering.Line(from, lines + p / 2 * POINTS * row + p % 2 * position, position),
                        new MinimalFiltering.Line(to, points + p * POINTS * POINTS * position, position));
            }
            f.increment(to, 16).increment(from, 16);
            f.localGet(from).localGet(end).i32LtU().brIf(0).end();
            f.increment(from, row - position).increment(to, (POINTS - 1) * position);
        });
    }

    /** From (parities, point, point, channels) to (parities, 7, point, channels) to (14, 14, channels). */
    private void emitOutputs(WasmCode f, int columns, int hidden) {
        int at = f.local(WasmCode.I32);
        int from = f.local(WasmCode.I32);
        int end = f.local(WasmCode.I32);
        int line = f.local(WasmCode.I32);
        int channel = f.local(WasmCode.I32);
        int sum = f.local(WasmCode.V128);
        int position = channels * 4;
        int row = POINTS * position;
        f.repeat(at, 0, row, 16, () -> {
            for (int p = 0; p < 4; p++) {
                MinimalFiltering.emitOutputs(
                        f,
                        new MinimalFiltering.Line(at, products + p * POINTS * row, row),
                        new MinimalFiltering.Line(at, columns + p * OUT * row, row),
                        () -> {});
            }
        });
        f.i32Const(0).localSet(at).i32Const(0).localSet(from);
        f.repeat(line, 0, OUT, 1, () -> {
            f.i32Const(0).localSet(channel);
            f.localGet(from).i32Const(position).i32Add().localSet(end).loop();
            for (int p = 0; p < 4; p++) {
                int place = (p / 2 * 14 + p % 2) * position;
                MinimalFiltering.emitOutputs(
                        f,
                        new MinimalFiltering.Line(from, columns + p * OUT * row, position),
                        new MinimalFiltering.Line(at, hidden + place, 2 * position),
                        () -> {
                            f.localGet(channel).v128Load(bias).f32x4Add().localSet(sum);
                            f.f32x4Const(0).localGet(sum).f32x4Pmax();
                        });
            }
            f.increment(at, 16).increment(from, 16).increment(channel, 16);
            f.localGet(from).localGet(end).i32LtU().brIf(0).end();
            f.increment(from, row - position).increment(at, (2 * 14 - 1) * position);
        });
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
        linear.load(
                memory,
                weights.tensors().get("decoder.fc.weight").data(),
                weights.require("decoder.fc.bias", 98 * c).data(),
                o -> o % 49 * deep + o / 49);
        float[] w = weights.tensors().get("decoder.conv2.weight").data();
        float[] b = weights.require("decoder.conv2.bias", c).data();
        System.arraycopy(b, 0, memory, bias / 4, c);
        for (int i = 0; i < 4 * FACTORS * FACTORS; i++) {
            int parities = i / (FACTORS * FACTORS);
            int rowFactor = i / FACTORS % FACTORS;
            int columnFactor = i % FACTORS;
            RowProducts.load(
                    memory,
                    taps + i * deep * channels * 4,
                    deep,
                    c,
                    (k, o) -> k < 2 * c ? combine(w, (k * c + o) * 16, parities, rowFactor, columnFactor) : 0);
            loadList(addresses, i, parities, rowFactor, columnFactor);
        }
        picture.load(
                memory,
                addresses,
                weights.tensors().get("decoder.conv1.weight"),
                weights.require("decoder.conv1.bias", 1));
    }

    private void loadList(int[] addresses, int i, int parities, int rowFactor, int columnFactor) {
        int columnCount = pointCount(columnFactor);
        int last = pointCount(rowFactor) * columnCount - 1;
        for (int e = 0; e < entries(i); e++) {
            int entry = Math.min(e, last); // the last one is repeated, which does no harm
            int t = MinimalFiltering.firstPoint(rowFactor) + entry / columnCount;
            int s = MinimalFiltering.firstPoint(columnFactor) + entry % columnCount;
            int point = (parities * POINTS + t) * POINTS + s;
            addresses[list(i) / 4 + 2 * e] = points + point * deep * 4;
            addresses[list(i) / 4 + 2 * e + 1] = products + point * channels * 4;
        }
    }

    /** The taps of one parity of row and column that a pair of factors is made of, added up. */
    private static float combine(float[] w, int at, int parities, int rowFactor, int columnFactor) {
        float sum = 0;
        for (int u = 0; u < 2; u++) {
            for (int v = 0; v < 2; v++) {
                if (MinimalFiltering.contains(rowFactor, u) && MinimalFiltering.contains(columnFactor, v)) {
                    // an even output meets tap 3 of the input before it and tap 1; an odd one 2 and 0 of the next
                    sum += w[at + (3 - parities / 2 - 2 * u) * 4 + 3 - parities % 2 - 2 * v];
                }
            }
        }
        return sum;
    }
}
