package latentlab.server.training;

import static latentlab.server.training.MatrixProduct.product;
import static latentlab.server.training.MatrixProduct.productTransposed;
import static latentlab.server.training.MatrixProduct.transposedProduct;
import static latentlab.server.training.WinogradTransform.BLOCKS;
import static latentlab.server.training.WinogradTransform.INPUT;
import static latentlab.server.training.WinogradTransform.OUTPUT;
import static latentlab.server.training.WinogradTransform.OUTPUTS;
import static latentlab.server.training.WinogradTransform.PLACES;
import static latentlab.server.training.WinogradTransform.POINTS;

/**
 * A convolution with kernel 4, stride 2 and padding 1 from (14, 14, c) to (7, 7, 2c), its transpose, and the gradient of
 * its weights, on n pictures at a time by Winograd's minimal filtering (see {@link WinogradTransform}).
 *
 * <p>Pictures come as blocks, one array for each place: 8×8 arrays (n, 4c) for a picture with its margin, where 4c is (2
 * rows, 2 columns, c); 7×7 arrays (n, 2c) for features. The transforms are sums of such arrays. Each thread has its own.
 */
final class WinogradConvolution {
    private static final SparseMatrix INPUT_BACK = INPUT.transposed();
    private static final SparseMatrix OUTPUT_BACK = OUTPUT.transposed();

    private final int c;
    private final int n;
    private final FloatMemory weights; // (16, 4c, 2c)
    private final FloatMemory pictures; // (100, n, 4c), transformed
    private final FloatMemory features; // (100, n, 2c), transformed
    private final FloatMemory products; // (100, n, 4c) or (100, n, 2c)
    private final Scratch wide;
    private final Scratch narrow;

    /** Gradient of the transformed weights, (16, 4c, 2c). */
    final FloatMemory gradient;

    /**
     * @param n       number of pictures at a time
     * @param weights transformed, as {@link WinogradWeights} makes them
     */
    WinogradConvolution(int c, int n, FloatMemory weights) {
        this.c = c;
        this.n = n;
        this.weights = weights;
        pictures = new FloatMemory(100L * n * 4 * c);
        features = new FloatMemory(100L * n * 2 * c);
        products = new FloatMemory(100L * n * 4 * c);
        gradient = new FloatMemory(weights.length());
        wide = new Scratch(n * 4 * c);
        narrow = new Scratch(n * 2 * c);
    }

    /** Arrays for the blocks of n pictures with their margins. */
    float[][] newPictures() {
        return new float[BLOCKS * BLOCKS][n * 4 * c];
    }

    /** Arrays for the features of n pictures. */
    float[][] newFeatures() {
        return new float[OUTPUTS * OUTPUTS][n * 2 * c];
    }

    /** Takes pictures for {@link #convolve} and {@link #differentiate}. */
    void takePictures(float[][] blocks) {
        wide.expand(INPUT, blocks, pictures);
    }

    /** Takes features, or the gradient of features, for {@link #transpose} and {@link #differentiate}. */
    void takeFeatures(float[][] blocks) {
        narrow.expand(OUTPUT_BACK, blocks, features);
    }

    /** The convolution of the pictures that were taken. */
    void convolve(float[][] result) {
        for (int pair = 0; pair < POINTS * POINTS; pair++) {
            product(
                    rows(pair),
                    2 * c,
                    4 * c,
                    pictures.at(first(pair) * 4L * c),
                    weights.at(pair * 8L * c * c),
                    products.at(first(pair) * 2L * c));
        }
        narrow.contract(OUTPUT, products, result);
    }

    /** The transposed convolution of the features that were taken. */
    void transpose(float[][] result) {
        for (int pair = 0; pair < POINTS * POINTS; pair++) {
            productTransposed(
                    rows(pair),
                    4 * c,
                    2 * c,
                    features.at(first(pair) * 2L * c),
                    weights.at(pair * 8L * c * c),
                    products.at(first(pair) * 4L * c),
                    4 * c);
        }
        wide.contract(INPUT_BACK, products, result);
    }

    /**
     * From the pictures and the features' gradient that were taken (or the features and the pictures' gradient), the
     * gradient of the weights.
     *
     * @param keep 1 to add it to what is there, 0 to overwrite
     */
    void differentiate(float keep) {
        for (int pair = 0; pair < POINTS * POINTS; pair++) {
            transposedProduct(
                    4 * c,
                    2 * c,
                    rows(pair),
                    pictures.at(first(pair) * 4L * c),
                    features.at(first(pair) * 2L * c),
                    keep,
                    gradient.at(pair * 8L * c * c));
        }
    }

    private int rows(int pair) {
        return WinogradTransform.blocks(pair) * n;
    }

    private long first(int pair) {
        return (long) WinogradTransform.firstBlock(pair) * n;
    }

    /** Carries out transforms along both sides on arrays of one length. */
    private static final class Scratch {
        private final int length;
        private final float[][] rows; // of arrays that are already transformed along one side
        private final float[][] line; // one line of arrays of native memory
        private final float[] result;

        Scratch(int length) {
            this.length = length;
            rows = new float[PLACES * BLOCKS][length];
            line = new float[PLACES][length];
            result = new float[length];
        }

        /** From k×k arrays to 10×10 places in native memory. */
        void expand(SparseMatrix matrix, float[][] blocks, FloatMemory to) {
            int k = matrix.columns();
            float[][] column = new float[k][];
            for (int row = 0; row < PLACES; row++) {
                for (int j = 0; j < k; j++) {
                    column[j] = matrix.times(row, blocks, j, k, line[j]);
                }
                for (int j = 0; j < PLACES; j++) {
                    float[] block = matrix.times(j, column, 0, 1, result);
                    to.put((long) WinogradTransform.block(row, j) * length, block, 0, length);
                }
            }
        }

        /** From 10×10 places in native memory to k×k arrays. */
        void contract(SparseMatrix matrix, FloatMemory from, float[][] blocks) {
            int k = matrix.rows();
            float[][] column = new float[PLACES * k][];
            for (int row = 0; row < PLACES; row++) {
                for (int j = 0; j < PLACES; j++) {
                    from.get((long) WinogradTransform.block(row, j) * length, line[j], 0, length);
                }
                for (int j = 0; j < k; j++) {
                    float[] own = rows[row * k + j];
                    float[] sum = matrix.times(j, line, 0, 1, own);
                    if (sum != own) {
                        // the line is about to be overwritten
                        System.arraycopy(sum, 0, own, 0, length);
                    }
                    column[row * k + j] = own;
                }
            }
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    float[] sum = matrix.times(i, column, j, k, blocks[i * k + j]);
                    if (sum != blocks[i * k + j]) {
                        System.arraycopy(sum, 0, blocks[i * k + j], 0, length);
                    }
                }
            }
        }
    }
}
