package latentlab.server.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import latentlab.server.dataset.LabelledImages;
import latentlab.server.training.TransferTraining.Result;
import latentlab.server.training.TransferTraining.Variant;
import latentlab.weights.Safetensors;
import latentlab.weights.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransferTrainingTest {
    private static final int D = 3;
    private final ParameterLayout layout = new ParameterLayout(2, D);
    private final Safetensors autoencoder = new Safetensors(Map.of(), layout.tensors(layout.initialize(4), ""));

    /** The brighter a picture, the higher its digit. */
    private static LabelledImages images(int count, long seed) {
        Random random = new Random(seed);
        byte[] pixels = new byte[count * 784];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) random.nextInt(10);
            for (int k = 0; k < 784; k++) {
                pixels[i * 784 + k] = (byte) (labels[i] * 25 + random.nextInt(10));
            }
        }
        return new LabelledImages(pixels, labels);
    }

    /** The head worked out by hand, in double precision. */
    private static double[] probabilities(Map<String, Tensor> head, double[] input) {
        double[] x = input;
        for (int layer = 1; layer <= 3; layer++) {
            float[] weight = head.get("head.fc" + layer + ".weight").data();
            float[] bias = head.get("head.fc" + layer + ".bias").data();
            double[] y = new double[bias.length];
            for (int o = 0; o < y.length; o++) {
                y[o] = bias[o];
                for (int i = 0; i < x.length; i++) {
                    y[o] += weight[o * x.length + i] * x[i];
                }
                y[o] = layer < 3 ? Math.max(0, y[o]) : y[o];
            }
            x = y;
        }
        double sum = 0;
        for (int k = 0; k < 10; k++) {
            x[k] = Math.exp(x[k]);
            sum += x[k];
        }
        for (int k = 0; k < 10; k++) {
            x[k] /= sum;
        }
        return x;
    }

    private static double loss(Map<String, Tensor> head, float[] inputs, byte[] labels) {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            double[] input = new double[D];
            for (int j = 0; j < D; j++) {
                input[j] = inputs[i * D + j];
            }
            sum -= Math.log(probabilities(head, input)[labels[i]]);
        }
        return sum / labels.length;
    }

    @Test
    void theHeadsGradientsAreCentralDifferences() {
        ClassifierHead head = new ClassifierHead(D, 6, 5);
        float[] values = head.initialize(new SplittableRandom(1));
        head.set(values);
        float[] inputs = {1, -2, 0.5f, 0.3f, 2, -1, -0.7f, 0.1f, 1.5f, 2, 2, -2};
        byte[] labels = {3, 0, 9, 3};
        float[] gradient = new float[2 + values.length];
        float[] inputGradient = new float[inputs.length];
        head.differentiate(inputs, labels, gradient, 2, inputGradient);
        float step = 1e-3f; // of float32 values
        for (int i = 0; i < values.length; i++) {
            float value = values[i];
            values[i] = value + step;
            double above = loss(head.tensors(values), inputs, labels);
            values[i] = value - step;
            double below = loss(head.tensors(values), inputs, labels);
            values[i] = value;
            assertThat((double) gradient[2 + i])
                    .as("[" + i + "]")
                    .isCloseTo((above - below) / (2 * step), within(5e-4));
        }
        for (int i = 0; i < inputs.length; i++) {
            float value = inputs[i];
            inputs[i] = value + step;
            double above = loss(head.tensors(values), inputs, labels);
            inputs[i] = value - step;
            double below = loss(head.tensors(values), inputs, labels);
            inputs[i] = value;
            assertThat((double) inputGradient[i]).isCloseTo((above - below) / (2 * step), within(5e-4));
        }
    }

    @Test
    void theHeadIsItsTensors() {
        ClassifierHead head = new ClassifierHead(D, 64, 32);
        float[] values = head.initialize(new SplittableRandom(1));
        head.set(values);
        Map<String, Tensor> tensors = head.tensors(values);
        assertThat(tensors.get("head.fc1.weight").shape()).containsExactly(64, D);
        assertThat(tensors.get("head.fc3.weight").shape()).containsExactly(10, 32);
        assertThat(ClassifierHead.flatten(tensors)).isEqualTo(values);
        float[] actual = head.probabilities(new float[] {1, -2, 0.5f, 0, 0, 0});
        double[] expected = probabilities(tensors, new double[] {1, -2, 0.5});
        for (int k = 0; k < 10; k++) {
            assertThat((double) actual[k]).isCloseTo(expected[k], within(1e-6));
        }
    }

    /** The figures are what the tensors of the file give, by another implementation of both parts. */
    @ParameterizedTest
    @EnumSource
    void theResultIsThatOfItsTensors(Variant variant) {
        LabelledImages test = images(50, 2);
        Result result = new TransferTraining(variant, autoencoder, images(40, 1), test, 7).train(5);
        assertThat(result.accuracy()).hasSize(5);
        Map<String, Tensor> encoder = variant == Variant.FROZEN ? autoencoder.tensors() : result.tensors();
        float[] codes = new TrainableEncoder(new Safetensors(Map.of(), encoder)).encode(test.pixels());
        assertThat(result.crossEntropy().get(4)).isCloseTo(loss(result.tensors(), codes, test.labels()), within(1e-5));
        int right = 0;
        for (int i = 0; i < 50; i++) {
            right += result.digits()[i] == test.labels()[i] ? 1 : 0;
        }
        assertThat(result.accuracy().get(4)).isEqualTo(right / 50.0);
        assertThat(result.tensors().containsKey("encoder.fc.bias")).isEqualTo(variant != Variant.FROZEN);
    }

    /** The first step of AdamW by its formula: −lr·g/(|g| + ε) after the decay, for every weight of both parts. */
    @ParameterizedTest
    @EnumSource
    void aStepMovesWhatMayLearn(Variant variant) {
        LabelledImages labelled = images(40, 1);
        LabelledImages test = images(10, 2);
        Map<String, Tensor> before = new TransferTraining(variant, autoencoder, labelled, test, 7)
                .train(0)
                .tensors();
        Map<String, Tensor> after = new TransferTraining(variant, autoencoder, labelled, test, 7)
                .train(1)
                .tensors();
        int moved = 0;
        for (String name : after.keySet()) {
            float[] from = before.get(name).data();
            float[] to = after.get(name).data();
            for (int i = 0; i < from.length; i++) {
                double decayed = from[i] * (1 - 0.003 * 0.01);
                assertThat(Math.abs(to[i] - decayed)).as(name).isLessThan(0.003 + 1e-6);
                moved += Math.abs(to[i] - decayed) > 0.0029 ? 1 : 0;
            }
        }
        assertThat(moved).isGreaterThan(300);
        if (variant == Variant.FULL) {
            assertThat(before.get("encoder.fc.bias").data())
                    .isEqualTo(autoencoder.tensors().get("encoder.fc.bias").data());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "SCRATCH"})
    void learns(Variant variant) {
        Result result = new TransferTraining(variant, autoencoder, images(100, 1), images(100, 2), 0).train(60);
        assertThat(result.accuracy().get(59)).isGreaterThan(0.5);
        assertThat(result.crossEntropy().get(59))
                .isLessThan(result.crossEntropy().get(0));
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        Result first = new TransferTraining(Variant.FULL, autoencoder, images(40, 1), images(30, 2), 5).train(3);
        Result again = new TransferTraining(Variant.FULL, autoencoder, images(40, 1), images(30, 2), 5).train(3);
        assertThat(again.crossEntropy()).isEqualTo(first.crossEntropy());
        first.tensors()
                .forEach((name, tensor) ->
                        assertThat(again.tensors().get(name).data()).isEqualTo(tensor.data()));
    }
}
