package latentlab.server.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import latentlab.server.ProcessFolder;
import latentlab.server.dataset.LabelledImages;
import latentlab.server.jobs.BackgroundRuns;
import latentlab.server.models.Model;
import latentlab.server.models.ModelLibrary;
import latentlab.server.models.RandomModels;
import latentlab.server.models.TestCodes;
import latentlab.server.results.StudyLibrary;
import latentlab.server.runs.DataDirectory;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The application on a free port of this machine, with two untrained models and a small data set. A class of tests that
 * registers it as an extension has it closed after the last of them.
 */
final class TestServer implements AfterAllCallback, AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Model SMALL = RandomModels.model("small", 4, 3);
    static final Model LARGER = RandomModels.model("larger", 8, 15);
    static final LabelledImages IMAGES = images(20);

    static final String TOKEN = "token-of-the-tests";
    static final String RUNS = "/api/v1/runs";

    private static final Hosting WITHOUT_LIMITS = new Hosting(List.of(), false, "'none'", 5000, 0, 0, 0, false, false);

    /** For what is only read; its connections are used again. */
    private static final HttpClient READER = HttpClient.newHttpClient();

    private final Path studies = StudyFiles.written();
    private final BackgroundRuns runs;
    private final Javalin app;

    /** Without limits, as tests ask for much. */
    TestServer() {
        this(WITHOUT_LIMITS);
    }

    /** With other models. */
    TestServer(ModelLibrary models) {
        this(models, WITHOUT_LIMITS);
    }

    TestServer(Hosting hosting) {
        this(ModelLibrary.of(List.of(SMALL, LARGER)), hosting);
    }

    private TestServer(ModelLibrary models, Hosting hosting) {
        runs = new BackgroundRuns(new DataDirectory(ProcessFolder.create("latent-lab-test")), 0);
        app = LatentLabApp.create(
                models,
                Map.of("mnist", () -> IMAGES),
                StudyLibrary.of(studies),
                new TestCodes(null),
                runs,
                new AdminToken(TOKEN),
                hosting);
        app.start("127.0.0.1", 0);
    }

    /** Runs, without anybody who works on them. */
    BackgroundRuns runs() {
        return runs;
    }

    /** The data directory that the studies' results are in. */
    Path studies() {
        return studies;
    }

    Javalin app() {
        return app;
    }

    int port() {
        return app.port();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** @param headers names and values by turns */
    HttpResponse<byte[]> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** @param headers names and values by turns */
    HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            // Else a client of its own, and so a connection: one that the server closes after a refusal must not be
            // used again.
            HttpClient client = method.equals("GET") && body == null ? READER : HttpClient.newHttpClient();
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    JsonNode postJson(String path, Object body) throws IOException {
        byte[] json =
                body instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : JSON.writeValueAsBytes(body);
        HttpResponse<byte[]> answer = send("POST", path, json, "Content-Type", "application/json");
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + ": " + text(answer));
        }
        return JSON.readTree(answer.body());
    }

    /** Orders a run as the administrator. */
    HttpResponse<byte[]> order(String run) {
        byte[] json = run.getBytes(StandardCharsets.UTF_8);
        return send("POST", RUNS, json, "Content-Type", "application/json", "Authorization", "Bearer " + TOKEN);
    }

    /** The id of a run that is ordered. */
    String ordered(String run) throws IOException {
        HttpResponse<byte[]> answer = order(run);
        if (answer.statusCode() != 202) {
            throw new AssertionError(answer.statusCode() + ": " + text(answer));
        }
        return JSON.readTree(answer.body()).get("id").asText();
    }

    /** Cancels a run as the administrator. */
    HttpResponse<byte[]> cancel(String id) {
        return send("DELETE", RUNS + "/" + id, null, "Authorization", "Bearer " + TOKEN);
    }

    /** Sends bytes as they are and reads until the server closes, which the request should ask for. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    static float[] floats(JsonNode list) {
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) list.get(i).asDouble();
        }
        return values;
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        close();
    }

    @Override
    public void close() {
        app.stop();
        runs.close();
    }

    private static LabelledImages images(int count) {
        byte[] pixels = new byte[count * LabelledImages.PIXELS];
        byte[] labels = new byte[count];
        new Random(1).nextBytes(pixels);
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 10);
        }
        return new LabelledImages(pixels, labels);
    }
}
