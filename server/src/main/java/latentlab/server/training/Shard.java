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
    private final WinogradConvolution convolution;
    private final float[] brightness = new float[256];

    // per image, on the heap
    private final float[][] picture; // (30, 30), margin 0
    private final float[][] delta; // (30, 30), the loss's gradient before the sigmoid, margin 0
    private final float[][] hidden1; // (8, 8), each (chunk, 2, 2, c), after the first ReLU, margin 0
    private final float[][] hidden2; // (7, 7), each (chunk, 2c), after the second ReLU
    private final float[][] hidden3; // (14, 14, c), after the decoder's ReLU
    private final float[] spread; // (30, 30), before the sigmoid
    private final float[][] gradient1; // (8, 8), each (chunk, 2, 2, c)
    private final float[][] gradient2; // (7, 7), each (chunk, 2c)
    private final float[] features; // (chunk, 7, 7, 2c)
    private final float[] gradient3; // (14, 14, c)
    private final float[] codes; // (n, d+1), the last column is 1
    private final float[] codeGradients; // (n, d)
    private final float[] patches; // (n, 196, 16)
    private final float[] columns; // as columns28

    // biases as pictures
    private final float[][]
            bias1; // (3, 3), top, inner or bottom and left, inner or right; each (chunk, 2, 2, c), margin 0
    private final float[] bias2; // (chunk, 2c)
    private final float[] linearBias; // (d)
    private float outputBias;

    // in native memory
    private final FloatMemory columns28; // (8, 8, chunk, 2, 2, 16), patches of the pictures, margin 0
    private final FloatMemory output28; // (196n, 16), what the last layer spreads, then its gradient
    private final FloatMemory rows1; // (8, 8, chunk, 2, 2, c)
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
    private final FloatPointer encoderLinearGradient;
    private final FloatPointer decoderConv1Gradient;
    private final float[] bias1Gradient; // (chunk, 2, 2, c)
    private final float[] bias2Gradient; // (chunk, 2c)
    private final float[] linearBiasGradient;
    private double outputBiasGradient;

    Shard(Parameters parameters, int chunk) {
        this.parameters = parameters;
        this.chunk = chunk;
        layout = parameters.layout;
        c = layout.channels();
        d = layout.latentDim();
        convolution = new WinogradConvolution(c, chunk, parameters.encoderConv2.transformed);
        for (int i = 0; i < 256; i++) {
            brightness[i] = i / 255f;
        }
        picture = new float[chunk][patches28.pictureLength()];
        delta = new float[chunk][patches28.pictureLength()];
        hidden1 = convolution.newPictures();
        hidden2 = convolution.newFeatures();
        hidden3 = new float[chunk][196 * c];
        spread = new float[patches28.pictureLength()];
        gradient1 = convolution.newPictures();
        gradient2 = convolution.newFeatures();
        features = new float[chunk * 98 * c];
        gradient3 = new float[196 * c];
        codes = new float[chunk * (d + 1)];
        codeGradients = new float[chunk * d];
        patches = new float[chunk * patches28.patchesLength()];
        columns = new float[chunk * 256 * 16];
        bias1 = new float[9][chunk * 4 * c];
        bias2 = new float[chunk * 2 * c];
        linearBias = new float[d];

        columns28 = new FloatMemory(columns.length);
        output28 = new FloatMemory((long) chunk * patches28.patchesLength());
        rows1 = new FloatMemory((long) chunk * 256 * c);
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
        encoderLinearGradient = gradients.at(layout.encoderLinear() - gradientsFrom);
        decoderConv1Gradient = gradients.at(layout.decoderConv1() - gradientsFrom);
        bias1Gradient = new float[chunk * 4 * c];
        bias2Gradient = new float[chunk * 2 * c];
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
        } else {
            parameters.encoderConv2.differentiate(
                    convolution.gradient, gradients, layout.encoderConv2() - gradientsFrom);
        }
        putBiasGradients();
        return sum;
    }

    /**
     * Encodes and decodes some images.
     *
     * @param errors   per image its mean squared difference; may be null
     * @param codes    (all images, d); may be null
     * @param pictures (all images, 784), gets the reconstructions; may be null
     */
    void evaluate(byte[] pixels, int from, int to, double[] errors, float[] codes, float[] pictures) {
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
            if (errors != null || pictures != null) {
                decode(n);
                compare(n, 0, errors, at);
            }
            if (pictures != null) {
                show(n, pictures, at);
            }
        }
    }

    private void show(int n, float[] pictures, int at) {
        for (int i = 0; i < n; i++) {
            patches28.scatter(patches, i * patches28.patchesLength(), spread);
            for (int k = 0; k < 784; k++) {
                pictures[(at + i) * 784 + k] = pixel(patches28.place(k / 28 + 1, 1) + k % 28);
            }
        }
    }

    /** Of the picture whose last layer's sums are spread. */
    private float pixel(int place) {
        return (float) (1 / (1 + Math.exp(-(spread[place] + outputBias))));
    }

    private void takeBiases() {
        float[] bias = parameters.slice(layout.encoderConv1Bias(), c);
        for (int kind = 0; kind < 9; kind++) {
            Elementwise.tile(bias, bias1[kind]);
            for (int pixel = 0; pixel < chunk * 4; pixel++) {
                boolean outsideRow = kind / 3 == pixel / 2 % 2 * 2; // the upper row of the top, the lower of the bottom
                boolean outsideColumn = kind % 3 == pixel % 2 * 2;
                if (outsideRow || outsideColumn) {
                    Arrays.fill(bias1[kind], pixel * c, (pixel + 1) * c, 0);
                }
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
            gatherColumns(i);
        }
        for (int i = n; i < chunk; i++) {
            clearColumns(i);
        }
        columns28.put(0, columns, 0, columns.length);
        product(256 * chunk, c, 16, columns28.start(), parameters.encoderConv1, rows1.start());
        for (int block = 0; block < hidden1.length; block++) {
            rows1.get(block * 4L * c * chunk, hidden1[block], 0, 4 * c * chunk);
            Elementwise.addAndRectify(hidden1[block], bias1[margins(block)]);
        }
        convolution.takePictures(hidden1);
        convolution.convolve(hidden2);
        for (int place = 0; place < hidden2.length; place++) {
            Elementwise.addAndRectify(hidden2[place], bias2);
            for (int i = 0; i < n; i++) {
                System.arraycopy(hidden2[place], i * 2 * c, features, (i * 49 + place) * 2 * c, 2 * c);
            }
        }
        rows2.put(0, features, 0, n * 98 * c);
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
                    float y = pixel(k);
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
        rows2Gradient.get(0, features, 0, n * 98 * c);
        if (n < chunk) {
            Arrays.fill(features, n * 98 * c, features.length, 0);
        }
        for (int place = 0; place < gradient2.length; place++) {
            for (int i = 0; i < chunk; i++) {
                System.arraycopy(features, (i * 49 + place) * 2 * c, gradient2[place], i * 2 * c, 2 * c);
            }
            Elementwise.maskByRectified(gradient2[place], hidden2[place]);
            Elementwise.add(bias2Gradient, gradient2[place]);
        }
        // second convolution
        convolution.takeFeatures(gradient2);
        convolution.differentiate(keep);
        convolution.transpose(gradient1);
        for (int block = 0; block < gradient1.length; block++) {
            // the margin of hidden1 is 0, so the margin's gradient goes too
            Elementwise.maskByRectified(gradient1[block], hidden1[block]);
            Elementwise.add(bias1Gradient, gradient1[block]);
            rows1.put(block * 4L * c * chunk, gradient1[block], 0, 4 * c * chunk);
        }
        // first convolution; nobody needs the gradient of the pictures
        transposedProduct(16, c, 256 * chunk, columns28.start(), rows1.start(), keep, encoderConv1Gradient);
    }

    /** One picture's patches in the order of blocks, margins stay 0. */
    private void gatherColumns(int image) {
        for (int y = 0; y < 14; y++) {
            for (int x = 0; x < 14; x++) {
                int at = column(image, y, x);
                for (int k = 0; k < 4; k++) {
                    System.arraycopy(picture[image], patches28.place(2 * y + k, 2 * x), columns, at + 4 * k, 4);
                }
            }
        }
    }

    /** Which of the 3×3 kinds of blocks one is: where it has a margin. */
    private static int margins(int block) {
        return margin(block / 8) * 3 + margin(block % 8);
    }

    /** 0 for the first of 8 blocks, 2 for the last, otherwise 1. */
    private static int margin(int block) {
        return block == 0 ? 0 : block == 7 ? 2 : 1;
    }

    private void clearColumns(int image) {
        for (int block = 0; block < 64; block++) {
            int at = (block * chunk + image) * 4 * 16;
            Arrays.fill(columns, at, at + 4 * 16, 0);
        }
    }

    /** Where the patch of a pixel of (14, 14) starts: blocks are 2×2 of the pixels with their margin. */
    private int column(int image, int y, int x) {
        int block = (y + 1) / 2 * 8 + (x + 1) / 2;
        return (((block * chunk + image) * 2 + (y + 1) % 2) * 2 + (x + 1) % 2) * 16;
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
