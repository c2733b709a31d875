package latentlab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watches the classes that a serving process loads. */
class WithoutNd4jTest {
    @Test
    void servingLoadsNoClassOfNd4j(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("classes.log");
        try (ServerProcess server =
                ServerProcess.start(directory.resolve("data"), List.of("-Xlog:class+load:file=" + log))) {
            for (String path : List.of(
                    "/",
                    "/interpolate",
                    "/models",
                    "/api",
                    "/nothing",
                    "/runs",
                    "/api/v1/runs",
                    "/api/v1/models",
                    "/api/v1/datasets/mnist/test/1")) {
                get(server, path);
            }
            String id = "mnist-c32-d15-s0";
            get(server, "/api/v1/models/" + id + "/decoder.onnx");
            get(server, "/api/v1/models/" + id + "/folded-decoder.f16.safetensors");
        }
        List<String> classes = Files.readAllLines(log);
        assertThat(classes).anyMatch(line -> line.contains("latentlab.server.web.LatentLabApp"));
        assertThat(classes).anyMatch(line -> line.contains("latentlab.network.Fold"));
        assertThat(classes).noneMatch(line -> line.contains(" org.nd4j.") || line.contains(" org.bytedeco."));
    }

    private static void get(ServerProcess server, String path) throws IOException, InterruptedException {
        HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.discarding());
    }
}
