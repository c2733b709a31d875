package latentlab.network;

/** Element-wise functions, in place. */
final class Activation {
    private Activation() {}

    /** max(x, 0). */
    static void relu(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] > 0 ? values[i] : 0;
        }
    }

    /** 1/(1+e⁻ˣ). */
    static void sigmoid(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (1 / (1 + Math.exp(-values[i])));
        }
    }
}
