package latentlab.server.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import latentlab.weights.Safetensors;
import latentlab.weights.Tensor;
import org.junit.jupiter.api.Test;

/** Against the layered network, which knows no convolution of ND4J's. */
class TrainableEncoderTest {
    private static final int D = 3;
    private static final double STEP = 1e-6;

    private final ParameterLayout layout = new ParameterLayout(2, D);
    private final Map<String, Tensor> tensors = layout.tensors(layout.initialize(4), "");
    private final TrainableEncoder encoder = new TrainableEncoder(new Safetensors(Map.of(), tensors));
    private final LayeredNetwork layered = new LayeredNetwork(tensors);

    private static byte[] images(int count) {
        byte[] pixels = new byte[count * 784];
        new Random(3).nextBytes(pixels);
        return pixels;
    }

    private static double[] image(byte[] pixels, int index) {
        double[] x = new double[784];
        for (int k = 0; k < 784; k++) {
            x[k] = (pixels[index * 784 + k] & 0xff) / 255.0;
        }
        return x;
    }

    @Test
    void codesAreTheLayeredNetworks() {
        byte[] pixels = images(230); // more than two chunks
        float[] codes = encoder.encode(pixels);
        for (int i = 0; i < 230; i += 11) {
            double[] expected = layered.encode(image(pixels, i));
            for (int j = 0; j < D; j++) {
                assertThat((double) codes[i * D + j]).isCloseTo(expected[j], within(1e-5));
            }
        }
    }

    @Test
    void gradientsAreCentralDifferences() {
        byte[] pixels = images(3);
        float[] codeGradient = {0.5f, -1, 0.25f, 1, 0, -0.5f, 0.125f, 2, -1};
        float[] gradient = new float[encoder.count()];
        encoder.backward(pixels, codeGradient, gradient);
        float[] weights = new float[encoder.count()];
        encoder.get(weights);
        // as tensors, which the differences are compared with by name
        encoder.set(gradient);
        Map<String, Tensor> gradients = encoder.tensors();
        gradients.forEach((name, tensor) -> {
            double[] parameter = layered.parameter(name);
            double largest = 0;
            for (float value : tensor.data()) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertThat(largest).as(name).isPositive();
            for (int i = 0; i < parameter.length; i += 1 + parameter.length / 40) {
                double value = parameter[i];
                parameter[i] = value + STEP;
                double above = weighted(pixels, codeGradient);
                parameter[i] = value - STEP;
                double below = weighted(pixels, codeGradient);
                parameter[i] = value;
                assertThat((double) tensor.data()[i])
                        .as(name + "[" + i + "]")
                        .isCloseTo((above - below) / (2 * STEP), within(1e-4 * largest));
            }
        });
    }

    /** A function of the codes with that gradient. */
    private double weighted(byte[] pixels, float[] codeGradient) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double[] code = layered.encode(image(pixels, i));
            for (int j = 0; j < D; j++) {
                sum += codeGradient[i * D + j] * code[j];
            }
        }
        return sum;
    }

    @Test
    void tensorsComeBackAsTheyWere() {
        encoder.tensors().forEach((name, tensor) -> {
            assertThat(tensor.shape()).as(name).isEqualTo(tensors.get(name).shape());
            assertThat(tensor.data()).as(name).isEqualTo(tensors.get(name).data());
        });
        float[] values = new float[encoder.count()];
        encoder.get(values);
        float[] copy = values.clone();
        Arrays.fill(values, 0.5f);
        encoder.set(values);
        assertThat(encoder.tensors().get("encoder.conv2.weight").data()).containsOnly(0.5f);
        encoder.set(copy);
        assertThat(encoder.tensors().get("encoder.conv2.weight").data())
                .isEqualTo(tensors.get("encoder.conv2.weight").data());
    }
}
