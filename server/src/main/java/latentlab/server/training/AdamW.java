package latentlab.server.training;

/**
 * Adam with decoupled weight decay, the same operations as PyTorch's {@code AdamW} in float32: parameters·(1 − lr·decay)
 * first, then parameters − lr·m̂/(√v̂ + ε).
 *
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter, Decoupled Weight Decay Regularization</a>
 */
final class AdamW {
    static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final double weightDecay;
    private final float[] mean; // first moment, m
    private final float[] square; // second moment, v

    AdamW(int parameters, double weightDecay) {
        this(new float[parameters], new float[parameters], weightDecay);
    }

    /** Goes on with the moments of an earlier run; the arrays are not copied. */
    AdamW(float[] mean, float[] square, double weightDecay) {
        this.mean = mean;
        this.square = square;
        this.weightDecay = weightDecay;
    }

    float[] mean() {
        return mean;
    }

    float[] square() {
        return square;
    }

    /**
     * Updates the parameters {@code from} to {@code to}; every parameter once a step, by any thread.
     *
     * @param step  the number of this step, counted from 1
     * @param rate  learning rate
     * @param beta1 decay of the first moment, which a one-cycle schedule moves
     */
    void update(float[] parameters, float[] gradient, int from, int to, long step, double rate, double beta1) {
        float stepSize = (float) (-rate / (1 - Math.pow(beta1, step)));
        float correction = (float) Math.sqrt(1 - Math.pow(BETA2, step));
        update(
                parameters,
                gradient,
                mean,
                square,
                from,
                to,
                (float) (1 - rate * weightDecay),
                (float) (1 - beta1),
                stepSize,
                correction);
    }

    // a static method on arrays, which the JVM's compiler turns into SIMD instructions
    private static void update(
            float[] p,
            float[] g,
            float[] m,
            float[] v,
            int from,
            int to,
            float decay,
            float weight,
            float stepSize,
            float correction) {
        float beta2 = (float) BETA2;
        float weight2 = (float) (1 - BETA2);
        float epsilon = (float) EPSILON;
        for (int i = from; i < to; i++) {
            float mi = m[i] + weight * (g[i] - m[i]);
            float vi = v[i] * beta2 + weight2 * g[i] * g[i];
            m[i] = mi;
            v[i] = vi;
            p[i] = p[i] * decay + stepSize * (mi / ((float) Math.sqrt(vi) / correction + epsilon));
        }
    }
}
