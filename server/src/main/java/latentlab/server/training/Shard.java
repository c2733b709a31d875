package latentlab.server.training;

import static latentlab.server.training.MatrixProduct.product;
import static latentlab.server.training.MatrixProduct.productTransposed;
import static latentlab.server.training.MatrixProduct.transposedProduct;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * One thread's part of a step: takes its images through the network and back, a chunk at a time so that a chunk's
 * values stay in the processor's cache, and sums the gradients.
 *
 * <p>The network is PyTorch's layer by layer, with two turns: a convolution is a product of patches and weights, and
 * the decoder's Linear and first transposed convolution are one matrix M (see {@link DecoderFold}). Sizes are written
 * as (rows, columns), n images in a chunk.
 */
final class Shard {
    private final Parameters parameters;
    private final ParameterLayout layout;
    private final int c;
    private final int d;
    private final int chunk;

    private final Patches patches28 = new Patches(28, 1);
    private final Patches patches14;
    private final float[] brightness = new float[256];

    // per image, on the heap
    private final float[][] picture; // (30, 30), margin 0
    private final float[][] delta; // (30, 30), the loss's gradient before the sigmoid, margin 0
    private final float[][] hidden1; // (16, 16, c), after the first ReLU, margin 0
    private final float[][] hidden2; // (7, 7, 2c), after the second ReLU
    private final float[][] hidden3; // (14, 14, c), after the decoder's ReLU
    private final float[] spread; // (30, 30), before the sigmoid
    private final float[] gradient1; // (16, 16, c)
    private final float[] gradient2; // (7, 7, 2c)
    private final float[] gradient3; // (14, 14, c)
    private final float[] codes; // (n, d+1), the last column is 1
    private final float[] codeGradients; // (n, d)
    private final float[] patches; // of a chunk

    // biases as pictures
    private final float[] bias1; // (16, 16, c), margin 0
    private final float[] bias2; // (7, 7, 2c)
    private final float[] linearBias; // (d)
    private float outputBias;

    // in native memory
    private final FloatMemory columns28; // (196n, 16), patches of the pictures
    private final FloatMemory columns14; // (49n, 16c), patches of hidden1, then their gradient
    private final FloatMemory output28; // (196n, 16), what the last layer spreads, then its gradient
    private final FloatMemory rows1; // (196n, c)
    private final FloatMemory rows2; // (49n, 2c) = (n, 98c)
    private final FloatMemory rows2Gradient;
    private final FloatMemory rows3; // (n, 196c) = (196n, c)
    private final FloatMemory rows3Gradient;
    private final FloatMemory code; // (n, d+1)
    private final FloatMemory codeGradient; // (n, d)

    /** Sums over this shard's images; everything after the decoder's Linear in the flat order. */
    final FloatMemory gradients;
    /** (d+1, 196c), gradient of M. */
    final FloatMemory foldedGradient;

    private final int gradientsFrom;
    private final FloatPointer encoderConv1Gradient;
    private final FloatPointer encoderConv2Gradient;
    private final FloatPointer encoderLinearGradient;
    private final FloatPointer decoderConv1Gradient;
    private final float[] bias1Gradient; // (16, 16, c)
    private final float[] bias2Gradient; // (7, 7, 2c)
    private final float[] linearBiasGradient;
    private double outputBiasGradient;

