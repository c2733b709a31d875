package latentlab.network;

import java.util.Arrays;
import latentlab.weights.Tensor;

/** ConvTranspose2d with kernel 4, stride 2 and padding 1: doubles a square picture. */
final class TransposedConvolution {
    private final float[] taps; // (in, 4, 4, out)
    private final float[] bias; // (out)
    private final int inputs;
    private final float[] patch; // (4, 4, out)

    private TransposedConvolution(float[] taps, float[] bias, int inputs) {
        this.taps = taps;
        this.bias = bias;
        this.inputs = inputs;
        patch = new float[16 * bias.length];
    }

    /**
     * @param weight (in,out,4,4)
     * @param bias   (out)
     */
    static TransposedConvolution of(Tensor weight, Tensor bias) {
        int inputs = weight.shape()[0];
        int outputs = weight.shape()[1];
        float[] taps = new float[weight.data().length];
        for (int i = 0; i < inputs; i++) {
            for (int o = 0; o < outputs; o++) {
                for (int k = 0; k < 16; k++) {
                    taps[(i * 16 + k) * outputs + o] = weight.data()[(i * outputs + o) * 16 + k];
                }
            }
        }
        return new TransposedConvolution(taps, bias.data(), inputs);
    }

    TransposedConvolution fork() {
        return new TransposedConvolution(taps, bias, inputs);
    }

    int inputs() {
        return inputs;
    }

    int outputs() {
        return bias.length;
    }

    /**
     * Applies it.
     *
     * @param x (size, size, in)
     * @param y (2·size, 2·size, out), overwritten
     */
    void apply(float[] x, int size, float[] y) {
        int twice = 2 * size;
        int outputs = bias.length;
        for (int i = 0; i < y.length; i += outputs) {
            System.arraycopy(bias, 0, y, i, outputs);
        }
        for (int r = 0; r < size; r++) {
            for (int c = 0; c < size; c++) {
                Arrays.fill(patch, 0);
                Rows.add(patch, 0, taps, patch.length, x, (r * size + c) * inputs, inputs);
                int left = Math.max(0, 2 * c - 1);
                int right = Math.min(twice, 2 * c + 3);
                for (int p = 0; p < 4; p++) {
                    int row = 2 * r - 1 + p;
                    if (row >= 0 && row < twice) {
                        add(
                                (p * 4 + left - 2 * c + 1) * outputs,
                                (right - left) * outputs,
                                y,
                                (row * twice + left) * outputs);
                    }
                }
            }
        }
    }

    private void add(int from, int length, float[] y, int at) {
        for (int i = 0; i < length; i++) {
            y[at + i] += patch[from + i];
        }
    }
}
