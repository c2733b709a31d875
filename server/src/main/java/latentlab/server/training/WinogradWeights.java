package latentlab.server.training;

import static latentlab.server.training.WinogradTransform.POINTS;
import static latentlab.server.training.WinogradTransform.WEIGHT;

/**
 * The weights of a convolution, (4, 4, c, 2c), at Winograd's points, (16, 4c, 2c), and the way back for their gradient.
 * Along each side the kernel's four weights are two blocks of two; those are the g₀ and g₁ of {@link WinogradTransform}.
 */
final class WinogradWeights {
    /** Values at a time, so that a block at all points stays in the first-level cache. */
    private static final int BLOCK = 512;

    private static final SparseMatrix WEIGHT_BACK = WEIGHT.transposed();

    private final int c;

    /** (16, 4c, 2c). */
    final FloatMemory transformed;

    WinogradWeights(int c) {
        this.c = c;
        transformed = new FloatMemory(POINTS * POINTS * 8L * c * c);
    }

    /** Number of values at one pair of points, 4c·2c. */
    int length() {
        return 8 * c * c;
    }

    /** Transforms a part of each block; each thread one. */
    void transform(float[] values, int first, int from, int to) {
        for (int at = from; at < to; at = next(at, to)) {
            int count = next(at, to) - at;
            float[][] blocks = new float[4][count];
            for (int block = 0; block < 4; block++) {
                System.arraycopy(values, first + place(block, at), blocks[block], 0, count);
            }
            float[][] column = new float[2][];
            float[] result = new float[count];
            float[][] own = new float[2][count];
            for (int row = 0; row < POINTS; row++) {
                for (int j = 0; j < 2; j++) {
                    column[j] = WEIGHT.times(row, blocks, j, 2, own[j]);
                }
                for (int j = 0; j < POINTS; j++) {
                    float[] block = WEIGHT.times(j, column, 0, 1, result);
                    transformed.put((row * POINTS + j) * (long) length() + at, block, 0, count);
                }
            }
        }
    }

    /** Takes a gradient of the transformed weights, (16, 4c, 2c), back to one of the weights, (4, 4, c, 2c). */
    void differentiate(FloatMemory gradient, FloatMemory to, long first) {
        for (int at = 0; at < length(); at = next(at, length())) {
            int count = next(at, length()) - at;
            float[][] points = new float[POINTS * POINTS][count];
            for (int pair = 0; pair < points.length; pair++) {
                gradient.get(pair * (long) length() + at, points[pair], 0, count);
            }
            float[][] column = new float[POINTS][count];
            float[] result = new float[count];
            for (int row = 0; row < 2; row++) {
                for (int j = 0; j < POINTS; j++) {
                    WEIGHT_BACK.times(row, points, j, POINTS, column[j]);
                }
                for (int j = 0; j < 2; j++) {
                    WEIGHT_BACK.times(j, column, 0, 1, result);
                    to.put(first + place(row * 2 + j, at), result, 0, count);
                }
            }
        }
    }

    /** Where a value of the block (row, column) of the kernel lies: rows 2·row and 2·row+1 of it, two columns of each. */
    private int place(int block, int at) {
        int half = 4 * c * c;
        int kernelRow = block / 2 * 2 + at / half;
        return (kernelRow * 4 + block % 2 * 2) * 2 * c * c + at % half;
    }

    /** The end of the run of values that starts at a place: values of one row of the kernel are contiguous. */
    private int next(int at, int to) {
        int half = 4 * c * c;
        return Math.min(Math.min(to, at + BLOCK), at < half ? half : 2 * half);
    }
}
