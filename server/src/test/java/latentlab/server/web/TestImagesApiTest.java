package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestImagesApiTest {
    @RegisterExtension
    private static final TestServer server = new TestServer();

    @Test
    void oneImage() throws Exception {
        HttpResponse<byte[]> answer = server.get("/api/v1/datasets/mnist/test/7");
        check(TestServer.JSON.readTree(answer.body()), 7);
        assertThat(answer.headers().firstValue("Vary")).contains("Accept");
    }

    @Test
    void oneImagePacked() {
        HttpResponse<byte[]> answer = server.get("/api/v1/datasets/mnist/test/7", "Accept", "application/octet-stream");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(answer.body()).isEqualTo(bytes(7, 1));
    }

    @Test
    void manyImages() throws Exception {
        JsonNode list = TestServer.JSON.readTree(
                server.get("/api/v1/datasets/mnist/test?from=5&count=15").body());
        assertThat(list).hasSize(15);
        for (int i = 0; i < 15; i++) {
            check(list.get(i), 5 + i);
        }
    }

    @Test
    void manyImagesPacked() {
        String accept = "application/octet-stream, application/json;q=0.5";
        assertThat(server.get("/api/v1/datasets/mnist/test?from=0&count=20", "Accept", accept)
                        .body())
                .isEqualTo(bytes(0, 20));
    }

    @Test
    void imagesByTheHundredWithTheirLabels() {
        HttpResponse<byte[]> answer = server.get("/api/v1/datasets/mnist/test/hundreds/0");
        assertThat(answer.body()).startsWith(bytes(0, 20)).hasSize(20 * 785);
        for (int i = 0; i < 20; i++) {
            assertThat(answer.body()[20 * 784 + i]).isEqualTo((byte) TestServer.IMAGES.label(i));
        }
        assertThat(server.get("/api/v1/datasets/mnist/test/hundreds/1").statusCode())
                .isEqualTo(404);
        assertThat(server.get("/api/v1/datasets/mnist/test/hundreds/x").statusCode())
                .isEqualTo(400);
    }

    private static void check(JsonNode image, int index) {
        assertThat(image.path("index").asInt()).isEqualTo(index);
        assertThat(image.path("label").asInt()).isEqualTo(TestServer.IMAGES.label(index));
        float[] pixels = TestServer.floats(image.path("pixels"));
        byte[] expected = bytes(index, 1);
        assertThat(pixels).hasSize(784);
        for (int i = 0; i < 784; i++) {
            assertThat(pixels[i]).isEqualTo((expected[i] & 0xff) / 255f);
        }
    }

    private static byte[] bytes(int from, int count) {
        return Arrays.copyOfRange(TestServer.IMAGES.pixels(), from * 784, (from + count) * 784);
    }
}
