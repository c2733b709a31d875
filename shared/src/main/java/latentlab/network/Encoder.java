package latentlab.network;

import latentlab.weights.Safetensors;

/**
 * The study's encoder E: Conv2d(1→c, k4 s2 p1) · ReLU · Conv2d(c→2c, k4 s2 p1) · ReLU · flatten · Linear(98c→d).
 *
 * <p>Not thread-safe: it computes in its own scratch memory. {@link #fork()} gives another thread its own.
 */
public final class Encoder {
    private final Convolution conv1;
    private final Convolution conv2;
    private final Dense fc;
    private final float[] hidden1;
    private final float[] hidden2;

    private Encoder(Convolution conv1, Convolution conv2, Dense fc) {
        this.conv1 = conv1;
        this.conv2 = conv2;
        this.fc = fc;
        hidden1 = new float[conv1.outputs() * 14 * 14];
        hidden2 = new float[conv2.outputs() * 7 * 7];
    }

    /**
     * Takes the tensors {@code encoder.conv1}, {@code encoder.conv2} and {@code encoder.fc}.
     *
     * @throws latentlab.weights.MalformedWeightsException when one is missing or of another shape
     */
    public static Encoder of(Safetensors weights) {
        int c = weights.require("encoder.conv1.weight", -1, 1, 4, 4).shape()[0];
        int d = weights.require("encoder.fc.weight", -1, 98 * c).shape()[0];
        return new Encoder(
                Convolution.of(
                        weights.require("encoder.conv1.weight", c, 1, 4, 4), weights.require("encoder.conv1.bias", c)),
                Convolution.of(
                        weights.require("encoder.conv2.weight", 2 * c, c, 4, 4),
                        weights.require("encoder.conv2.bias", 2 * c)),
                Dense.of(
                        weights.require("encoder.fc.weight", d, 98 * c),
                        weights.require("encoder.fc.bias", d),
                        Order.AS_IS,
                        Order.positionMajor(2 * c, 49)));
    }

    /** An encoder with the same weights and its own scratch memory. */
    public Encoder fork() {
        return new Encoder(conv1.fork(), conv2.fork(), fc.fork());
    }

    /** c. */
    public int channels() {
        return conv1.outputs();
    }

    /** d. */
    public int latentDim() {
        return fc.outputs();
    }

    /**
     * Encodes one picture.
     *
     * @param pixels (28,28), in [0,1]
     * @param code   (d), overwritten
     */
    public void encode(float[] pixels, float[] code) {
        conv1.apply(pixels, 28, hidden1);
        Activation.relu(hidden1);
        conv2.apply(hidden1, 14, hidden2);
        Activation.relu(hidden2);
        fc.apply(hidden2, code);
    }

    /** Encodes one picture (28,28) into a new array (d). */
    public float[] encode(float[] pixels) {
        float[] code = new float[latentDim()];
        encode(pixels, code);
        return code;
    }
}
