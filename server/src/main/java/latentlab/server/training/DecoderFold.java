package latentlab.server.training;

import static latentlab.server.training.WinogradTransform.BLOCKS;
import static latentlab.server.training.WinogradTransform.OUTPUTS;

import java.util.Arrays;

/**
 * The decoder's Linear and first transposed convolution as one matrix M (d+1, 196c), and the way back from M's gradient
 * to theirs. There is no activation between the two, so a code z becomes [z, 1]·M. M's rows are what the transposed
 * convolution makes of d+1 pictures, the columns of the Linear's weight and its bias; that is d+1 pictures through it
 * instead of a whole batch, for the same function and the same gradients.
 *
 * <p>Each thread has one of these and does some of the pictures.
 */
final class DecoderFold {
    /** Pictures at a time at most. */
    private static final int CHUNK = 32;

    private final Parameters parameters;
    private final ParameterLayout layout;
    private final int c;
    private final int n;
    private final WinogradConvolution convolution;
    private final float[][] blocks; // (8, 8), each (n, 2, 2, c)
    private final float[][] features; // (7, 7), each (n, 2c)
    private final float[] picture; // (7, 7, 2c)
    private final float[] row; // (14, 14, c)
    private final float[] sum; // (14, 14, c)

    /** Gradient of the decoder's second layer, weight then bias, from this thread's pictures. */
    final FloatMemory convolutionGradient;

    /** @param pictures number of pictures that this one is to do */
    DecoderFold(Parameters parameters, int pictures) {
        this.parameters = parameters;
        layout = parameters.layout;
        c = layout.channels();
        n = Math.max(1, Math.min(CHUNK, pictures));
        convolution = new WinogradConvolution(c, n, parameters.decoderConv2.transformed);
        blocks = convolution.newPictures();
        features = convolution.newFeatures();
        picture = new float[98 * c];
        row = new float[196 * c];
        sum = new float[196 * c];
        convolutionGradient = new FloatMemory(32L * c * c + c);
    }

    /** Computes M's rows {@code from} to {@code to}. */
    void fold(int from, int to) {
        float[] bias = new float[196 * c];
        Elementwise.tile(parameters.slice(layout.decoderConv2Bias(), c), bias);
        for (int at = from; at < to; at += n) {
            int count = Math.min(n, to - at);
            takeFeatures(at, count);
            convolution.transpose(blocks);
            for (int i = 0; i < count; i++) {
                move(i, row, true);
                if (at + i == layout.latentDim()) {
                    Elementwise.add(row, bias);
                }
                parameters.folded.put((at + i) * 196L * c, row, 0, row.length);
            }
        }
    }

    /**
     * Takes the gradient of M's rows {@code from} to {@code to} back to the pictures and to the transposed convolution.
     *
     * @param shards           M's gradient is the sum of theirs
     * @param picturesGradient (d+1, 98c), of which rows {@code from} to {@code to} are overwritten
     */
    void unfold(Shard[] shards, int from, int to, FloatMemory picturesGradient) {
        int weights = 32 * c * c;
        if (from == to) {
            convolutionGradient.put(0, new float[weights + c], 0, weights + c);
            return;
        }
        float[] bias = new float[c];
        // what lies beyond the pictures was cut off, so its gradient is 0
        clear(blocks);
        for (int at = from; at < to; at += n) {
            int count = Math.min(n, to - at);
            for (int i = 0; i < count; i++) {
                sumRows(shards, at + i);
                if (at + i == layout.latentDim()) {
                    Elementwise.sumPixels(sum, bias);
                }
                move(i, sum, false);
            }
            if (to - from > n) {
                takeFeatures(at, count); // otherwise they are still there from folding
            }
            convolution.takePictures(blocks);
            convolution.differentiate(at == from ? 0 : 1);
            convolution.convolve(features);
            for (int i = 0; i < count; i++) {
                for (int place = 0; place < OUTPUTS * OUTPUTS; place++) {
                    System.arraycopy(features[place], i * 2 * c, picture, place * 2 * c, 2 * c);
                }
                picturesGradient.put((at + i) * 98L * c, picture, 0, picture.length);
            }
        }
        parameters.decoderConv2.differentiate(convolution.gradient, convolutionGradient, 0);
        convolutionGradient.put(weights, bias, 0, c);
    }

    /** The Linear's columns as features; zeros where there are fewer than n. */
    private void takeFeatures(int from, int count) {
        if (count < n) {
            clear(features);
        }
        for (int i = 0; i < count; i++) {
            int start = layout.decoderPictures() + (from + i) * 98 * c;
            for (int place = 0; place < OUTPUTS * OUTPUTS; place++) {
                System.arraycopy(parameters.values, start + place * 2 * c, features[place], i * 2 * c, 2 * c);
            }
        }
        convolution.takeFeatures(features);
    }

    /** Copies a picture (14, 14, c) out of the blocks or into them. */
    private void move(int i, float[] picture, boolean out) {
        for (int y = 0; y < 14; y++) {
            for (int x = 0; x < 14; x++) {
                float[] block = blocks[(y + 1) / 2 * BLOCKS + (x + 1) / 2];
                int inBlock = ((i * 2 + (y + 1) % 2) * 2 + (x + 1) % 2) * c;
                int inPicture = (y * 14 + x) * c;
                if (out) {
                    System.arraycopy(block, inBlock, picture, inPicture, c);
                } else {
                    System.arraycopy(picture, inPicture, block, inBlock, c);
                }
            }
        }
    }

    private static void clear(float[][] arrays) {
        for (float[] array : arrays) {
            Arrays.fill(array, 0);
        }
    }

    private void sumRows(Shard[] shards, int index) {
        shards[0].foldedGradient.get(index * 196L * c, sum, 0, sum.length);
        for (int k = 1; k < shards.length; k++) {
            shards[k].foldedGradient.get(index * 196L * c, row, 0, row.length);
            Elementwise.add(sum, row);
        }
    }
}
