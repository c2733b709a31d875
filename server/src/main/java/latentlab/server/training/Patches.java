package latentlab.server.training;

import java.util.Arrays;

/**
 * The 4×4 patches, 2 apart, of one grey picture of 28×28 pixels with a margin of 1: what a convolution with kernel 4, stride
 * 2 and padding 1 multiplies with its weights, and what its transpose spreads. With the patches as rows, both are matrix
 * products.
 */
final class Patches {
    private static final int PADDED = 30; // size of the picture with its margin
    private static final int POSITIONS = 14; // along one side

    /** Values of a picture (30, 30) with its margin. */
    static final int PICTURE_LENGTH = PADDED * PADDED;
    /** Values of all patches (14, 14, 4, 4) of a picture. */
    static final int LENGTH = POSITIONS * POSITIONS * 16;

    private Patches() {}

    /** Copies the picture's patches (im2col). */
    static void gather(float[] picture, float[] patches, int at) {
        for (int i = 0; i < POSITIONS; i++) {
            for (int j = 0; j < POSITIONS; j++) {
                for (int k = 0; k < 4; k++) {
                    System.arraycopy(picture, place(2 * i + k, 2 * j), patches, at, 4);
                    at += 4;
                }
            }
        }
    }

    /** Sums the patches into the picture (col2im), overwriting it. */
    static void scatter(float[] patches, int at, float[] picture) {
        Arrays.fill(picture, 0);
        for (int i = 0; i < POSITIONS; i++) {
            for (int j = 0; j < POSITIONS; j++) {
                for (int k = 0; k < 4; k++) {
                    int to = place(2 * i + k, 2 * j);
                    picture[to] += patches[at];
                    picture[to + 1] += patches[at + 1];
                    picture[to + 2] += patches[at + 2];
                    picture[to + 3] += patches[at + 3];
                    at += 4;
                }
            }
        }
    }

    /** Where a pixel of the picture with its margin lies. */
    static int place(int row, int column) {
        return row * PADDED + column;
    }
}
