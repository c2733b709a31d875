package latentlab.server.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.IntStream;
import latentlab.weights.Safetensors;
import latentlab.weights.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterLayoutTest {
    /** The study's own counts, and small networks counted by hand. */
    @ParameterizedTest
    @CsvSource({
        "128, 3, 1140996",
        "128, 5, 1191174",
        "128, 8, 1266441",
        "128, 10, 1316619",
        "128, 15, 1442064",
        "128, 20, 1567509",
        "128, 30, 1818399",
        "32, 15, 163920",
        "1, 1, 396"
    })
    void countsTheStudysParameters(int channels, int latentDim, int count) {
        ParameterLayout layout = new ParameterLayout(channels, latentDim);
        assertThat(layout.count()).isEqualTo(count);
        assertThat(layout.tensors(new float[count], "").values().stream()
                        .mapToInt(tensor -> tensor.data().length)
                        .sum())
                .isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "3, 2", "5, 7"})
    void tensorsHoldEveryParameterOnce(int channels, int latentDim) {
        ParameterLayout layout = new ParameterLayout(channels, latentDim);
        float[] values = new float[layout.count()];
        IntStream.range(0, values.length).forEach(i -> values[i] = i);
        Map<String, Tensor> tensors = layout.tensors(values, "x.");
        assertThat(tensors.values().stream()
                        .flatMapToInt(tensor ->
                                IntStream.range(0, tensor.data().length).map(i -> (int) tensor.data()[i]))
                        .distinct()
                        .count())
                .isEqualTo(values.length);
        assertThat(layout.flatten(new Safetensors(Map.of(), tensors), "x.")).isEqualTo(values);
    }

    @Test
    void initialValuesAreUniformWithinPyTorchsBounds() {
        Map<String, Tensor> tensors = initialize(8, 15, 0);
        assertUniform(tensors, "encoder.conv1", 1 / Math.sqrt(16));
        assertUniform(tensors, "encoder.conv2", 1 / Math.sqrt(8 * 16));
        assertUniform(tensors, "encoder.fc", 1 / Math.sqrt(98 * 8));
        assertUniform(tensors, "decoder.fc", 1 / Math.sqrt(15));
        // PyTorch takes the outputs of a transposed convolution for its inputs
        assertUniform(tensors, "decoder.conv2", 1 / Math.sqrt(8 * 16));
        assertUniform(tensors, "decoder.conv1", 1 / Math.sqrt(16));
    }

    private static void assertUniform(Map<String, Tensor> tensors, String layer, double bound) {
        float[] weight = tensors.get(layer + ".weight").data();
        double mean = 0;
        double square = 0;
        for (float value : weight) {
            assertThat((double) value).as(layer).isBetween(-bound, bound);
            mean += value / weight.length;
            square += (double) value * value / weight.length;
        }
        // four standard deviations of the mean and of the mean square of uniform numbers
        double deviations = 4 / Math.sqrt(weight.length);
        assertThat(mean).as(layer).isCloseTo(0, within(deviations * bound / Math.sqrt(3)));
        assertThat(square).as(layer).isCloseTo(bound * bound / 3, within(deviations * bound * bound * 0.3));
        for (float value : tensors.get(layer + ".bias").data()) {
            assertThat((double) value).as(layer).isBetween(-bound, bound).isNotZero();
        }
    }

    @Test
    void seedsDecideTheValues() {
        ParameterLayout layout = new ParameterLayout(2, 3);
        assertThat(layout.initialize(5)).isEqualTo(layout.initialize(5));
        assertThat(layout.initialize(5)).isNotEqualTo(layout.initialize(6));
    }

    @Test
    void refusesEmptyLayers() {
        assertThatThrownBy(() -> new ParameterLayout(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ParameterLayout(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, Tensor> initialize(int channels, int latentDim, long seed) {
        ParameterLayout layout = new ParameterLayout(channels, latentDim);
        return layout.tensors(layout.initialize(seed), "");
    }
}
