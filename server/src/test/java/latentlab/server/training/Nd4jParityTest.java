package latentlab.server.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import latentlab.network.Encoder;
import latentlab.network.Fold;
import latentlab.network.FoldedDecoder;
import latentlab.server.dataset.Dataset;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What trained the shipped models computes with them what {@code shared} computes, which browsers are compared with. */
class Nd4jParityTest {
    private static final float TOLERANCE = 1e-5f;

    @ParameterizedTest
    @CsvSource({"mnist-c32-d15-s0, 1000", "mnist-c128-d15-s0, 100"})
    void codesAndPixels(String id, int images) throws IOException {
        byte[] pixels = Arrays.copyOf(Dataset.mnistTest().pixels(), images * 784);
        Safetensors weights = shipped(id);
        Encoder encoder = Encoder.of(weights);
        FoldedDecoder decoder = FoldedDecoder.of(Fold.fold(weights));
        int d = encoder.latentDim();
        float[] codes = new float[images * d];
        float[] pictures = new float[images * 784];
        ParameterLayout layout = new ParameterLayout(encoder.channels(), d);
        float[] values = layout.flatten(weights, "");
        try (Autoencoder network = new Autoencoder(layout, values, new AdamW(values.length, 0), 128, 2)) {
            network.evaluate(pixels, null, codes, pictures);
        }
        float codeDifference = 0;
        float pixelDifference = 0;
        float[] picture = new float[784];
        for (int i = 0; i < images; i++) {
            for (int k = 0; k < 784; k++) {
                picture[k] = (pixels[784 * i + k] & 0xff) / 255f;
            }
            float[] code = encoder.encode(picture);
            codeDifference = Math.max(codeDifference, largestDifference(code, codes, d * i));
            pixelDifference = Math.max(pixelDifference, largestDifference(decoder.decode(code), pictures, 784 * i));
        }
        System.out.printf(
                "%s, %d test images, ND4J against shared on the JVM: codes %.1e, pixels %.1e%n",
                id, images, codeDifference, pixelDifference);
        // another order of the sums always moves some last bit: two differences of 0 would be of the same thing
        assertThat(codeDifference).isPositive().isLessThanOrEqualTo(TOLERANCE);
        assertThat(pixelDifference).isPositive().isLessThanOrEqualTo(TOLERANCE);
    }

    /** NaN where one of them is. */
    private static float largestDifference(float[] a, float[] b, int from) {
        float largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[from + i]));
        }
        return largest;
    }

    private static Safetensors shipped(String id) throws IOException {
        try (InputStream file = Nd4jParityTest.class.getResourceAsStream("/models/" + id + ".safetensors")) {
            return SafetensorsReader.read(file.readAllBytes());
        }
    }
}
