package latentlab.network;

/** Conv2d with kernel 4, stride 2 and padding 1: halves a square picture. */
final class Convolution {
    private final float[] weight; // (out, in, 4, 4)
    private final float[] bias; // (out)
    private final int inputs;

    Convolution(Tensor weight, Tensor bias) {
        this.weight = weight.data();
        this.bias = bias.data();
        inputs = weight.shape()[1];
    }

    int outputs() {
        return bias.length;
    }

    /**
     * Applies it.
     *
     * @param x    (in, size, size)
     * @param size even
     * @param y    (out, size/2, size/2), overwritten
     */
    void apply(float[] x, int size, float[] y) {
        int half = size / 2;
        for (int o = 0; o < bias.length; o++) {
            for (int r = 0; r < half; r++) {
                for (int c = 0; c < half; c++) {
                    float sum = bias[o];
                    for (int i = 0; i < inputs; i++) {
                        sum += taps(x, i * size * size, size, 2 * r - 1, 2 * c - 1, (o * inputs + i) * 16);
                    }
                    y[(o * half + r) * half + c] = sum;
                }
            }
        }
    }

    private float taps(float[] x, int plane, int size, int top, int left, int w) {
        float sum = 0;
        for (int p = Math.max(0, -top); p < Math.min(4, size - top); p++) {
            for (int q = Math.max(0, -left); q < Math.min(4, size - left); q++) {
                sum += weight[w + p * 4 + q] * x[plane + (top + p) * size + left + q];
            }
        }
        return sum;
    }
}
