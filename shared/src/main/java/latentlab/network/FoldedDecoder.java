package latentlab.network;

import latentlab.weights.Safetensors;

/**
 * The decoder after {@link Fold}: one affine map from the code to (c,14,14) · ReLU · ConvTranspose2d(c→1, k4 s2 p1) ·
 * sigmoid. The same function as {@link Decoder} with a fraction of the multiplications.
 *
 * <p>The affine map's values are called pre-activations. As it is affine, the pre-activations of a point between two
 * codes are the same mix of the two codes' pre-activations, which spares an interpolation the matrix product.
 *
 * <p>Not thread-safe: it computes in its own scratch memory. {@link #fork()} gives another thread its own.
 */
public final class FoldedDecoder {
    private final Dense folded;
    private final PictureLayer conv1;
    private final float[] hidden;

    private FoldedDecoder(Dense folded, PictureLayer conv1) {
        this.folded = folded;
        this.conv1 = conv1;
        hidden = new float[folded.outputs()];
    }

    /**
     * Takes the tensors {@code folded} and {@code decoder.conv1}.
     *
     * @throws latentlab.weights.MalformedWeightsException when one is missing or of another shape
     */
    public static FoldedDecoder of(Safetensors weights) {
        int c = weights.require("decoder.conv1.weight", -1, 1, 4, 4).shape()[0];
        int d = weights.require("folded.weight", 196 * c, -1).shape()[1];
        return new FoldedDecoder(
                Dense.of(
                        weights.require("folded.weight", 196 * c, d),
                        weights.require("folded.bias", 196 * c),
                        Order.AS_IS,
                        Order.AS_IS),
                PictureLayer.of(
                        weights.require("decoder.conv1.weight", c, 1, 4, 4), weights.require("decoder.conv1.bias", 1)));
    }

    /** A decoder with the same weights and its own scratch memory. */
    public FoldedDecoder fork() {
        return new FoldedDecoder(folded.fork(), conv1.fork());
    }

    /** c. */
    public int channels() {
        return conv1.inputs();
    }

    /** d. */
    public int latentDim() {
        return folded.inputs();
    }

    /** Number of pre-activations, 196c. */
    public int hiddenSize() {
        return folded.outputs();
    }

    /** Multiplications of one decode, counted as {@link Decoder#multiplications} does: d·196c + 196·16c. */
    public long multiplications() {
        long c = channels();
        return latentDim() * 196 * c + 196 * 16 * c;
    }

    /**
     * Decodes one code.
     *
     * @param code   (d)
     * @param pixels (28,28), overwritten with values in (0,1)
     */
    public void decode(float[] code, float[] pixels) {
        folded.apply(code, hidden);
        activate(pixels);
    }

    /** Decodes one code (d) into a new picture (28,28). */
    public float[] decode(float[] code) {
        float[] pixels = new float[28 * 28];
        decode(code, pixels);
        return pixels;
    }

    /**
     * The affine part alone.
     *
     * @param code           (d)
     * @param preActivations (c,14,14), overwritten
     */
    public void preActivate(float[] code, float[] preActivations) {
        folded.apply(code, preActivations);
    }

    /**
     * Decodes α·a + (1−α)·b without a matrix product.
     *
     * @param a      pre-activations of the code at α = 1
     * @param b      pre-activations of the code at α = 0
     * @param pixels (28,28), overwritten
     */
    public void mix(float[] a, float[] b, float alpha, float[] pixels) {
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = alpha * a[i] + (1 - alpha) * b[i];
        }
        activate(pixels);
    }

    /**
     * Decodes Σ share·code without a matrix product: b + Σ share·(corner − b) with the biases b, which any sum of codes has
     * once.
     *
     * @param corners pre-activations of each code
     * @param shares  as many as there are corners
     * @param pixels  (28,28), overwritten
     */
    public void blend(float[][] corners, double[] shares, float[] pixels) {
        double rest = 1;
        for (double share : shares) {
            rest -= share;
        }
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = (float) rest * folded.bias(i);
        }
        for (int k = 0; k < shares.length; k++) {
            float share = (float) shares[k];
            for (int i = 0; i < hidden.length; i++) {
                hidden[i] += share * corners[k][i];
            }
        }
        activate(pixels);
    }

    private void activate(float[] pixels) {
        conv1.apply(hidden, pixels);
    }
}
