package latentlab.server.training;

import java.util.Arrays;

/**
 * The 4×4 patches, 2 apart, of one picture with a margin of 1: what a convolution with kernel 4, stride 2 and padding 1
 * multiplies with its weights, and what its transpose spreads. With the patches as rows, both are matrix products.
 *
 * <p>A picture is (size+2, size+2, channels), its margin included; patches are (size/2, size/2, 4, 4, channels). A row
 * of a patch is contiguous in both.
 */
final class Patches {
    private final int padded; // size of the picture with its margin
    private final int channels;
    private final int positions; // along one side
    private final float[][] layers;

    /**
     * Not thread-safe, as it has scratch memory.
     *
     * @param size extent of the picture without its margin, a multiple of 2
     */
    Patches(int size, int channels) {
        padded = size + 2;
        this.channels = channels;
        positions = size / 2;
        layers = new float[3][pictureLength()];
    }

    /** Values of a picture with its margin. */
    int pictureLength() {
        return padded * padded * channels;
    }

    /** Values of all patches of a picture. */
    int patchesLength() {
        return positions * positions * 16 * channels;
    }

    /** Copies the picture's patches (im2col). */
    void gather(float[] picture, float[] patches, int at) {
        int run = 4 * channels;
        for (int i = 0; i < positions; i++) {
            for (int j = 0; j < positions; j++) {
                for (int k = 0; k < 4; k++) {
                    System.arraycopy(picture, place(2 * i + k, 2 * j), patches, at, run);
                    at += run;
                }
            }
        }
    }

    /**
     * Sums the patches into the picture (col2im), overwriting it.
     *
     * <p>Each pixel lies in at most four patches: in the upper or lower half of one in an even or odd column. So the
     * patches are copied into four pictures without an overlap and these are added, which is faster than adding the
     * short runs one by one.
     */
    void scatter(float[] patches, int at, float[] picture) {
        if (channels == 1) {
            scatterOne(patches, at, picture);
            return;
        }
        int run = 4 * channels;
        Arrays.fill(picture, 0);
        for (int i = 0; i < positions; i++) {
            for (int j = 0; j < positions; j++) {
                for (int k = 0; k < 4; k++) {
                    int layer = (k / 2) * 2 + j % 2;
                    float[] target = layer == 0 ? picture : layers[layer - 1];
                    System.arraycopy(patches, at, target, place(2 * i + k, 2 * j), run);
                    at += run;
                }
            }
        }
        // what no patch covers in a layer stays zero from its creation
        addAll(picture, layers[0], layers[1], layers[2]);
    }

    private void scatterOne(float[] patches, int at, float[] picture) {
        Arrays.fill(picture, 0);
        for (int i = 0; i < positions; i++) {
            for (int j = 0; j < positions; j++) {
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

    private static void addAll(float[] sum, float[] a, float[] b, float[] c) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += a[i] + b[i] + c[i];
        }
    }

    /** Where a pixel of the picture with its margin starts. */
    int place(int row, int column) {
        return (row * padded + column) * channels;
    }
}
