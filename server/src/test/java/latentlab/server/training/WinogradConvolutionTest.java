package latentlab.server.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the definition of the convolution in double precision, at every place. */
class WinogradConvolutionTest {
    private static final int C = 3;
    private static final int N = 2;

    private final SplittableRandom random = new SplittableRandom(5);
    private final float[] kernel = random(32 * C * C); // (4, 4, c, 2c)
    private final WinogradWeights weights;
    private final WinogradConvolution convolution;
    private final float[][] pictures;
    private final float[][] features;

    WinogradConvolutionTest() {
        MatrixProduct.prepare();
        weights = new WinogradWeights(C);
        convolution = new WinogradConvolution(C, N, weights.transformed);
        pictures = convolution.newPictures();
        features = convolution.newFeatures();
    }

    @BeforeEach
    void fill() {
        // in two parts, as two threads do it
        weights.transform(kernel, 0, 0, 17);
        weights.transform(kernel, 0, 17, weights.length());
        for (float[] block : pictures) {
            System.arraycopy(random(block.length), 0, block, 0, block.length);
        }
        for (float[] place : features) {
            System.arraycopy(random(place.length), 0, place, 0, place.length);
        }
    }

    @Test
    void convolves() {
        double[][] expected = new double[49][N * 2 * C];
        visit((picture, block, kernelAt, place, feature) ->
                expected[place][feature] += (double) pictures[block][picture] * kernel[kernelAt]);
        float[][] result = convolution.newFeatures();
        convolution.takePictures(pictures);
        convolution.convolve(result);
        assertClose(result, expected);
    }

    @Test
    void transposes() {
        double[][] expected = new double[64][N * 4 * C];
        visit((picture, block, kernelAt, place, feature) ->
                expected[block][picture] += (double) features[place][feature] * kernel[kernelAt]);
        float[][] result = convolution.newPictures();
        convolution.takeFeatures(features);
        convolution.transpose(result);
        assertClose(result, expected);
    }

    @Test
    void differentiates() {
        double[][] expected = new double[1][kernel.length];
        visit((picture, block, kernelAt, place, feature) ->
                expected[0][kernelAt] += 2.0 * pictures[block][picture] * features[place][feature]);
        convolution.takePictures(pictures);
        convolution.takeFeatures(features);
        convolution.differentiate(0);
        convolution.differentiate(1);
        FloatMemory gradient = new FloatMemory(kernel.length);
        weights.differentiate(convolution.gradient, gradient, 0);
        float[][] result = new float[1][kernel.length];
        gradient.get(0, result[0], 0, kernel.length);
        assertClose(result, expected);
    }

    private interface Term {
        void add(int picture, int block, int kernelAt, int place, int feature);
    }

    /** Every product that the definition sums: pixel (2y+k, 2x+l), weight (k, l), output (y, x). */
    private static void visit(Term term) {
        for (int at = 0; at < N * 49 * 16 * C * 2 * C; at++) {
            int out = at % (2 * C);
            int in = at / (2 * C) % C;
            int l = at / (2 * C * C) % 4;
            int k = at / (8 * C * C) % 4;
            int place = at / (32 * C * C) % 49;
            int image = at / (32 * C * C) / 49;
            int row = place / 7 * 2 + k;
            int column = place % 7 * 2 + l;
            int block = row / 2 * 8 + column / 2;
            int picture = ((image * 2 + row % 2) * 2 + column % 2) * C + in;
            term.add(picture, block, ((k * 4 + l) * C + in) * 2 * C + out, place, image * 2 * C + out);
        }
    }

    private static void assertClose(float[][] actual, double[][] expected) {
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected[i].length; j++) {
                assertThat((double) actual[i][j]).as(i + ", " + j).isCloseTo(expected[i][j], within(2e-5));
            }
        }
    }

    private float[] random(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }
}
