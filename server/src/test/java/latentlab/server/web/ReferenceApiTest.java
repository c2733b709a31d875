package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReferenceApiTest {
    @RegisterExtension
    private static final TestServer server = new TestServer();

    @Test
    void saysWhatTheComputingCallsSay() throws Exception {
        JsonNode reference = TestServer.JSON.readTree(
                server.get("/api/v1/models/larger/reference").body());
        assertThat(reference.path("dataset").asText()).isEqualTo("mnist");
        JsonNode images = reference.path("images");
        assertThat(images).hasSize(4);
        for (int i = 0; i < 4; i++) {
            JsonNode image = images.get(i);
            JsonNode next = images.get((i + 1) % 4);
            assertThat(image.path("index").asInt()).isEqualTo(i);
            same(
                    server.postJson("/api/v1/models/larger/encode", Map.of("pixels", image.path("pixels")))
                            .path("code"),
                    image.path("code"));
            same(
                    server.postJson("/api/v1/models/larger/decode", Map.of("code", image.path("code")))
                            .path("pixels"),
                    image.path("decoded"));
            same(
                    server.postJson(
                                    "/api/v1/models/larger/interpolate",
                                    Map.of(
                                            "from", image.path("pixels"),
                                            "to", next.path("pixels"),
                                            "alphas", List.of(reference.path("alpha"))))
                            .at("/frames/0/pixels"),
                    image.path("between"));
        }
    }

    private static void same(JsonNode actual, JsonNode expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(Math.abs(actual.get(i).asDouble() - expected.get(i).asDouble()))
                    .isLessThan(1e-6);
        }
    }

    @Test
    void isNotSentTwice() {
        HttpResponse<byte[]> first = server.get("/api/v1/models/small/reference");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(server.get("/api/v1/models/small/reference", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void thereIsNoneOfAModelThatIsNotHere() {
        assertThat(server.get("/api/v1/models/nothing/reference").statusCode()).isEqualTo(404);
    }
}
