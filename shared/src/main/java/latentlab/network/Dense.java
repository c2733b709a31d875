package latentlab.network;

/** The affine map Wx + b. */
final class Dense {
    private final float[] weight; // (out, in)
    private final float[] bias; // (out)
    private final int inputs;

    Dense(Tensor weight, Tensor bias) {
        this.weight = weight.data();
        this.bias = bias.data();
        inputs = weight.shape()[1];
    }

    int inputs() {
        return inputs;
    }

    int outputs() {
        return bias.length;
    }

    void apply(float[] x, float[] y) {
        for (int o = 0, w = 0; o < bias.length; o++) {
            float sum = bias[o];
            for (int i = 0; i < inputs; i++) {
                sum += weight[w++] * x[i];
            }
            y[o] = sum;
        }
    }
}
