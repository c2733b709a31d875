package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import latentlab.network.Decoder;
import latentlab.network.Encoder;
import latentlab.server.models.RandomModels;
import latentlab.weights.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The calls compute what the layered network of shared computes. */
class ComputeApiTest {
    private static final Safetensors WEIGHTS = RandomModels.weights("larger", 8, 15);
    private static final String MODEL = "/api/v1/models/larger/";

    @RegisterExtension
    private static final TestServer server = new TestServer();

    @Test
    void encodes() throws Exception {
        float[] pixels = picture(1);
        JsonNode answer = server.postJson(MODEL + "encode", Map.of("pixels", pixels));
        assertThat(answer.size()).isEqualTo(1);
        assertThat(TestServer.floats(answer.path("code")))
                .containsExactly(Encoder.of(WEIGHTS).encode(pixels), within(1e-6f));
    }

    @Test
    void decodes() throws Exception {
        float[] code = {-2, 3.5f, 0, 1e-7f, 2, 2, -1, 0.25f, 0.9f, 1, 1.1f, -1.2f, 1.3f, 1.4f, 0.5f};
        JsonNode answer = server.postJson(MODEL + "decode", Map.of("code", code));
        assertThat(answer.size()).isEqualTo(1);
        assertThat(TestServer.floats(answer.path("pixels")))
                .containsExactly(Decoder.of(WEIGHTS).decode(code), within(1e-5f));
    }

    @Test
    void decodesTheLargestCodesToPixels() throws Exception {
        for (float value : new float[] {1e9f, -1e9f, 0, -0f, 1e-45f}) {
            float[] code = new float[15];
            java.util.Arrays.fill(code, value);
            JsonNode answer = server.postJson(MODEL + "decode", Map.of("code", code));
            for (float pixel : TestServer.floats(answer.path("pixels"))) {
                assertThat(pixel).isBetween(0f, 1f);
            }
        }
    }

    @Test
    void interpolatesSoThatAlphaOneIsFrom() throws Exception {
        float[] from = picture(2);
        float[] to = picture(3);
        List<Double> alphas = List.of(0.0, 0.3, 1.0, 0.123456789);
        JsonNode answer = server.postJson(MODEL + "interpolate", Map.of("from", from, "to", to, "alphas", alphas));
        assertThat(answer.size()).isEqualTo(1);
        JsonNode frames = answer.path("frames");
        assertThat(frames).hasSize(4);
        float[] a = Encoder.of(WEIGHTS).encode(from);
        float[] b = Encoder.of(WEIGHTS).encode(to);
        for (int i = 0; i < 4; i++) {
            double alpha = alphas.get(i);
            float[] code = new float[15];
            for (int j = 0; j < 15; j++) {
                code[j] = (float) (alpha * a[j] + (1 - alpha) * b[j]);
            }
            assertThat(frames.get(i).path("alpha").asDouble()).isCloseTo(alpha, within(1e-7));
            assertThat(TestServer.floats(frames.get(i).path("pixels")))
                    .containsExactly(Decoder.of(WEIGHTS).decode(code), within(1e-5f));
        }
    }

    @Test
    void takesAHundredAndOneFrames() throws Exception {
        double[] alphas =
                IntStream.rangeClosed(0, 100).mapToDouble(i -> i / 100.0).toArray();
        float[] picture = picture(4);
        JsonNode answer =
                server.postJson(MODEL + "interpolate", Map.of("from", picture, "to", picture, "alphas", alphas));
        assertThat(answer.path("frames")).hasSize(101);
    }

    @Test
    void membersComeInAnyOrderAndNumbersInAnyForm() throws Exception {
        String numbers = IntStream.range(0, 784)
                .mapToObj(i -> new String[] {"0", "1", "0.5", "5e-1", "1E0", "-0", "0.0", "1.000"}[i % 8])
                .collect(java.util.stream.Collectors.joining(" ,\n ", "[", "]"));
        JsonNode answer = server.postJson(
                MODEL + "interpolate", " {\"alphas\":[1], \"to\":" + numbers + ",\t\"from\":" + numbers + "}\n");
        assertThat(answer.path("frames")).hasSize(1);
    }

    @Test
    void contentTypeMayNameUtf8() {
        byte[] body = "{\"code\":[1,2,3]}".getBytes(StandardCharsets.UTF_8);
        for (String type : List.of("application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\"")) {
            HttpResponse<byte[]> answer =
                    server.send("POST", "/api/v1/models/small/decode", body, "Content-Type", type);
            assertThat(answer.statusCode()).as(type).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void manyAtATimeDoNotDisturbEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Boolean>> calls = IntStream.range(0, 200)
                    .mapToObj(i -> (Callable<Boolean>) () -> {
                        float[] pixels = picture(i);
                        JsonNode answer = server.postJson(MODEL + "encode", Map.of("pixels", pixels));
                        assertThat(TestServer.floats(answer.path("code")))
                                .containsExactly(Encoder.of(WEIGHTS).encode(pixels), within(1e-6f));
                        return true;
                    })
                    .toList();
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                assertThat(call.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static float[] picture(int seed) {
        Random random = new Random(seed);
        float[] pixels = new float[784];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Math.max(0, random.nextFloat() * 2 - 1);
        }
        return pixels;
    }
}
