package latentlab.kernel;

/**
 * Winograd's minimal filtering F(2,2): two neighbouring outputs of a filter (g0, g1) over inputs x0, x1, x2 take three
 * products instead of four, as x0·g0 + x1·g1 = (x0−x1)·g0 + x1·(g0+g1) and x1·g0 + x2·g1 = x1·(g0+g1) − (x1−x2)·g1.
 *
 * <p>A convolution with a 4×4 kernel and stride 2 is four 2×2 filters, one for each parity of row and column of the
 * input, and a transposed one is four, for those of the output. A line of eight inputs makes seven outputs: three pairs
 * and a single one with its two products, eleven instead of fourteen. In two dimensions that is 121 products instead of
 * 196. Parities are numbered 2·row + column.
 *
 * <p>The eleven differences and inputs of a line, "points", are ordered by the factor that they meet: four for g0, three
 * for g0+g1, four for g1. Positions have their channels side by side; sizes are in bytes.
 *
 * @see <a href="https://arxiv.org/abs/1509.09308">Lavin and Gray, Fast Algorithms for Convolutional Neural Networks</a>
 */
final class MinimalFiltering {
    /** Points of a line. */
    static final int POINTS = 11;
    /** Outputs of a line. */
    static final int OUTPUTS = 7;
    /** Factors of a line: g0, g0+g1, g1. */
    static final int FACTORS = 3;

    private static final int INPUTS = 8;
    /** The first point of g0+g1. */
    private static final int MIDDLE = 4;
    /** The first point of g1. */
    private static final int RIGHT = 7;

    private MinimalFiltering() {}

    /** The first point that meets that factor; for factor 3, the number of points. */
    static int firstPoint(int factor) {
        return factor == 0 ? 0 : factor == 1 ? MIDDLE : factor == 2 ? RIGHT : POINTS;
    }

    /** The first input that a point is made of. */
    static int firstInput(int point) {
        return point < MIDDLE ? 2 * point : 2 * (point - (point < RIGHT ? MIDDLE : RIGHT)) + 1;
    }

    /** Whether the point is one input alone, and not its difference to the next one. */
    static boolean isSingle(int point) {
        return point == MIDDLE - 1 || point >= MIDDLE && point < RIGHT || point == POINTS - 1;
    }

    /**
     * The factor in two dimensions: the sum of the taps that a pair of factors contains, of those of one parity.
     *
     * @param kernel     (4,4) from at on
     * @param transposed an even output of a transposed convolution meets tap 3 of the input before it and tap 1 of its
     *                   own; an odd one tap 2, and tap 0 of the next
     */
    static float factor(float[] kernel, int at, int parities, int row, int column, boolean transposed) {
        float sum = 0;
        for (int u = 0; u < 2; u++) {
            for (int v = 0; v < 2; v++) {
                int tap = 4 * (2 * u + parities / 2) + 2 * v + parities % 2;
                if ((row == 1 || row == 2 * u) && (column == 1 || column == 2 * v)) {
                    sum += kernel[at + (transposed ? 15 - tap : tap)];
                }
            }
        }
        return sum;
    }

    /**
     * Emits the points of a plane, for each parity.
     *
     * @param plane    address of the inputs: (positions, positions, size)
     * @param step     distance of a parity's inputs, in positions
     * @param lines    address of (2, 11, positions, size), overwritten
     * @param points   address of the points: (11, 11), with the distances
     * @param distance of one point from the next
     * @param apart    distance of the parities' points
     */
    static void emitPoints(
            WasmCode f, int plane, int positions, int size, int step, int lines, int points, int distance, int apart) {
        int from = f.local(WasmCode.I32);
        int to = f.local(WasmCode.I32);
        int end = f.local(WasmCode.I32);
        int line = f.local(WasmCode.I32);
        int[] scratch = f.locals(WasmCode.V128, INPUTS);
        int row = positions * size;
        f.loopFrom(from, 0);
        for (int a = 0; a < 2; a++) {
            emitLine(f, scratch, from, plane + a * row, step * row, from, lines + a * POINTS * row, row);
        }
        f.endLoop(from, 16, row);
        f.i32Const(0).localSet(from).i32Const(0).localSet(to);
        f.loopFrom(line, 0);
        f.localGet(from).i32Const(size).i32Add().localSet(end).loop();
        for (int p = 0; p < 4; p++) {
            int source = lines + p / 2 * POINTS * row + p % 2 * size;
            emitLine(f, scratch, from, source, step * size, to, points + p * apart, distance);
        }
        f.increment(to, 16).increment(from, 16);
        f.localGet(from).localGet(end).i32LtU().brIf(0).end();
        f.increment(from, row - size).increment(to, POINTS * distance - size);
        f.endLoop(line, 1, POINTS);
    }

