package latentlab.server.training;

import static latentlab.server.training.MatrixProduct.product;
import static latentlab.server.training.MatrixProduct.productTransposed;
import static latentlab.server.training.MatrixProduct.transposedProduct;

import org.bytedeco.javacpp.FloatPointer;

/**
 * The decoder's part of a {@link Shard}: from codes to pictures and their loss, and from that to the gradient of the
 * codes and of its parameters, of which M is one (see {@link DecoderFold}).
 */
final class DecoderPass {
    private final Parameters parameters;
    private final int c;
    private final int d;

    // per image, on the heap
    private final float[][] delta; // (30, 30), the loss's gradient before the sigmoid, margin 0
    private final float[][] hidden3; // (14, 14, c), after the ReLU
    private final float[] spread; // (30, 30), before the sigmoid
    private final float[] gradient3; // (14, 14, c)
    private final float[] patches; // (n, 196, 16)
    private float outputBias;

    // in native memory
    private final FloatMemory output28; // (196n, 16), what the last layer spreads, then its gradient
    private final FloatMemory rows3; // (n, 196c) = (196n, c)
    private final FloatMemory rows3Gradient;
    private final FloatMemory code; // (n, d+1)

    /** (n, d), gradient of the codes. */
    final FloatMemory codeGradient;
    /** (d+1, 196c), gradient of M. */
    final FloatMemory foldedGradient;

    private final FloatMemory gradients;
    private final int gradientsFrom;
    private final FloatPointer decoderConv1Gradient;
    private double outputBiasGradient;

    /**
     * @param chunk     images at a time
     * @param code      (chunk, d+1), the codes, each followed by a 1
     * @param gradients get the sums of the last layer's, in the flat order from the end of the decoder's pictures on
     */
    DecoderPass(Parameters parameters, int chunk, FloatMemory code, FloatMemory gradients) {
        this.parameters = parameters;
        this.code = code;
        this.gradients = gradients;
        ParameterLayout layout = parameters.layout;
        c = layout.channels();
        d = layout.latentDim();
        delta = new float[chunk][Patches.PICTURE_LENGTH];
        hidden3 = new float[chunk][196 * c];
        spread = new float[Patches.PICTURE_LENGTH];
        gradient3 = new float[196 * c];
        patches = new float[chunk * Patches.LENGTH];

        output28 = new FloatMemory((long) chunk * Patches.LENGTH);
        rows3 = new FloatMemory((long) chunk * 196 * c);
        rows3Gradient = new FloatMemory((long) chunk * 196 * c);
        codeGradient = new FloatMemory((long) chunk * d);
        foldedGradient = new FloatMemory((d + 1L) * 196 * c);

        gradientsFrom = layout.decoderPicturesLength();
        decoderConv1Gradient = gradients.at(layout.decoderConv1() - gradientsFrom);
    }

    /** Takes the last layer's bias as it is now, and begins the sum of its gradient. */
    void begin() {
        outputBias = parameters.values[parameters.layout.decoderConv1Bias()];
        outputBiasGradient = 0;
    }

    void decode(int n) {
        product(n, 196 * c, d + 1, code.start(), parameters.folded.start(), rows3.start());
        for (int i = 0; i < n; i++) {
            rows3.get(i * 196L * c, hidden3[i], 0, 196 * c);
            Elementwise.rectify(hidden3[i]);
            rows3.put(i * 196L * c, hidden3[i], 0, 196 * c);
        }
        product(196 * n, 16, c, rows3.start(), parameters.decoderConv1, output28.start());
        output28.get(0, patches, 0, n * Patches.LENGTH);
    }

    /**
     * Sigmoid, loss and the gradient of both, which is 2(y−x)·y(1−y) times half of {@code scale}.
     *
     * @param pictures n of (30, 30), what the reconstructions are to be
     * @param errors   gets the mean squared difference of each from {@code at} on; may be null
     * @return sum of the squared differences
     */
    double compare(float[][] pictures, int n, float scale, double[] errors, int at) {
        double total = 0;
        for (int i = 0; i < n; i++) {
            Patches.scatter(patches, i * Patches.LENGTH, spread);
            double sum = 0;
            double deltas = 0;
            for (int row = 1; row <= 28; row++) {
                int place = Patches.place(row, 1);
                for (int k = place; k < place + 28; k++) {
                    float y = pixel(k);
                    float difference = y - pictures[i][k];
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

    /** Writes the reconstructions, each (784), from the place of the image {@code at} on. */
    void show(int n, float[] pictures, int at) {
        for (int i = 0; i < n; i++) {
            Patches.scatter(patches, i * Patches.LENGTH, spread);
            for (int k = 0; k < 784; k++) {
                pictures[(at + i) * 784 + k] = pixel(Patches.place(k / 28 + 1, 1) + k % 28);
            }
        }
    }

    /** Of the picture whose last layer's sums are spread. */
    private float pixel(int place) {
        return (float) (1 / (1 + Math.exp(-(spread[place] + outputBias))));
    }

    /**
     * From the loss's gradient that {@link #compare} has made.
     *
     * @param keep 1 to add to the sums that are there, 0 to overwrite them
     */
    void differentiate(int n, float keep) {
        // last transposed convolution
        for (int i = 0; i < n; i++) {
            Patches.gather(delta[i], patches, i * Patches.LENGTH);
        }
        output28.put(0, patches, 0, n * Patches.LENGTH);
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
    }

    /** Puts the sum in its place that is not there yet. */
    void putGradients() {
        int place = parameters.layout.decoderConv1Bias() - gradientsFrom;
        gradients.put(place, new float[] {(float) outputBiasGradient}, 0, 1);
    }
}
