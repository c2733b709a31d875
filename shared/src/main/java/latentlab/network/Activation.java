package latentlab.network;

/** Element-wise functions, in place. */
final class Activation {
    private Activation() {}

    /** max(x, 0) of finite values. Written without a branch: half of the values are negative, in no order. */
    static void relu(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.5f * (values[i] + Math.abs(values[i]));
        }
    }

    /** 1/(1+e⁻ˣ). */
    static void sigmoid(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (1 / (1 + Math.exp(-values[i])));
        }
    }
}
