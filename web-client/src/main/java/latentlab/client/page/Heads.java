package latentlab.client.page;

import latentlab.network.Classifier;
import latentlab.network.Encoder;
import latentlab.weights.Safetensors;

/**
 * The two readers that learnt from a few labels behind a model's encoder: <em>frozen</em> reads the code as it is,
 * <em>full</em> has an encoder that went on learning.
 */
final class Heads {
    private final Classifier frozen;
    private final Encoder encoder;
    private final Classifier full;
    private final float[] code;

    /** @throws latentlab.weights.MalformedWeightsException when a tensor is missing or of another shape */
    Heads(Safetensors weights) {
        frozen = Classifier.of(weights.under("frozen."));
        encoder = Encoder.of(weights.under("full."));
        full = Classifier.of(weights.under("full."));
        code = new float[encoder.latentDim()];
    }

    /**
     * What the frozen one reads.
     *
     * @param code          (d), by the model's own encoder
     * @param probabilities (10), overwritten
     */
    int frozen(float[] code, float[] probabilities) {
        return frozen.read(code, probabilities);
    }

    /**
     * What the full one reads.
     *
     * @param pixels        (28,28)
     * @param probabilities (10), overwritten
     */
    int full(float[] pixels, float[] probabilities) {
        encoder.encode(pixels, code);
        return full.read(code, probabilities);
    }
}
