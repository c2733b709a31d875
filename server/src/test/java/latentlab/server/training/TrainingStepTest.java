package latentlab.server.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.stream.IntStream;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsReader;
import latentlab.weights.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loss, gradients and AdamW against PyTorch's; {@code src/test/pytorch/training_step.py} made the fixture. */
class TrainingStepTest {
    private static final int IMAGES = 5;

    private final ParameterLayout layout = new ParameterLayout(3, 2);
    private final Safetensors pytorch = fixture();
    private final byte[] pixels = pixels();
    private final int[] order = IntStream.range(0, IMAGES).toArray();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void gradientsArePyTorchs(int threads) {
        float[] values = layout.flatten(pytorch, "before.");
        try (Autoencoder network = new Autoencoder(layout, values, new AdamW(values.length, 0.01), 128, threads)) {
            Map<String, Tensor> gradients = network.gradients(pixels, order);
            assertThat(gradients).hasSize(12);
            gradients.forEach((name, gradient) -> assertClose(
                    name,
                    gradient.data(),
                    pytorch.tensors().get("gradient." + name).data(),
                    1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void twoStepsArePyTorchs(int threads) {
        float[] values = layout.flatten(pytorch, "before.");
        try (Autoencoder network = new Autoencoder(layout, values, new AdamW(values.length, 0.01), 128, threads)) {
            double loss = network.step(pixels, order, 0, IMAGES, 1, 0.003, 0.9);
            assertThat(loss).isCloseTo(pytorch.tensors().get("loss").data()[0], within(1e-6));
            assertParameters(network, "step1.");
            network.step(pixels, order, 0, IMAGES, 2, 0.003, 0.9);
            assertParameters(network, "step2.");
        }
    }

    @Test
    void aBatchIsItsPlacesInTheOrder() {
        float[] values = layout.flatten(pytorch, "before.");
        int[] longer = {4, 4, 3, 0, 1, 2, 4, 1};
        try (Autoencoder network = new Autoencoder(layout, values, new AdamW(values.length, 0.01), 128, 2)) {
            network.step(pixels, longer, 2, 7, 1, 0.003, 0.9);
            assertParameters(network, "step1.");
        }
    }

    private void assertParameters(Autoencoder network, String prefix) {
        layout.tensors(network.values(), "").forEach((name, tensor) -> {
            float[] expected = pytorch.tensors().get(prefix + name).data();
            float[] actual = tensor.data();
            for (int i = 0; i < expected.length; i++) {
                // the first steps are about ±lr whatever the gradient's size; where a gradient is near 0, its rounding
                // error moves that, so compare with a step's length
                assertThat(actual[i]).as(prefix + name + "[" + i + "]").isCloseTo(expected[i], within(3e-5f));
            }
        });
    }

    /** Relative to the tensor's largest value. */
    private static void assertClose(String name, float[] actual, float[] expected, double tolerance) {
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).as(name).isPositive();
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).as(name + "[" + i + "]").isCloseTo(expected[i], within(tolerance * largest));
        }
    }

    private static byte[] pixels() {
        byte[] pixels = new byte[IMAGES * 784];
        for (int image = 0; image < IMAGES; image++) {
            for (int place = 0; place < 784; place++) {
                pixels[image * 784 + place] = (byte) ((image * 131 + place * place * 7 + place * 29) % 256);
            }
        }
        return pixels;
    }

    private static Safetensors fixture() {
        try (InputStream file = TrainingStepTest.class.getResourceAsStream("/training/pytorch-steps.safetensors")) {
            return SafetensorsReader.read(file.readAllBytes());
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