    /** The points of a line, of four channels. */
    private static void emitLine(
            WasmCode f, int[] inputs, int from, int source, int step, int to, int target, int distance) {
        for (int i = 0; i < INPUTS; i++) {
            f.localGet(from).v128Load(source + i * step).localSet(inputs[i]);
        }
        for (int p = 0; p < POINTS; p++) {
            f.localGet(to).localGet(inputs[firstInput(p)]);
            if (!isSingle(p)) {
                f.localGet(inputs[firstInput(p) + 1]).f32x4Sub();
            }
            f.v128Store(target + p * distance);
        }
    }

    /**
     * Emits max(outputs + offset, 0) from the products.
     *
     * @param products address of (parities, 11, 11, size)
     * @param columns  address of (parities, 7, 11, size), overwritten
     * @param outputs  address of (7, 7, size), or of (14, 14, size) for four parities
     * @param offset   address of what is added, laid out as the outputs
     * @param parities 1, or 4 which interleave
     */
    static void emitOutputs(WasmCode f, int products, int columns, int outputs, int offset, int size, int parities) {
        int at = f.local(WasmCode.I32);
        int from = f.local(WasmCode.I32);
        int end = f.local(WasmCode.I32);
        int line = f.local(WasmCode.I32);
        int row = POINTS * size;
        f.loopFrom(at, 0);
        for (int p = 0; p < parities; p++) {
            for (int o = 0; o < OUTPUTS; o++) {
                f.localGet(at);
                emitOutput(f, o, at, products + p * POINTS * row, row);
                f.v128Store(columns + (p * OUTPUTS + o) * row);
            }
        }
        f.endLoop(at, 16, row);
        int step = parities == 1 ? 1 : 2;
        int width = step * OUTPUTS;
        f.i32Const(0).localSet(at).i32Const(0).localSet(from);
        f.loopFrom(line, 0);
        f.localGet(from).i32Const(size).i32Add().localSet(end).loop();
        for (int p = 0; p < parities; p++) {
            for (int o = 0; o < OUTPUTS; o++) {
                int place = (p / 2 * width + p % 2 + o * step) * size;
                f.localGet(at).f32x4Const(0);
                emitOutput(f, o, from, columns + p * OUTPUTS * row, size);
                f.localGet(at).v128Load(offset + place).f32x4Add().f32x4Pmax();
                f.v128Store(outputs + place);
            }
        }
        f.increment(at, 16).increment(from, 16);
        f.localGet(from).localGet(end).i32LtU().brIf(0).end();
        f.increment(from, row - size).increment(at, step * width * size - size);
        f.endLoop(line, 1, OUTPUTS);
    }

    /** One of a line's outputs from its products, of four channels. */
    private static void emitOutput(WasmCode f, int output, int from, int source, int step) {
        boolean even = output % 2 == 0;
        int pair = output / 2;
        int first = even ? pair : MIDDLE + pair;
        int second = even && output != OUTPUTS - 1 ? MIDDLE + pair : RIGHT + pair;
        f.localGet(from).v128Load(source + first * step);
        f.localGet(from).v128Load(source + second * step);
        if (even) {
            f.f32x4Add();
        } else {
            f.f32x4Sub();
        }
    }
}
