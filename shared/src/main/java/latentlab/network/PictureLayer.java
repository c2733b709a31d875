package latentlab.network;

import java.util.Arrays;
import latentlab.weights.Tensor;

/**
 * The decoder's last layer, ReLU · ConvTranspose2d(c→1, k4 s2 p1) · sigmoid. With a single output channel it is quicker
 * to weight whole channels: for each of the 16 taps the sum of all channels, 14×14, then each sum to its place.
 */
final class PictureLayer {
    private static final int SMALL = 14;
    private static final int LARGE = 28;

    private final float[] taps; // (4, 4, in)
    private final float bias;
    private final int inputs;
    private final float[] sums = new float[4 * SMALL * SMALL]; // of a row of taps

    private PictureLayer(float[] taps, float bias, int inputs) {
        this.taps = taps;
        this.bias = bias;
        this.inputs = inputs;
    }

    /**
     * @param weight (in,1,4,4)
     * @param bias   (1)
     */
    static PictureLayer of(Tensor weight, Tensor bias) {
        int inputs = weight.shape()[0];
        float[] taps = new float[16 * inputs];
        for (int i = 0; i < taps.length; i++) {
            taps[i] = weight.data()[i % inputs * 16 + i / inputs];
        }
        return new PictureLayer(taps, bias.data()[0], inputs);
    }

    PictureLayer fork() {
        return new PictureLayer(taps, bias, inputs);
    }

    int inputs() {
        return inputs;
    }

    /**
     * Applies it.
     *
     * @param x      (in,14,14); the ReLU is applied in place
     * @param pixels (28,28), overwritten
     */
    void apply(float[] x, float[] pixels) {
        Activation.relu(x);
        Arrays.fill(pixels, bias);
        for (int row = 0; row < 4; row++) {
            Arrays.fill(sums, 0);
            Rows.addToFour(sums, x, SMALL * SMALL, taps, 4 * row * inputs, inputs);
            for (int column = 0; column < 4; column++) {
                // input (r, c) meets output (2r + down, 2c + right)
                add(column * SMALL * SMALL, row - 1, column - 1, pixels);
            }
        }
        Activation.sigmoid(pixels);
    }

    private void add(int sum, int down, int right, float[] pixels) {
        int firstColumn = right < 0 ? 1 : 0;
        int columns = right > 1 ? SMALL - 1 : SMALL;
        int lastRow = down > 1 ? SMALL - 1 : SMALL;
        for (int r = down < 0 ? 1 : 0; r < lastRow; r++) {
            int to = (2 * r + down) * LARGE + right;
            for (int c = firstColumn; c < columns; c++) {
                pixels[to + 2 * c] += sums[sum + r * SMALL + c];
            }
        }
    }
}
