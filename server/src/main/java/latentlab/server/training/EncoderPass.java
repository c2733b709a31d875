package latentlab.server.training;

import static latentlab.server.training.MatrixProduct.product;
import static latentlab.server.training.MatrixProduct.productTransposed;
import static latentlab.server.training.MatrixProduct.transposedProduct;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/** The encoder's part of a {@link Shard}: from pictures to codes, and from the codes' gradient to its parameters'. */
final class EncoderPass {
    private final Parameters parameters;
    private final ParameterLayout layout;
    private final int c;
    private final int d;
    private final int chunk;

    private final WinogradConvolution convolution;

    // on the heap
    private final float[][] hidden1; // (8, 8), each (chunk, 2, 2, c), after the first ReLU, margin 0
    private final float[][] hidden2; // (7, 7), each (chunk, 2c), after the second ReLU
    private final float[][] gradient1; // (8, 8), each (chunk, 2, 2, c)
    private final float[][] gradient2; // (7, 7), each (chunk, 2c)
    private final float[] features; // (chunk, 7, 7, 2c)
    private final float[] codes; // (n, d+1), the last column is 1
    private final float[] codeGradients; // (n, d)
    private final float[] columns; // as columns28

    // biases as pictures: bias1 is (3, 3), top, inner or bottom and left, inner or right; each (chunk, 2, 2, c), margin
    // 0
    private final float[][] bias1;
    private final float[] bias2; // (chunk, 2c)
    private final float[] linearBias; // (d)

    // in native memory
    private final FloatMemory columns28; // (8, 8, chunk, 2, 2, 16), patches of the pictures, margin 0
    private final FloatMemory rows1; // (8, 8, chunk, 2, 2, c)
    private final FloatMemory rows2; // (49n, 2c) = (n, 98c)
    private final FloatMemory rows2Gradient;
    private final FloatMemory code; // (n, d+1)

    private final FloatMemory gradients;
    private final int gradientsFrom;
    private final FloatPointer encoderConv1Gradient;
    private final FloatPointer encoderLinearGradient;
    private final float[] bias1Gradient; // (chunk, 2, 2, c)
    private final float[] bias2Gradient; // (chunk, 2c)
    private final float[] linearBiasGradient;

    /**
     * @param chunk     images at a time
     * @param code      (chunk, d+1), gets the codes, each followed by a 1
     * @param gradients get the sums of the encoder's, in the flat order from the end of the decoder's pictures on
     */
    EncoderPass(Parameters parameters, int chunk, FloatMemory code, FloatMemory gradients) {
        this.parameters = parameters;
        this.chunk = chunk;
        this.code = code;
        this.gradients = gradients;
        layout = parameters.layout;
        c = layout.channels();
        d = layout.latentDim();
        convolution = new WinogradConvolution(c, chunk, parameters.encoderConv2.transformed);
        hidden1 = convolution.newPictures();
        hidden2 = convolution.newFeatures();
        gradient1 = convolution.newPictures();
        gradient2 = convolution.newFeatures();
        features = new float[chunk * 98 * c];
        codes = new float[chunk * (d + 1)];
        codeGradients = new float[chunk * d];
        columns = new float[chunk * 256 * 16];
        bias1 = new float[9][chunk * 4 * c];
        bias2 = new float[chunk * 2 * c];
        linearBias = new float[d];

        columns28 = new FloatMemory(columns.length);
        rows1 = new FloatMemory((long) chunk * 256 * c);
        rows2 = new FloatMemory((long) chunk * 98 * c);
        rows2Gradient = new FloatMemory((long) chunk * 98 * c);

        gradientsFrom = layout.decoderPicturesLength();
        encoderConv1Gradient = gradients.at(layout.encoderConv1() - gradientsFrom);
        encoderLinearGradient = gradients.at(layout.encoderLinear() - gradientsFrom);
        bias1Gradient = new float[chunk * 4 * c];
        bias2Gradient = new float[chunk * 2 * c];
        linearBiasGradient = new float[d];
    }

    /** Takes the biases as they are now, and begins the sums of their gradients. */
    void begin() {
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
        Arrays.fill(bias1Gradient, 0);
        Arrays.fill(bias2Gradient, 0);
        Arrays.fill(linearBiasGradient, 0);
    }

    /** @param pictures n of (30, 30), margin 0 */
    void encode(float[][] pictures, int n) {
        for (int i = 0; i < n; i++) {
            gatherColumns(pictures[i], i);
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

    /** Copies the code of one of the images. */
    void copyCode(int image, float[] to, int at) {
        System.arraycopy(codes, image * (d + 1), to, at, d);
    }

    /**
     * From the codes' gradient, (n, d); nobody needs the gradient of the pictures.
     *
     * @param keep 1 to add to the sums that are there, 0 to overwrite them
     */
    void differentiate(int n, FloatMemory codeGradient, float keep) {
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
        // first convolution
        transposedProduct(16, c, 256 * chunk, columns28.start(), rows1.start(), keep, encoderConv1Gradient);
    }

    /** Puts the sums in their places that are not there yet. */
    void putGradients() {
        parameters.encoderConv2.differentiate(convolution.gradient, gradients, layout.encoderConv2() - gradientsFrom);
        float[] sum = new float[2 * c];
        Elementwise.sumPixels(bias2Gradient, sum);
        gradients.put(layout.encoderConv2Bias() - gradientsFrom, sum, 0, 2 * c);
        sum = new float[c];
        Elementwise.sumPixels(bias1Gradient, sum);
        gradients.put(layout.encoderConv1Bias() - gradientsFrom, sum, 0, c);
        gradients.put(layout.encoderLinearBias() - gradientsFrom, linearBiasGradient, 0, d);
    }

    /** One picture's patches in the order of blocks, margins stay 0. */
    private void gatherColumns(float[] picture, int image) {
        for (int y = 0; y < 14; y++) {
            for (int x = 0; x < 14; x++) {
                int at = column(image, y, x);
                for (int k = 0; k < 4; k++) {
                    System.arraycopy(picture, Patches.place(2 * y + k, 2 * x), columns, at + 4 * k, 4);
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
}
