package latentlab.server.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import latentlab.theory.GradientCheck;
import latentlab.weights.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every single gradient against the central difference of a layered network in double precision (float32 would leave
 * the difference of two losses no digit). As the one is folded and the other is not, this tests the fold too.
 */
class GradientTest {
    private static final double STEP = 1e-6;

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "1, 1, 3, 2", "2, 3, 3, 2", "3, 1, 2, 1", "2, 9, 4, 3", "1, 33, 1, 1"})
    void gradientsAreCentralDifferences(int channels, int latentDim, int images, int threads) {
        ParameterLayout layout = new ParameterLayout(channels, latentDim);
        float[] values = layout.initialize(1);
        byte[] pixels = images(images);
        LayeredNetwork layered = new LayeredNetwork(layout.tensors(values, ""));
        try (Autoencoder network = network(layout, values, threads)) {
            Map<String, Tensor> gradients =
                    network.gradients(pixels, IntStream.range(0, images).toArray());
            gradients.forEach((name, gradient) -> {
                double[] differences = differences(layered, name, pixels);
                double largest = Arrays.stream(differences).map(Math::abs).max().orElseThrow();
                assertThat(largest).as(name).isGreaterThan(1e-7);
                for (int i = 0; i < differences.length; i++) {
                    assertThat((double) gradient.data()[i])
                            .as(name + "[" + i + "]")
                            .isCloseTo(differences[i], within(1e-4 * largest));
                }
            });
        }
    }

    private static double[] differences(LayeredNetwork network, String name, byte[] pixels) {
        double[] parameter = network.parameter(name);
        double[] differences = new double[parameter.length];
        for (int i = 0; i < parameter.length; i++) {
            differences[i] = GradientCheck.centralDifference(() -> network.loss(pixels), parameter, i, STEP);
        }
        return differences;
    }

    @Test
    void evaluationIsTheLayeredNetworks() {
        ParameterLayout layout = new ParameterLayout(4, 6);
        float[] values = layout.initialize(2);
        byte[] pixels = images(150); // more than a chunk, and no multiple of one
        LayeredNetwork layered = new LayeredNetwork(layout.tensors(values, ""));
        double[] errors = new double[150];
        float[] codes = new float[150 * 6];
        try (Autoencoder network = network(layout, values, 2)) {
            network.evaluate(pixels, errors, codes);
        }
        for (int i = 0; i < 150; i += 7) {
            byte[] image = Arrays.copyOfRange(pixels, 784 * i, 784 * (i + 1));
            assertThat(errors[i]).isCloseTo(layered.loss(image), within(1e-6));
            double[] x = IntStream.range(0, 784)
                    .mapToDouble(k -> (image[k] & 0xff) / 255.0)
                    .toArray();
            double[] code = layered.encode(x);
            for (int j = 0; j < 6; j++) {
                assertThat((double) codes[6 * i + j]).isCloseTo(code[j], within(1e-5));
            }
        }
    }

    /** The chunks of a large batch add up, and so do the threads' shares. */
    @Test
    void gradientsOfManyImagesAreTheMeanOfTheirGradients() {
        ParameterLayout layout = new ParameterLayout(3, 4);
        float[] values = layout.initialize(3);
        int count = 150;
        byte[] pixels = images(count);
        try (Autoencoder one = network(layout, values, 1);
                Autoencoder many = network(layout, values.clone(), 3)) {
            Map<String, Tensor> whole =
                    many.gradients(pixels, IntStream.range(0, count).toArray());
            Map<String, Tensor> first =
                    one.gradients(pixels, IntStream.range(0, 50).toArray());
            Map<String, Tensor> second =
                    one.gradients(pixels, IntStream.range(50, count).toArray());
            whole.forEach((name, gradient) -> {
                for (int i = 0; i < gradient.data().length; i++) {
                    float mean =
                            (first.get(name).data()[i] + 2 * second.get(name).data()[i]) / 3;
                    assertThat(gradient.data()[i]).as(name).isCloseTo(mean, within(1e-6f));
                }
            });
        }
    }

    private static Autoencoder network(ParameterLayout layout, float[] values, int threads) {
        return new Autoencoder(layout, values, new AdamW(values.length, 0.01), 128, threads);
    }

    private static byte[] images(int count) {
        byte[] pixels = new byte[count * 784];
        new SplittableRandom(7).nextBytes(pixels);
        return pixels;
    }
}
