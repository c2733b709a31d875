package latentlab.server.training;

/**
 * The transforms of Winograd's minimal filtering for a convolution with kernel 4, stride 2 and padding 1 on 14×14
 * pictures, which does it with 100 multiplications where the definition takes 196.
 *
 * <p>A picture with its margin, (16, 16, c), is 8×8 blocks of 2×2 pixels, and on blocks the convolution has kernel 2 and
 * stride 1: y[i] = g₀·x[i] + g₁·x[i+1] along each side, with 8 inputs and 7 outputs. The 7 outputs are made in tiles of
 * 2, 2 and 3. As a product of polynomials, evaluated at 0, 1, ∞ and (for the tile of 3) −1, they take 3 + 3 + 4 = 10
 * multiplications instead of 14; both sides together, 10·10 instead of 14·14. The points are the ones at which float32
 * loses next to nothing: there are only sums, differences and halves.
 *
 * <p>With one matrix for each way, output = OUTPUT·((WEIGHT·g) ⊙ (INPUT·x)), and the gradients come from the transposes.
 * "Places" are the 10 pairs of a point and a tile, ordered by points: three tiles at 0, at 1 and at ∞, one at −1. The
 * weights depend on the point alone, so all blocks at one pair of points (row, column) are the rows of one matrix
 * product.
 *
 * @see <a href="https://arxiv.org/abs/1509.09308">Lavin and Gray, Fast Algorithms for Convolutional Neural Networks</a>
 */
final class WinogradTransform {
    /** Blocks along a side of the picture. */
    static final int BLOCKS = 8;
    /** Outputs along a side. */
    static final int OUTPUTS = 7;

    static final int PLACES = 10;
    static final int POINTS = 4;

    /** (places, blocks). */
    static final SparseMatrix INPUT = SparseMatrix.of(new float[][] {
        {1, -1, 0, 0, 0, 0, 0, 0}, // at 0
        {0, 0, 1, -1, 0, 0, 0, 0},
        {0, 0, 0, 0, 1, 0, -1, 0},
        {0, 1, 0, 0, 0, 0, 0, 0}, // at 1
        {0, 0, 0, 1, 0, 0, 0, 0},
        {0, 0, 0, 0, 0, 0.5f, 0.5f, 0},
        {0, -1, 1, 0, 0, 0, 0, 0}, // at infinity
        {0, 0, 0, -1, 1, 0, 0, 0},
        {0, 0, 0, 0, 0, -1, 0, 1},
        {0, 0, 0, 0, 0, -0.5f, 0.5f, 0}, // at -1
    });

    /** (outputs, places). */
    static final SparseMatrix OUTPUT = SparseMatrix.of(new float[][] {
        {1, 0, 0, 1, 0, 0, 0, 0, 0, 0},
        {0, 0, 0, 1, 0, 0, 1, 0, 0, 0},
        {0, 1, 0, 0, 1, 0, 0, 0, 0, 0},
        {0, 0, 0, 0, 1, 0, 0, 1, 0, 0},
        {0, 0, 1, 0, 0, 1, 0, 0, 0, 1},
        {0, 0, 0, 0, 0, 1, 0, 0, 0, -1},
        {0, 0, 0, 0, 0, 1, 0, 0, 1, 1},
    });

    /** (points, 2): g₀ + g₁·point. */
    static final SparseMatrix WEIGHT = SparseMatrix.of(new float[][] {{1, 0}, {1, 1}, {0, 1}, {1, -1}});

    private static final int[] TILES = {3, 3, 3, 1};

    private WinogradTransform() {}

    /** Blocks at a pair of points, the rows of its product for one picture. */
    static int blocks(int pair) {
        return TILES[pair / POINTS] * TILES[pair % POINTS];
    }

    /** The first block of a pair of points, among the 100 of a picture. */
    static int firstBlock(int pair) {
        int sum = 0;
        for (int earlier = 0; earlier < pair; earlier++) {
            sum += blocks(earlier);
        }
        return sum;
    }

    /** Where the block of two places lies among the 100, which are ordered by their pair of points. */
    static int block(int row, int column) {
        int rowPoint = Math.min(row / 3, 3);
        int columnPoint = Math.min(column / 3, 3);
        int inPair = (row - 3 * rowPoint) * TILES[columnPoint] + column - 3 * columnPoint;
        return firstBlock(rowPoint * POINTS + columnPoint) + inPair;
    }
}
