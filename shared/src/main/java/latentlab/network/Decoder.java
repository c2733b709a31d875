package latentlab.network;

import latentlab.weights.Safetensors;

/**
 * The study's decoder D, layer by layer: Linear(d→98c) · reshape (2c,7,7) · ConvTranspose2d(2c→c, k4 s2 p1) · ReLU ·
 * ConvTranspose2d(c→1, k4 s2 p1) · sigmoid. {@link Fold} turns it into the much faster {@link FoldedDecoder}.
 *
 * <p>Not thread-safe: it computes in its own scratch memory. {@link #fork()} gives another thread its own.
 */
public final class Decoder {
    final Dense fc;
    final TransposedConvolution conv2;
    final PictureLayer conv1;
    private final float[] hidden2; // (7,7,2c)
    private final float[] hidden1; // (14,14,c)
    private final float[] planes; // (c,14,14)

    private Decoder(Dense fc, TransposedConvolution conv2, PictureLayer conv1) {
        this.fc = fc;
        this.conv2 = conv2;
        this.conv1 = conv1;
        hidden2 = new float[fc.outputs()];
        hidden1 = new float[conv2.outputs() * 14 * 14];
        planes = new float[hidden1.length];
    }

    /**
     * Takes the tensors {@code decoder.fc}, {@code decoder.conv2} and {@code decoder.conv1}.
     *
     * @throws latentlab.weights.MalformedWeightsException when one is missing or of another shape
     */
    public static Decoder of(Safetensors weights) {
        int c = weights.require("decoder.conv1.weight", -1, 1, 4, 4).shape()[0];
        int d = weights.require("decoder.fc.weight", 98 * c, -1).shape()[1];
        return new Decoder(
                Dense.of(
                        weights.require("decoder.fc.weight", 98 * c, d),
                        weights.require("decoder.fc.bias", 98 * c),
                        Order.positionMajor(2 * c, 49),
                        Order.AS_IS),
                TransposedConvolution.of(
                        weights.require("decoder.conv2.weight", 2 * c, c, 4, 4),
                        weights.require("decoder.conv2.bias", c)),
                PictureLayer.of(
                        weights.require("decoder.conv1.weight", c, 1, 4, 4), weights.require("decoder.conv1.bias", 1)));
    }

    /** A decoder with the same weights and its own scratch memory. */
    public Decoder fork() {
        return new Decoder(fc.fork(), conv2.fork(), conv1.fork());
    }

    /** c. */
    public int channels() {
        return conv1.inputs();
    }

    /** d. */
    public int latentDim() {
        return fc.inputs();
    }

    /** Multiplications of one decode, those at the pictures' edges included: d·98c + 49·2c·16c + 196·16c. */
    public long multiplications() {
        long c = channels();
        return latentDim() * 98 * c + 49 * 2 * c * 16 * c + 196 * 16 * c;
    }

    /**
     * Decodes one code.
     *
     * @param code   (d)
     * @param pixels (28,28), overwritten with values in (0,1)
     */
    public void decode(float[] code, float[] pixels) {
        fc.apply(code, hidden2);
        conv2.apply(hidden2, 7, hidden1);
        for (int i = 0; i < planes.length; i++) {
            planes[i] = hidden1[i % 196 * conv1.inputs() + i / 196];
        }
        conv1.apply(planes, pixels);
    }

    /** Decodes one code (d) into a new picture (28,28). */
    public float[] decode(float[] code) {
        float[] pixels = new float[28 * 28];
        decode(code, pixels);
        return pixels;
    }
}
