package latentlab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import latentlab.theory.LastLayer;
import latentlab.weights.MalformedWeightsException;
import latentlab.weights.Safetensors;
import latentlab.weights.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @CsvSource({"1,1", "1,15", "2,3", "5,8", "8,1", "32,15", "33,17"})
    void agreesWithTheDefinitionInDoublePrecision(int c, int d) {
        Safetensors weights = Reference.weights(c, d, 100 * c + d);
        Encoder encoder = Encoder.of(weights);
        Decoder decoder = Decoder.of(weights);
        FoldedDecoder folded = FoldedDecoder.of(Fold.fold(weights));
        assertThat(new int[] {encoder.channels(), decoder.channels(), folded.channels()})
                .containsOnly(c);
        assertThat(new int[] {encoder.latentDim(), decoder.latentDim(), folded.latentDim()})
                .containsOnly(d);
        for (int seed = 0; seed < 3; seed++) {
            float[] pixels = picture(seed);
            float[] code = code(d, seed);
            assertClose(encoder.encode(pixels), Reference.encode(weights, pixels));
            assertClose(decoder.decode(code), Reference.decode(weights, code));
            assertClose(folded.decode(code), Reference.decode(weights, code));
        }
    }

    /** Each of 28×28 outputs of a transposed convolution would meet 4 of 16 taps of every input, were there no edge. */
    @ParameterizedTest
    @CsvSource({"32,15,1753024,194432", "128,15,26279680,777728"})
    void multiplicationsAreCounted(int c, int d, long layered, long folded) {
        Safetensors weights = Reference.weights(c, d, 1);
        assertThat(layered).isEqualTo(98L * c * d + 196L * c * 4 * 2 * c + 784L * 4 * c);
        assertThat(Decoder.of(weights).multiplications()).isEqualTo(layered);
        assertThat(FoldedDecoder.of(Fold.fold(weights)).multiplications()).isEqualTo(folded);
    }

    /** The layer that visitors check the gradient of is the network's own. */
    @Test
    void theLastLayerIsTheDecoders() {
        Safetensors folded = Fold.fold(Reference.weights(3, 4, 9));
        FoldedDecoder decoder = FoldedDecoder.of(folded);
        float[] code = code(4, 1);
        float[] hidden = new float[decoder.hiddenSize()];
        decoder.preActivate(code, hidden);
        LastLayer layer = new LastLayer(
                folded.tensors().get("decoder.conv1.weight").data(),
                folded.tensors().get("decoder.conv1.bias").data()[0],
                hidden,
                decoder.decode(code));
        assertThat(layer.loss()).isLessThan(1e-12);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "5,3", "32,15"})
    void mixingPreActivationsIsDecodingTheMixedCode(int c, int d) {
        Safetensors weights = Reference.weights(c, d, 7);
        FoldedDecoder folded = FoldedDecoder.of(Fold.fold(weights));
        float[] from = code(d, 1);
        float[] to = code(d, 2);
        float[] a = new float[folded.hiddenSize()];
        float[] b = new float[folded.hiddenSize()];
        folded.preActivate(from, a);
        folded.preActivate(to, b);
        float[] pixels = new float[784];
        for (float alpha : new float[] {0, 0.01f, 0.5f, 1, -0.5f, 1.5f}) {
            folded.mix(a, b, alpha, pixels);
            float[] mixed = new float[d];
            for (int i = 0; i < d; i++) {
                mixed[i] = alpha * from[i] + (1 - alpha) * to[i];
            }
            assertClose(pixels, Reference.decode(weights, mixed));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "5,3", "32,15"})
    void blendingPreActivationsIsDecodingTheSumOfTheCodes(int c, int d) {
        Safetensors weights = Reference.weights(c, d, 7);
        FoldedDecoder folded = FoldedDecoder.of(Fold.fold(weights));
        double[][] allShares = {{1}, {0.5}, {0.8, 0.7}, {0.25, 0.25, 0.25, 0.25}, {1, -1, 1}, {0, 0}};
        for (double[] shares : allShares) {
            float[][] corners = new float[shares.length][folded.hiddenSize()];
            float[] sum = new float[d];
            for (int k = 0; k < shares.length; k++) {
                float[] code = code(d, k);
                folded.preActivate(code, corners[k]);
                for (int i = 0; i < d; i++) {
                    sum[i] += (float) shares[k] * code[i];
                }
            }
            float[] pixels = new float[784];
            folded.blend(corners, shares, pixels);
            assertClose(pixels, Reference.decode(weights, sum));
        }
    }

    @Test
    void blackAndWhitePicturesAndTheOriginOfTheCodes() {
        Safetensors weights = Reference.weights(4, 6, 3);
        float[] white = new float[784];
        Arrays.fill(white, 1);
        assertClose(Encoder.of(weights).encode(new float[784]), Reference.encode(weights, new float[784]));
        assertClose(Encoder.of(weights).encode(white), Reference.encode(weights, white));
        assertClose(Decoder.of(weights).decode(new float[6]), Reference.decode(weights, new float[6]));
    }

    @Test
    void aForkComputesTheSameInItsOwnMemory() throws InterruptedException {
        Safetensors weights = Reference.weights(6, 5, 4);
        Encoder encoder = Encoder.of(weights);
        FoldedDecoder decoder = FoldedDecoder.of(Fold.fold(weights));
        float[] code = encoder.encode(picture(9));
        float[] pixels = decoder.decode(code);
        Thread[] threads = new Thread[4];
        boolean[] same = new boolean[threads.length];
        for (int t = 0; t < threads.length; t++) {
            int number = t;
            threads[t] = new Thread(() -> {
                Encoder ownEncoder = encoder.fork();
                FoldedDecoder ownDecoder = decoder.fork();
                boolean equal = true;
                for (int i = 0; i < 50; i++) {
                    ownEncoder.encode(picture(i));
                    equal &= Arrays.equals(ownEncoder.encode(picture(9)), code);
                    equal &= Arrays.equals(ownDecoder.decode(code), pixels);
                }
                same[number] = equal;
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(same).containsOnly(true);
    }

    /** A server computes this for every request and a page for every frame. */
    @Test
    void computesWithoutAllocating() {
        Safetensors weights = Reference.weights(4, 3, 8);
        Encoder encoder = Encoder.of(weights);
        FoldedDecoder decoder = FoldedDecoder.of(Fold.fold(weights));
        float[] pixels = picture(1);
        float[] code = new float[3];
        float[] decoded = new float[784];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int turns = 100;
        long allocated = 0;
        for (int round = 0; round < 2; round++) { // the first one loads classes
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < turns; i++) {
                encoder.encode(pixels, code);
                decoder.decode(code, decoded);
            }
            allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        }
        assertThat(allocated).isLessThan(turns * 784L); // not a byte a pixel
    }

    @Test
    void namesTheTensorThatIsMissingOrMisshapen() {
        Safetensors weights = Reference.weights(2, 3, 5);
        assertThatThrownBy(() -> Encoder.of(weights.select("decoder.")))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining("encoder.conv1.weight is missing");
        Safetensors wrong = new Safetensors(
                Map.of(),
                Map.of(
                        "encoder.conv1.weight", Tensor.of(new float[32], 2, 1, 4, 4),
                        "encoder.fc.weight", Tensor.of(new float[195], 1, 195)));
        assertThatThrownBy(() -> Encoder.of(wrong))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining("encoder.fc.weight has shape [1, 195], expected [any, 196]");
    }

    /** Of which a file of a few bytes could claim any number. */
    @Test
    void refusesLayersOfNothing() {
        Safetensors none = new Safetensors(
                Map.of(),
                Map.of(
                        "decoder.conv1.weight", Tensor.of(new float[0], 0, 1, 4, 4),
                        "decoder.conv1.bias", Tensor.of(new float[1], 1),
                        "decoder.conv2.weight", Tensor.of(new float[0], 0, 0, 4, 4),
                        "decoder.conv2.bias", Tensor.of(new float[0], 0),
                        "decoder.fc.weight", Tensor.of(new float[0], 0, Integer.MAX_VALUE),
                        "decoder.fc.bias", Tensor.of(new float[0], 0)));
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> Fold.fold(none))
                        .isInstanceOf(MalformedWeightsException.class)
                        .hasMessageContaining("decoder.conv1.weight has shape [0, 1, 4, 4]"));
    }

    private static float[] picture(long seed) {
        Random random = new Random(seed);
        float[] pixels = new float[784];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Math.max(0, random.nextFloat() * 1.4f - 0.4f);
        }
        return pixels;
    }

    private static float[] code(int d, long seed) {
        Random random = new Random(seed);
        float[] code = new float[d];
        for (int i = 0; i < d; i++) {
            code[i] = (float) (3 * random.nextGaussian());
        }
        return code;
    }

    private static void assertClose(float[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected[i], offset(TOLERANCE));
        }
    }
}
