package latentlab.server.training;

import static latentlab.server.training.MatrixProduct.product;
import static latentlab.server.training.MatrixProduct.productTransposed;
import static latentlab.server.training.MatrixProduct.transposedProduct;

import org.bytedeco.javacpp.FloatPointer;

/**
 * The decoder's Linear and first transposed convolution as one matrix M (d+1, 196c), and the way back from M's gradient
 * to theirs. There is no activation between the two, so a code z becomes [z, 1]·M. M's rows are what the transposed
 * convolution makes of d+1 pictures, the columns of the Linear's weight and its bias; that is d+1 pictures through it
 * instead of a whole batch, for the same function and the same gradients.
 *
 * <p>Each thread has one of these and does some of the pictures.
 */
final class DecoderFold {
    /** Pictures at a time, so that their patches stay in the cache. */
    private static final int CHUNK = 8;

    private final Parameters parameters;
    private final ParameterLayout layout;
    private final int c;
    private final Patches patches14;
    private final float[] picture; // (16, 16, c)
    private final float[] gradient; // (16, 16, c), margin 0: what lies beyond the picture was cut off
    private final float[] row; // (14, 14, c)
    private final float[] sum; // (14, 14, c)
    private final float[] patches;
    private final FloatMemory columns; // (49n, 16c)

    /** Gradient of the decoder's second layer, weight then bias, from this thread's pictures. */
    final FloatMemory convolutionGradient;

    DecoderFold(Parameters parameters) {
        this.parameters = parameters;
        layout = parameters.layout;
        c = layout.channels();
        patches14 = new Patches(14, c);
        picture = new float[patches14.pictureLength()];
        gradient = new float[patches14.pictureLength()];
        row = new float[196 * c];
        sum = new float[196 * c];
        patches = new float[CHUNK * patches14.patchesLength()];
        columns = new FloatMemory(patches.length);
        convolutionGradient = new FloatMemory(32L * c * c + c);
    }

    /** Computes M's rows {@code from} to {@code to}. */
    void fold(int from, int to) {
        float[] bias = new float[196 * c];
        Elementwise.tile(parameters.slice(layout.decoderConv2Bias(), c), bias);
        for (int at = from; at < to; at += CHUNK) {
            int n = Math.min(CHUNK, to - at);
            product(49 * n, 16 * c, 2 * c, picturesAt(at), parameters.decoderConv2, columns.start());
            columns.get(0, patches, 0, n * patches14.patchesLength());
            for (int i = 0; i < n; i++) {
                patches14.scatter(patches, i * patches14.patchesLength(), picture);
                for (int r = 0; r < 14; r++) {
                    System.arraycopy(picture, patches14.place(r + 1, 1), row, r * 14 * c, 14 * c);
                }
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
        }
        float[] bias = new float[c];
        for (int at = from; at < to; at += CHUNK) {
            int n = Math.min(CHUNK, to - at);
            for (int i = 0; i < n; i++) {
                sumRows(shards, at + i);
                if (at + i == layout.latentDim()) {
                    Elementwise.sumPixels(sum, bias);
                }
                for (int r = 0; r < 14; r++) {
                    System.arraycopy(sum, r * 14 * c, gradient, patches14.place(r + 1, 1), 14 * c);
                }
                patches14.gather(gradient, patches, i * patches14.patchesLength());
            }
            columns.put(0, patches, 0, n * patches14.patchesLength());
            productTransposed(
                    49 * n,
                    2 * c,
                    16 * c,
                    columns.start(),
                    parameters.decoderConv2,
                    picturesGradient.at(at * 98L * c),
                    2 * c);
            transposedProduct(
                    2 * c,
                    16 * c,
                    49 * n,
                    picturesAt(at),
                    columns.start(),
                    at == from ? 0 : 1,
                    convolutionGradient.start());
        }
        convolutionGradient.put(weights, bias, 0, c);
    }

    private void sumRows(Shard[] shards, int index) {
        shards[0].foldedGradient.get(index * 196L * c, sum, 0, sum.length);
        for (int k = 1; k < shards.length; k++) {
            shards[k].foldedGradient.get(index * 196L * c, row, 0, row.length);
            Elementwise.add(sum, row);
        }
    }

    private FloatPointer picturesAt(int index) {
        return parameters.decoderPictures.getPointer(index * 98L * c);
    }
}
