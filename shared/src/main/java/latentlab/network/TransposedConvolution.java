package latentlab.network;

/** ConvTranspose2d with kernel 4, stride 2 and padding 1: doubles a square picture. */
final class TransposedConvolution {
    private final float[] weight; // (in, out, 4, 4)
    private final float[] bias; // (out)
    private final int inputs;

    TransposedConvolution(Tensor weight, Tensor bias) {
        this.weight = weight.data();
        this.bias = bias.data();
        inputs = weight.shape()[0];
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
     * @param x (in, size, size)
     * @param y (out, 2·size, 2·size), overwritten
     */
    void apply(float[] x, int size, float[] y) {
        int twice = 2 * size;
        for (int o = 0; o < bias.length; o++) {
            for (int k = 0; k < twice * twice; k++) {
                y[o * twice * twice + k] = bias[o];
            }
        }
        for (int i = 0; i < inputs; i++) {
            for (int r = 0; r < size; r++) {
                for (int c = 0; c < size; c++) {
                    float value = x[(i * size + r) * size + c];
                    for (int o = 0; o < bias.length; o++) {
                        spread(value, (i * bias.length + o) * 16, y, o * twice * twice, twice, 2 * r - 1, 2 * c - 1);
                    }
                }
            }
        }
    }

    private void spread(float value, int w, float[] y, int plane, int size, int top, int left) {
        for (int p = Math.max(0, -top); p < Math.min(4, size - top); p++) {
            for (int q = Math.max(0, -left); q < Math.min(4, size - left); q++) {
                y[plane + (top + p) * size + left + q] += weight[w + p * 4 + q] * value;
            }
        }
    }
}
