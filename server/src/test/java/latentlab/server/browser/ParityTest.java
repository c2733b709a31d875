package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import latentlab.network.Decoder;
import latentlab.network.Encoder;
import latentlab.server.dataset.Dataset;
import latentlab.server.models.RandomModels;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsReader;
import latentlab.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kernel and graph of the client, in a browser, against the same network on the JVM. */
@ExtendWith(SiteExtension.class)
class ParityTest {
    private static final int IMAGES = 1000;
    /** For a model of which plain Java in the browser reconstructs only a few pictures a second, layer by layer. */
    private static final int FEWER_IMAGES = 100;

    private static final float TOLERANCE = 1e-5f;
    /** With weights of 16 bits. */
    private static final float ROUNDED_TOLERANCE = 3e-3f;

    private static final float ALPHA = 0.3f;

    /** Gives, for pictures (n,28,28) of bytes: codes, reconstructions, and points between neighbouring codes. */
    private static final String COMPUTE = """
            async ({source, options, pictures, alpha}) => {
              const {open} = await import(new URL('js/latent-lab.js', document.baseURI));
              const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
              const text = floats => {
                const all = new Uint8Array(floats.buffer);
                let result = '';
                for (let i = 0; i < all.length; i += 8192) result += String.fromCharCode(...all.subarray(i, i + 8192));
                return btoa(result);
              };
              const model = await open(source.startsWith('./') ? source : bytes(source).buffer, options);
              if (model.kernel !== options.kernel) throw new Error('kernel is ' + model.kernel);
              const all = bytes(pictures), count = all.length / 784, d = model.latentDim;
              const codes = new Float32Array(count * d), decoded = new Float32Array(count * 784);
              const between = new Float32Array(count * 784);
              let before = new Float32Array(d);
              for (let i = 0; i < count; i++) {
                const code = model.encode(Float32Array.from(all.subarray(784 * i, 784 * i + 784), v => v / 255));
                codes.set(code, i * d);
                decoded.set(model.decode(code), i * 784);
                between.set(model.path(code, before).at(alpha), i * 784);
                before = code;
              }
              return [text(codes), text(decoded), text(between)];
            }
            """;

    @Test
    void shippedModels(Site site) throws Exception {
        compareShipped(site, "mnist-c32-d15-s0", IMAGES);
        compareShipped(site, "mnist-c128-d15-s0", FEWER_IMAGES);
    }

    private static void compareShipped(Site site, String id, int images) throws Exception {
        byte[] pictures = Arrays.copyOf(Dataset.mnistTest().pixels(), images * 784);
        float[][] expected = compute(
                Encoder.of(fetch(site, id + "/encoder.safetensors")),
                Decoder.of(fetch(site, id + "/decoder.safetensors")),
                pictures);
        try (Visit visit = new Visit(site, "api", Visit.laptop())) {
            compare(visit.page(), id, "./api/v1/models/" + id, expected, pictures);
            compareRounded(visit.page(), id, expected, pictures);
        }
    }

    /** Sizes that are no multiples of a vector's four or a tile's eight, from a file that the page folds itself. */
    @ParameterizedTest
    @CsvSource({"1,1", "2,3", "5,8", "8,1", "12,33", "33,17", "7,70"})
    void anySize(int c, int d, Site site) {
        byte[] pictures = Arrays.copyOf(Dataset.mnistTest().pixels(), 22 * 784);
        Arrays.fill(pictures, 20 * 784, 21 * 784, (byte) 0);
        Arrays.fill(pictures, 21 * 784, 22 * 784, (byte) 255);
        Safetensors weights = RandomModels.weights("random", c, d);
        String file = Base64.getEncoder().encodeToString(SafetensorsWriter.write(weights));
        try (Visit visit = new Visit(site, "api", Visit.laptop())) {
            float[][] expected = compute(Encoder.of(weights), Decoder.of(weights), pictures);
            compare(visit.page(), "c=" + c + " d=" + d, file, expected, pictures);
        }
    }

    private static void compare(Page page, String name, String source, float[][] expected, byte[] pictures) {
        for (String kernel : List.of("java", "simd")) {
            for (String graph : List.of("folded", "layered")) {
                float[] differences =
                        differences(page, source, Map.of("kernel", kernel, "graph", graph), pictures, expected);
                System.out.printf(
                        "%s, %d images, browser (%s, %s) against JVM: codes %.1e, pixels %.1e, between two codes %.1e%n",
                        name, pictures.length / 784, kernel, graph, differences[0], differences[1], differences[2]);
                for (float difference : differences) {
                    assertThat(difference).isLessThanOrEqualTo(TOLERANCE);
                }
            }
        }
    }

    /** What the site's own pages run: weights of 16 bits, packed by the server. */
    private static void compareRounded(Page page, String id, float[][] expected, byte[] pictures) {
        for (String kernel : List.of("java", "simd")) {
            float[] differences = differences(
                    page, "./api/v1/models/" + id, Map.of("kernel", kernel, "precision", "f16"), pictures, expected);
            System.out.printf(
                    "%s, browser (%s, 16 bits) against JVM: codes %.1e, pixels %.1e, between two codes %.1e%n",
                    id, kernel, differences[0], differences[1], differences[2]);
            assertThat(differences[1]).isPositive().isLessThanOrEqualTo(ROUNDED_TOLERANCE);
            assertThat(differences[2]).isPositive().isLessThanOrEqualTo(ROUNDED_TOLERANCE);
        }
    }

    private static float[] differences(
            Page page, String source, Map<String, String> options, byte[] pictures, float[][] expected) {
        List<?> result = (List<?>) page.evaluate(
                COMPUTE,
                Map.of(
                        "source",
                        source,
                        "options",
                        options,
                        "pictures",
                        Base64.getEncoder().encodeToString(pictures),
                        "alpha",
                        (double) ALPHA));
        float[] differences = new float[3];
        for (int i = 0; i < 3; i++) {
            differences[i] = largestDifference(floats((String) result.get(i)), expected[i]);
        }
        return differences;
    }

    /** Codes, reconstructions, and points between neighbouring codes. */
    private static float[][] compute(Encoder encoder, Decoder decoder, byte[] pictures) {
        int count = pictures.length / 784;
        int d = encoder.latentDim();
        float[][] results = {new float[count * d], new float[count * 784], new float[count * 784]};
        float[] pixels = new float[784];
        float[] before = new float[d];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < 784; k++) {
                pixels[k] = (pictures[784 * i + k] & 0xff) / 255f;
            }
            float[] code = encoder.encode(pixels);
            float[] mixed = new float[d];
            for (int k = 0; k < d; k++) {
                mixed[k] = ALPHA * code[k] + (1 - ALPHA) * before[k];
            }
            System.arraycopy(code, 0, results[0], i * d, d);
            System.arraycopy(decoder.decode(code), 0, results[1], i * 784, 784);
            System.arraycopy(decoder.decode(mixed), 0, results[2], i * 784, 784);
            before = code;
        }
        return results;
    }

    private static Safetensors fetch(Site site, String file) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(site.url("api/v1/models/" + file)))
                .build();
        return SafetensorsReader.read(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofByteArray())
                .body());
    }

    private static float[] floats(String base64) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / 4];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    /** NaN where one of them is. */
    private static float largestDifference(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        float largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }
}