    Shard(Parameters parameters, int chunk) {
        this.parameters = parameters;
        this.chunk = chunk;
        layout = parameters.layout;
        c = layout.channels();
        d = layout.latentDim();
        patches14 = new Patches(14, c);
        for (int i = 0; i < 256; i++) {
            brightness[i] = i / 255f;
        }
        picture = new float[chunk][patches28.pictureLength()];
        delta = new float[chunk][patches28.pictureLength()];
        hidden1 = new float[chunk][patches14.pictureLength()];
        hidden2 = new float[chunk][98 * c];
        hidden3 = new float[chunk][196 * c];
        spread = new float[patches28.pictureLength()];
        gradient1 = new float[patches14.pictureLength()];
        gradient2 = new float[98 * c];
        gradient3 = new float[196 * c];
        codes = new float[chunk * (d + 1)];
        codeGradients = new float[chunk * d];
        patches = new float[chunk * Math.max(patches28.patchesLength(), patches14.patchesLength())];
        bias1 = new float[patches14.pictureLength()];
        bias2 = new float[98 * c];
        linearBias = new float[d];

        columns28 = new FloatMemory((long) chunk * patches28.patchesLength());
        columns14 = new FloatMemory((long) chunk * patches14.patchesLength());
        output28 = new FloatMemory((long) chunk * patches28.patchesLength());
        rows1 = new FloatMemory((long) chunk * 196 * c);
        rows2 = new FloatMemory((long) chunk * 98 * c);
        rows2Gradient = new FloatMemory((long) chunk * 98 * c);
        rows3 = new FloatMemory((long) chunk * 196 * c);
        rows3Gradient = new FloatMemory((long) chunk * 196 * c);
        code = new FloatMemory((long) chunk * (d + 1));
        codeGradient = new FloatMemory((long) chunk * d);

        gradientsFrom = layout.decoderPicturesLength();
        gradients = new FloatMemory((long) layout.count() - gradientsFrom);
        foldedGradient = new FloatMemory((d + 1L) * 196 * c);
        encoderConv1Gradient = gradients.at(layout.encoderConv1() - gradientsFrom);
        encoderConv2Gradient = gradients.at(layout.encoderConv2() - gradientsFrom);
        encoderLinearGradient = gradients.at(layout.encoderLinear() - gradientsFrom);
        decoderConv1Gradient = gradients.at(layout.decoderConv1() - gradientsFrom);
        bias1Gradient = new float[patches14.pictureLength()];
        bias2Gradient = new float[98 * c];
        linearBiasGradient = new float[d];
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
        takeBiases();
        Arrays.fill(bias1Gradient, 0);
        Arrays.fill(bias2Gradient, 0);
        Arrays.fill(linearBiasGradient, 0);
        outputBiasGradient = 0;
        double sum = 0;
        float keep = 0;
        for (int at = from; at < to; at += chunk) {
            int n = Math.min(chunk, to - at);
            for (int i = 0; i < n; i++) {
                load(pixels, order[at + i], picture[i]);
            }
            encode(n);
            decode(n);
            sum += compare(n, 2f / (784f * batch), null, 0);
            backward(n, keep);
            keep = 1;
        }
        if (from == to) {
            // more threads than images
            gradients.put(0, new float[(int) gradients.length()], 0, (int) gradients.length());
            foldedGradient.put(0, new float[(int) foldedGradient.length()], 0, (int) foldedGradient.length());
        }
        putBiasGradients();
        return sum;
    }

    /**
     * Encodes and decodes some images.
     *
     * @param errors per image its mean squared difference; may be null
     * @param codes  (all images, d); may be null
     */
    void evaluate(byte[] pixels, int from, int to, double[] errors, float[] codes) {
        takeBiases();
        for (int at = from; at < to; at += chunk) {
            int n = Math.min(chunk, to - at);
            for (int i = 0; i < n; i++) {
                load(pixels, at + i, picture[i]);
            }
            encode(n);
            if (codes != null) {
                for (int i = 0; i < n; i++) {
                    System.arraycopy(this.codes, i * (d + 1), codes, (at + i) * d, d);
                }
            }
            if (errors != null) {
                decode(n);
                compare(n, 0, errors, at);
            }
        }
    }

    private void takeBiases() {
        float[] bias = parameters.slice(layout.encoderConv1Bias(), c);
        for (int row = 1; row <= 14; row++) {
            for (int column = 1; column <= 14; column++) {
                System.arraycopy(bias, 0, bias1, patches14.place(row, column), c);
            }
        }
        Elementwise.tile(parameters.slice(layout.encoderConv2Bias(), 2 * c), bias2);
        System.arraycopy(parameters.values, layout.encoderLinearBias(), linearBias, 0, d);
        outputBias = parameters.values[layout.decoderConv1Bias()];
    }

    private void load(byte[] pixels, int image, float[] into) {
        int from = image * 784;
        for (int row = 0; row < 28; row++) {
            int to = patches28.place(row + 1, 1);
            for (int column = 0; column < 28; column++) {
                into[to + column] = brightness[pixels[from++] & 0xff];
            }
        }
    }

