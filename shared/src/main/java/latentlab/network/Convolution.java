package latentlab.network;

import latentlab.weights.Tensor;

/** Conv2d with kernel 4, stride 2 and padding 1: halves a square picture. */
final class Convolution {
    private final float[] taps; // (4, 4, in, out)
    private final float[] bias; // (out)
    private final int inputs;
    private final Rows.Sparse rows;

    private Convolution(float[] taps, float[] bias, int inputs) {
        this.taps = taps;
        this.bias = bias;
        this.inputs = inputs;
        rows = new Rows.Sparse(taps, bias.length, 16 * inputs);
    }

    /**
     * @param weight (out,in,4,4)
     * @param bias   (out)
     */
    static Convolution of(Tensor weight, Tensor bias) {
        int outputs = weight.shape()[0];
        int inputs = weight.shape()[1];
        float[] weights = weight.data();
        float[] taps = new float[weights.length];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                for (int k = 0; k < 16; k++) {
                    taps[(k * inputs + i) * outputs + o] = weights[(o * inputs + i) * 16 + k];
                }
            }
        }
        return new Convolution(taps, bias.data(), inputs);
    }

    Convolution fork() {
        return new Convolution(taps, bias, inputs);
    }

    int outputs() {
        return bias.length;
    }

    /**
     * Applies it.
     *
     * @param x    (size, size, in)
     * @param size even
     * @param y    (size/2, size/2, out), overwritten
     */
    void apply(float[] x, int size, float[] y) {
        int half = size / 2;
        int outputs = bias.length;
        for (int r = 0; r < half; r++) {
            for (int c = 0; c < half; c++) {
                // the window's columns are neighbours in memory, and so are the taps' inputs
                int left = Math.max(0, 2 * c - 1);
                int right = Math.min(size, 2 * c + 3);
                for (int p = 0; p < 4; p++) {
                    int row = 2 * r - 1 + p;
                    if (row >= 0 && row < size) {
                        rows.take(
                                x,
                                (row * size + left) * inputs,
                                (right - left) * inputs,
                                (p * 4 + left - 2 * c + 1) * inputs);
                    }
                }
                int at = (r * half + c) * outputs;
                System.arraycopy(bias, 0, y, at, outputs);
                rows.addTo(y, at);
            }
        }
    }
}
