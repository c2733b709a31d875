package latentlab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import latentlab.weights.MalformedWeightsException;
import latentlab.weights.Safetensors;
import latentlab.weights.Tensor;
import org.junit.jupiter.api.Test;

class ClassifierTest {
    private static final int[] SIZES = {5, 7, 6, 10};

    private static Map<String, Tensor> tensors() {
        Random random = new Random(3);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int layer = 1; layer <= 3; layer++) {
            int outputs = SIZES[layer];
            int inputs = SIZES[layer - 1];
            tensors.put("head.fc" + layer + ".weight", Tensor.of(values(random, outputs * inputs), outputs, inputs));
            tensors.put("head.fc" + layer + ".bias", Tensor.of(values(random, outputs), outputs));
        }
        return tensors;
    }

    private static float[] values(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Test
    void agreesWithTheDefinitionInDoublePrecision() {
        Map<String, Tensor> tensors = tensors();
        Classifier classifier = Classifier.of(new Safetensors(Map.of(), tensors));
        assertThat(classifier.inputs()).isEqualTo(5);
        float[] numbers = {0, 1, -0.5f, 2, 0.25f};
        double[] x = {0, 1, -0.5, 2, 0.25};
        for (int layer = 1; layer <= 3; layer++) {
            float[] weight = tensors.get("head.fc" + layer + ".weight").data();
            double[] y = new double[SIZES[layer]];
            for (int o = 0; o < y.length; o++) {
                y[o] = tensors.get("head.fc" + layer + ".bias").data()[o];
                for (int i = 0; i < x.length; i++) {
                    y[o] += weight[o * x.length + i] * x[i];
                }
                y[o] = layer < 3 ? Math.max(0, y[o]) : Math.exp(y[o]);
            }
            x = y;
        }
        double sum = 0;
        int best = 0;
        for (int digit = 0; digit < 10; digit++) {
            sum += x[digit];
            best = x[digit] > x[best] ? digit : best;
        }
        float[] probabilities = new float[10];
        assertThat(classifier.read(numbers, probabilities)).isEqualTo(best);
        for (int digit = 0; digit < 10; digit++) {
            assertThat((double) probabilities[digit]).isCloseTo(x[digit] / sum, within(1e-5));
        }
    }

    @Test
    void refusesLayersThatDoNotFollowEachOther() {
        Map<String, Tensor> tensors = tensors();
        tensors.put("head.fc2.weight", Tensor.of(new float[6 * 8], 6, 8));
        assertThatThrownBy(() -> Classifier.of(new Safetensors(Map.of(), tensors)))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining("head.fc2.weight");
    }
}