    private void encode(int n) {
        for (int i = 0; i < n; i++) {
            patches28.gather(picture[i], patches, i * patches28.patchesLength());
        }
        columns28.put(0, patches, 0, n * patches28.patchesLength());
        product(196 * n, c, 16, columns28.start(), parameters.encoderConv1, rows1.start());
        for (int i = 0; i < n; i++) {
            for (int row = 0; row < 14; row++) {
                rows1.get((i * 14L + row) * 14 * c, hidden1[i], patches14.place(row + 1, 1), 14 * c);
            }
            Elementwise.addAndRectify(hidden1[i], bias1);
            patches14.gather(hidden1[i], patches, i * patches14.patchesLength());
        }
        columns14.put(0, patches, 0, n * patches14.patchesLength());
        product(49 * n, 2 * c, 16 * c, columns14.start(), parameters.encoderConv2, rows2.start());
        for (int i = 0; i < n; i++) {
            rows2.get(i * 98L * c, hidden2[i], 0, 98 * c);
            Elementwise.addAndRectify(hidden2[i], bias2);
            rows2.put(i * 98L * c, hidden2[i], 0, 98 * c);
        }
        productTransposed(n, d, 98 * c, rows2.start(), parameters.encoderLinear, code.start(), d + 1);
        code.get(0, codes, 0, n * (d + 1));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                codes[i * (d + 1) + j] += linearBias[j];
            }
            codes[i * (d + 1) + d] = 1;
        }
        code.put(0, codes, 0, n * (d + 1));
    }

    private void decode(int n) {
        product(n, 196 * c, d + 1, code.start(), parameters.folded.start(), rows3.start());
        for (int i = 0; i < n; i++) {
            rows3.get(i * 196L * c, hidden3[i], 0, 196 * c);
            Elementwise.rectify(hidden3[i]);
            rows3.put(i * 196L * c, hidden3[i], 0, 196 * c);
        }
        product(196 * n, 16, c, rows3.start(), parameters.decoderConv1, output28.start());
        output28.get(0, patches, 0, n * patches28.patchesLength());
    }

    /** Sigmoid, loss and the gradient of both, which is 2(y−x)·y(1−y) times {@code scale}. */
    private double compare(int n, float scale, double[] errors, int at) {
        double total = 0;
        for (int i = 0; i < n; i++) {
            patches28.scatter(patches, i * patches28.patchesLength(), spread);
            double sum = 0;
            double deltas = 0;
            for (int row = 1; row <= 28; row++) {
                int place = patches28.place(row, 1);
                for (int k = place; k < place + 28; k++) {
                    float y = (float) (1 / (1 + Math.exp(-(spread[k] + outputBias))));
                    float difference = y - picture[i][k];
                    float slope = scale * difference * y * (1 - y);
                    delta[i][k] = slope;
                    deltas += slope;
                    sum += difference * difference;
                }
            }
            outputBiasGradient += deltas;
            total += sum;
            if (errors != null) {
                errors[at + i] = sum / 784;
            }
        }
        return total;
    }

    private void backward(int n, float keep) {
        // last transposed convolution
        for (int i = 0; i < n; i++) {
            patches28.gather(delta[i], patches, i * patches28.patchesLength());
        }
        output28.put(0, patches, 0, n * patches28.patchesLength());
        transposedProduct(c, 16, 196 * n, rows3.start(), output28.start(), keep, decoderConv1Gradient);
        productTransposed(196 * n, c, 16, output28.start(), parameters.decoderConv1, rows3Gradient.start(), c);
        for (int i = 0; i < n; i++) {
            rows3Gradient.get(i * 196L * c, gradient3, 0, 196 * c);
            Elementwise.maskByRectified(gradient3, hidden3[i]);
            rows3Gradient.put(i * 196L * c, gradient3, 0, 196 * c);
        }
        // folded map
        transposedProduct(d + 1, 196 * c, n, code.start(), rows3Gradient.start(), keep, foldedGradient.start());
        productTransposed(n, d, 196 * c, rows3Gradient.start(), parameters.folded.start(), codeGradient.start(), d);
        // encoder's Linear
        codeGradient.get(0, codeGradients, 0, n * d);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                linearBiasGradient[j] += codeGradients[i * d + j];
            }
        }
        transposedProduct(d, 98 * c, n, codeGradient.start(), rows2.start(), keep, encoderLinearGradient);
        product(n, 98 * c, d, codeGradient.start(), parameters.encoderLinear, rows2Gradient.start());
        for (int i = 0; i < n; i++) {
            rows2Gradient.get(i * 98L * c, gradient2, 0, 98 * c);
            Elementwise.maskByRectified(gradient2, hidden2[i]);
            Elementwise.add(bias2Gradient, gradient2);
            rows2Gradient.put(i * 98L * c, gradient2, 0, 98 * c);
        }
        // second convolution
        transposedProduct(16 * c, 2 * c, 49 * n, columns14.start(), rows2Gradient.start(), keep, encoderConv2Gradient);
        productTransposed(
                49 * n, 16 * c, 2 * c, rows2Gradient.start(), parameters.encoderConv2, columns14.start(), 16 * c);
        columns14.get(0, patches, 0, n * patches14.patchesLength());
        for (int i = 0; i < n; i++) {
            patches14.scatter(patches, i * patches14.patchesLength(), gradient1);
            // the margin of hidden1 is 0, so the margin's gradient goes too
            Elementwise.maskByRectified(gradient1, hidden1[i]);
            Elementwise.add(bias1Gradient, gradient1);
            for (int row = 0; row < 14; row++) {
                rows1.put((i * 14L + row) * 14 * c, gradient1, patches14.place(row + 1, 1), 14 * c);
            }
        }
        // first convolution; nobody needs the gradient of the pictures
        transposedProduct(16, c, 196 * n, columns28.start(), rows1.start(), keep, encoderConv1Gradient);
    }

    private void putBiasGradients() {
        float[] sum = new float[2 * c];
        Elementwise.sumPixels(bias2Gradient, sum);
        gradients.put(layout.encoderConv2Bias() - gradientsFrom, sum, 0, 2 * c);
        sum = new float[c];
        Elementwise.sumPixels(bias1Gradient, sum);
        gradients.put(layout.encoderConv1Bias() - gradientsFrom, sum, 0, c);
        gradients.put(layout.encoderLinearBias() - gradientsFrom, linearBiasGradient, 0, d);
        gradients.put(layout.decoderConv1Bias() - gradientsFrom, new float[] {(float) outputBiasGradient}, 0, 1);
    }
}
