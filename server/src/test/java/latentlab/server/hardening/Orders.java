package latentlab.server.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Small trainings, as the administrator orders them. */
final class Orders {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Orders() {}

    /** Orders a training on so many images, and answers with what the server says of it. */
    static JsonNode start(Wire wire, String token, int images, int epochs) throws IOException {
        String body = "{\"dataset\":\"mnist-%d\",\"latentDim\":3,\"channels\":2,\"epochs\":%d,\"seed\":7}"
                .formatted(images, epochs);
        Wire.Answer answer = wire.send(
                "POST",
                "/api/v1/runs",
                body.getBytes(StandardCharsets.UTF_8),
                "Content-Type: application/json",
                "Authorization: Bearer " + token);
        assertThat(answer.status()).as(answer.text()).isIn(200, 202);
        return JSON.readTree(answer.body());
    }
}
