package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import latentlab.network.Encoder;
import latentlab.server.models.RandomModels;
import latentlab.statistics.CorrelationMatrix;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodesApiTest {
    private static final int D = 3;

    @RegisterExtension
    private static final TestServer server = new TestServer();

    private static float[] expected; // (20,3)

    @BeforeAll
    static void encode() {
        Encoder encoder = Encoder.of(RandomModels.weights("small", 4, D));
        expected = new float[20 * D];
        for (int i = 0; i < 20; i++) {
            float[] pixels = new float[784];
            for (int k = 0; k < 784; k++) {
                pixels[k] = (TestServer.IMAGES.pixels()[i * 784 + k] & 0xff) / 255f;
            }
            System.arraycopy(encoder.encode(pixels), 0, expected, i * D, D);
        }
    }

    @Test
    void packedCodesAreFollowedByTheirLabels() {
        HttpResponse<byte[]> answer = server.get("/api/v1/models/small/codes", "Accept", "application/octet-stream");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(answer.headers().firstValue("Vary").orElseThrow()).contains("Accept,");
        assertThat(answer.body()).hasSize(20 * (4 * D + 1));
        float[] codes = new float[20 * D];
        ByteBuffer.wrap(answer.body())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(codes);
        assertThat(codes).isEqualTo(expected);
        assertThat(Arrays.copyOfRange(answer.body(), 4 * codes.length, answer.body().length))
                .isEqualTo(TestServer.IMAGES.labels());
    }

    @Test
    void jsonHoldsTheSame() throws Exception {
        JsonNode answer = TestServer.JSON.readTree(
                server.get("/api/v1/models/small/codes").body());
        assertThat(answer.path("images").asInt()).isEqualTo(20);
        assertThat(answer.path("latentDim").asInt()).isEqualTo(D);
        for (int i = 0; i < 20; i++) {
            assertThat(answer.path("labels").get(i).asInt()).isEqualTo(TestServer.IMAGES.label(i));
            assertThat(TestServer.floats(answer.path("codes").get(i)))
                    .isEqualTo(Arrays.copyOfRange(expected, i * D, (i + 1) * D));
        }
    }

    @Test
    void correlationIsThatOfTheCodes() throws Exception {
        JsonNode answer = TestServer.JSON.readTree(
                server.get("/api/v1/models/small/correlation").body());
        CorrelationMatrix matrix = CorrelationMatrix.of(expected, D);
        assertThat(answer.path("images").asInt()).isEqualTo(20);
        assertThat(answer.path("overall").asDouble()).isCloseTo(matrix.overall(), within(1e-12));
        for (int i = 0; i < D; i++) {
            for (int j = 0; j < D; j++) {
                assertThat(answer.path("matrix").get(i).get(j).asDouble())
                        .isCloseTo(matrix.values()[i][j], within(1e-12));
            }
        }
    }

    @Test
    void classifiersAreThereForModelsThatHaveThem() {
        assertThat(server.get("/api/v1/models/small/classifier.safetensors").body())
                .isEqualTo(StudyFiles.CLASSIFIER);
        HttpResponse<byte[]> none = server.get("/api/v1/models/larger/classifier.safetensors");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(TestServer.text(none)).contains("No classifier");
    }

    @Test
    void aClassifierIsReadOnceAndAgainWhenItIsAnother() throws IOException {
        Path file = server.studies().resolve("classifiers/larger.safetensors");
        byte[] one = new byte[1000];
        Files.write(file, one);
        FileTime written = Files.getLastModifiedTime(file);
        String path = "/api/v1/models/larger/classifier.safetensors";
        assertThat(server.get(path).body()).isEqualTo(one);
        byte[] other = one.clone();
        other[0] = 1;
        Files.write(file, other);
        Files.setLastModifiedTime(file, written); // nothing is to be seen from outside
        assertThat(server.get(path).body()).isEqualTo(one);
        Files.setLastModifiedTime(file, FileTime.fromMillis(written.toMillis() + 2000));
        assertThat(server.get(path).body()).isEqualTo(other);
        Files.delete(file);
        assertThat(server.get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"codes", "correlation", "classifier.safetensors"})
    void repeatedReadersGet304AndUnknownModels404(String file) {
        String path = "/api/v1/models/small/" + file;
        String tag = server.get(path).headers().firstValue("ETag").orElseThrow();
        assertThat(server.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(server.get("/api/v1/models/nix/" + file).statusCode()).isEqualTo(404);
        assertThat(server.send("POST", path, new byte[0]).statusCode()).isEqualTo(405);
    }

    @Test
    void codesComeInTwoForms() {
        assertThat(server.get("/api/v1/models/small/codes", "Accept", "text/csv")
                        .statusCode())
                .isEqualTo(406);
    }
}
