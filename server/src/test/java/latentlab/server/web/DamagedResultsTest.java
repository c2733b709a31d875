package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import latentlab.server.jobs.BackgroundRuns;
import latentlab.server.models.ModelLibrary;
import latentlab.server.models.TestCodes;
import latentlab.server.results.StudyLibrary;
import latentlab.server.runs.DataDirectory;
import org.junit.jupiter.api.Test;

class DamagedResultsTest {
    private Javalin app;

    /** A study's results that can't be read cost what shows them, and nothing else. */
    @Test
    void theRestOfTheSiteStartsAndAnswers() throws Exception {
        Path data = StudyFiles.written();
        Files.writeString(data.resolve("studies/quick/transfer.json"), "{\"runs\":[{\"id\":");
        try (BackgroundRuns runs =
                new BackgroundRuns(new DataDirectory(Files.createTempDirectory("latent-lab-test")), 0)) {
            app = LatentLabApp.create(
                    ModelLibrary.of(List.of(TestServer.SMALL)),
                    Map.of("mnist", () -> TestServer.IMAGES),
                    StudyLibrary.of(data),
                    new TestCodes(null),
                    runs,
                    new AdminToken(TestServer.TOKEN),
                    Hosting.USUAL);
            app.start("127.0.0.1", 0);
            try {
                for (String path : List.of("/", "/models", "/studies", "/studies/transfer", "/studies/correlation")) {
                    assertThat(get(path).statusCode()).as(path).isEqualTo(200);
                }
                HttpResponse<byte[]> nothing = get("/nothing");
                assertThat(nothing.statusCode()).isEqualTo(404);
                assertThat(nothing.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("text/html");
                JsonNode list =
                        TestServer.JSON.readTree(get("/api/v1/studies.json").body());
                assertThat(list.findValuesAsText("study")).hasSize(5);
                assertThat(list.get(3).path("presets")).hasSize(1);
                assertThat(list.get(4).path("presets")).isEmpty();
                assertThat(get("/api/v1/studies/transfer/quick.json").statusCode())
                        .isEqualTo(404);
                assertThat(get("/api/v1/studies/correlation/quick.json").statusCode())
                        .isEqualTo(200);
            } finally {
                app.stop();
            }
        }
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + path))
                .header("Accept", "*/*;q=0.1, text/html, application/json")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    }
}
