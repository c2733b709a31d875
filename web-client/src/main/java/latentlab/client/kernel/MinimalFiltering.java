package latentlab.client.kernel;

/**
 * Winograd's minimal filtering F(2,2): two neighbouring outputs of a filter (g0, g1) over inputs x0, x1, x2 take three
 * products instead of four, as x0·g0 + x1·g1 = (x0−x1)·g0 + x1·(g0+g1) and x1·g0 + x2·g1 = x1·(g0+g1) − (x1−x2)·g1.
 *
 * <p>A convolution with a 4×4 kernel and stride 2 is four 2×2 filters, one for each parity of row and column, and so is
 * a transposed one. A line of eight inputs makes seven outputs: three pairs and a single one with its two products,
 * eleven instead of fourteen. In two dimensions that is 121 products instead of 196.
 *
 * <p>The eleven differences and inputs of a line, "points", are ordered by the factor that they meet: four for g0, three
 * for g0+g1, four for g1.
 *
 * @see <a href="https://arxiv.org/abs/1509.09308">Lavin and Gray, Fast Algorithms for Convolutional Neural Networks</a>
 */
final class MinimalFiltering {
    /** Inputs of a line. */
    static final int INPUTS = 8;
    /** Points of a line. */
    static final int POINTS = 11;
    /** Outputs of a line. */
    static final int OUTPUTS = 7;
    /** Factors: g0, g0+g1, g1. */
    static final int FACTORS = 3;

    /** The first point of each factor. */
    private static final int[] FIRST = {0, 4, 7, POINTS};

    private MinimalFiltering() {}

    /** The first point that meets that factor; for factor 3, the number of points. */
    static int firstPoint(int factor) {
        return FIRST[factor];
    }

    /** The first input that a point is made of, the other one is its neighbour. */
    static int firstInput(int point) {
        if (point < FIRST[1]) {
            return 2 * point;
        }
        return 2 * (point < FIRST[2] ? point - FIRST[1] : point - FIRST[2]) + 1;
    }

    /** Whether the point is one input alone. */
    static boolean isSingle(int point) {
        return point == 3 || point >= FIRST[1] && point < FIRST[2] || point == POINTS - 1;
    }

    /** Whether the factor contains g0 (tap 0) or g1 (tap 1). */
    static boolean contains(int factor, int tap) {
        return factor == 1 || factor == 2 * tap;
    }

    /** A place in memory: a variable with a base address, and a constant. */
    record Line(int variable, int offset, int stride) {
        void load(WasmCode f, int i) {
            f.localGet(variable).v128Load(offset + i * stride);
        }
    }

    /** Emits the points of a line, of four channels. */
    static void emitPoints(WasmCode f, int[] scratch, Line inputs, Line points) {
        for (int i = 0; i < INPUTS; i++) {
            inputs.load(f, i);
            f.localSet(scratch[i]);
        }
        for (int p = 0; p < POINTS; p++) {
            f.localGet(points.variable).localGet(scratch[firstInput(p)]);
            if (!isSingle(p)) {
                f.localGet(scratch[firstInput(p) + 1]).f32x4Sub();
            }
            f.v128Store(points.offset + p * points.stride);
        }
    }

    /**
     * Emits the outputs from the products of a line, of four channels.
     *
     * @param finish emits what is to be done with an output on the stack
     */
    static void emitOutputs(WasmCode f, Line products, Line outputs, Runnable finish) {
        for (int o = 0; o < OUTPUTS; o++) {
            f.localGet(outputs.variable);
            if (o % 2 == 0) {
                products.load(f, FIRST[0] + o / 2);
                products.load(f, (o == OUTPUTS - 1 ? FIRST[2] : FIRST[1]) + o / 2);
                f.f32x4Add();
            } else {
                products.load(f, FIRST[1] + o / 2);
                products.load(f, FIRST[2] + o / 2);
                f.f32x4Sub();
            }
            finish.run();
            f.v128Store(outputs.offset + o * outputs.stride);
        }
    }
}
