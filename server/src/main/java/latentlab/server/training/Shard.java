package latentlab.server.training;

/**
 * One thread's part of a step: takes its images through the network and back, a chunk at a time so that a chunk's
 * values stay in the processor's cache, and sums the gradients.
 *
 * <p>The network is PyTorch's layer by layer, with two turns: a convolution is a product of patches and weights, and
 * the decoder's Linear and first transposed convolution are one matrix M (see {@link DecoderFold}). Sizes are written
 * as (rows, columns), n images in a chunk.
 */
final class Shard {
    private final int d;
    private final int chunk;
    private final float[] brightness = new float[256];
    private final float[][] picture; // (30, 30), margin 0
    private final EncoderPass encoder;
    private final DecoderPass decoder;

    /** Sums over this shard's images; everything after the decoder's Linear in the flat order. */
    final FloatMemory gradients;
    /** (d+1, 196c), gradient of M. */
    final FloatMemory foldedGradient;

    Shard(Parameters parameters, int chunk) {
        this.chunk = chunk;
        d = parameters.layout.latentDim();
        for (int i = 0; i < 256; i++) {
            brightness[i] = i / 255f;
        }
        picture = new float[chunk][Patches.PICTURE_LENGTH];
        gradients = new FloatMemory((long) parameters.layout.count() - parameters.layout.decoderPicturesLength());
        FloatMemory code = new FloatMemory((long) chunk * (d + 1));
        encoder = new EncoderPass(parameters, chunk, code, gradients);
        decoder = new DecoderPass(parameters, chunk, code, gradients);
        foldedGradient = decoder.foldedGradient;
    }

    /**
     * Sums the gradients of the loss over some images into {@link #gradients} and {@link #foldedGradient}, which are
     * overwritten.
     *
     * @param pixels (all images, 784), 0 to 255
     * @param order  which images to take
     * @param from   first place in {@code order}
     * @param to     after the last place
     * @param batch  number of images over which the loss is the mean
     * @return sum of the squared differences
     */
    double differentiate(byte[] pixels, int[] order, int from, int to, int batch) {
        if (from == to) {
            // more threads than images
            clear(gradients);
            clear(foldedGradient);
            return 0;
        }
        encoder.begin();
        decoder.begin();
        double sum = 0;
        float keep = 0;
        for (int at = from; at < to; at += chunk) {
            int n = Math.min(chunk, to - at);
            for (int i = 0; i < n; i++) {
                load(pixels, order[at + i], picture[i]);
            }
            encoder.encode(picture, n);
            decoder.decode(n);
            sum += decoder.compare(picture, n, 2f / (784f * batch), null, 0);
            decoder.differentiate(n, keep);
            encoder.differentiate(n, decoder.codeGradient, keep);
            keep = 1;
        }
        encoder.putGradients();
        decoder.putGradients();
        return sum;
    }

    private static void clear(FloatMemory memory) {
        memory.put(0, new float[(int) memory.length()], 0, (int) memory.length());
    }

    /**
     * Encodes and decodes some images.
     *
     * @param errors   per image its mean squared difference; may be null
     * @param codes    (all images, d); may be null
     * @param pictures (all images, 784), gets the reconstructions; may be null
     */
    void evaluate(byte[] pixels, int from, int to, double[] errors, float[] codes, float[] pictures) {
        encoder.begin();
        decoder.begin();
        for (int at = from; at < to; at += chunk) {
            int n = Math.min(chunk, to - at);
            for (int i = 0; i < n; i++) {
                load(pixels, at + i, picture[i]);
            }
            encoder.encode(picture, n);
            if (codes != null) {
                for (int i = 0; i < n; i++) {
                    encoder.copyCode(i, codes, (at + i) * d);
                }
            }
            if (errors != null || pictures != null) {
                decoder.decode(n);
                decoder.compare(picture, n, 0, errors, at);
            }
            if (pictures != null) {
                decoder.show(n, pictures, at);
            }
        }
    }

    private void load(byte[] pixels, int image, float[] into) {
        int from = image * 784;
        for (int row = 0; row < 28; row++) {
            int to = Patches.place(row + 1, 1);
            for (int column = 0; column < 28; column++) {
                into[to + column] = brightness[pixels[from++] & 0xff];
            }
        }
    }
}
