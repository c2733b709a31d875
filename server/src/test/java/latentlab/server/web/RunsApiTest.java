package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import latentlab.server.jobs.ProcessLock;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.server.runs.Artefact;
import latentlab.server.runs.RunStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class RunsApiTest {
    private static final String RUNS = TestServer.RUNS;

    @RegisterExtension
    private static final TestServer server = new TestServer();

    private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        return TestServer.JSON.readTree(answer.body());
    }

    @Test
    void startsARunOnce() throws IOException {
        String body = "{\"dataset\":\"mnist\",\"latentDim\":5,\"channels\":4,\"epochs\":3,\"batchSize\":64,"
                + "\"learningRate\":0.002,\"weightDecay\":0,\"schedule\":\"one-cycle\",\"seed\":7,"
                + "\"until\":{\"minutes\":10,\"gradientNorm\":1e-4}}";
        HttpResponse<byte[]> answer = server.order(body);
        assertThat(answer.statusCode()).isEqualTo(202);
        JsonNode run = json(answer);
        String id = run.get("id").asText();
        assertThat(id).isEqualTo("mnist-c4-d5-e3-b64-lr0.002-wd0.0-one-cycle-s7-until-gradient-norm1.0e-4-minutes10");
        assertThat(answer.headers().firstValue("Location")).contains(RUNS + "/" + id);
        assertThat(run.get("state").asText()).isEqualTo("queued");
        assertThat(run.get("until")).isEqualTo(TestServer.JSON.readTree("{\"gradientNorm\":1e-4,\"minutes\":10.0}"));
        assertThat(run.get("parameters").asLong()).isEqualTo(64 * 16 + 134 * 4 + 196 * 20 + 6);
        assertThat(run.get("command").asText())
                .contains("--latent-dim 5 --channels 4 --epochs 3")
                .endsWith("--threads 1 --until gradient-norm=1.0E-4 --until minutes=10.0");
        assertThat(json(server.order(body)).get("createdAt")).isEqualTo(run.get("createdAt"));
        assertThat(json(server.get(RUNS)).findValuesAsText("id")).containsOnlyOnce(id);
        assertThat(json(server.get(RUNS + "/" + id)).get("metrics")).isEmpty();
        assertThat(json(server.cancel(id)).get("state").asText()).isEqualTo("cancelled");
        assertThat(server.cancel(id).statusCode()).isEqualTo(200);
        assertThat(json(server.order(body)).get("state").asText()).isEqualTo("queued");
        server.cancel(id);
    }

    /** What is ordered or cancelled meanwhile would be lost with what was there before. */
    @Test
    void waitsForTheEndOfARestore() throws IOException {
        String body = "{\"dataset\":\"mnist\",\"seed\":71}";
        String id = json(server.order(body)).get("id").asText();
        for (Supplier<HttpResponse<byte[]>> change :
                List.<Supplier<HttpResponse<byte[]>>>of(() -> server.order(body), () -> server.cancel(id))) {
            try (ProcessLock restoring =
                    ProcessLock.take(server.runs().directory().pauseLock()).orElseThrow()) {
                assertThat(restoring).isNotNull();
                HttpResponse<byte[]> refused = change.get();
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(json(refused).get("detail").asText()).contains("being restored", "Try again");
            }
            assertThat(json(server.get(RUNS + "/" + id)).get("state").asText()).isEqualTo("queued");
        }
        assertThat(server.cancel(id).statusCode()).isEqualTo(200);
    }

    @Test
    void modelsThatAreHereAreFinishedRuns() throws IOException {
        JsonNode run = json(server.get(RUNS + "/small"));
        assertThat(run.get("state").asText()).isEqualTo("finished");
        assertThat(run.get("latentDim").asInt()).isEqualTo(3);
        assertThat(json(server.get(RUNS)).findValuesAsText("id")).contains("small", "larger");
        assertThat(server.cancel("small").statusCode()).isEqualTo(409);
    }

    /** What changes by itself is never kept, by browsers or on the way to them. */
    @Test
    void runsAreNotKept() throws IOException {
        String run = "{\"channels\":2,\"seed\":12}";
        HttpResponse<byte[]> ordered = server.order(run);
        String id = json(ordered).get("id").asText();
        for (HttpResponse<byte[]> answer : List.of(
                ordered,
                server.get(RUNS),
                server.get(RUNS + ".json"),
                server.get(RUNS + "/" + id),
                server.get(RUNS + "/" + id + ".json"),
                server.send("HEAD", RUNS + "/" + id + "/events", null),
                server.get("/runs"),
                server.get("/runs/" + id),
                server.get("/de/runs/" + id),
                server.get("/runs/small"),
                server.get(RUNS + "/nix"),
                server.cancel(id))) {
            assertThat(answer.headers().allValues("Cache-Control"))
                    .as(answer.request().method() + " " + answer.uri().getPath())
                    .containsExactly("no-store");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer wrong",
                "Basic token-of-the-tests",
                "token-of-the-tests",
                "Bearer x token-of-the-tests"
            })
    void onlyTheAdministratorStartsAndCancels(String authorization) {
        for (String method : List.of("POST", "DELETE")) {
            String path = method.equals("POST") ? RUNS + "?token=" + TestServer.TOKEN : RUNS + "/small";
            HttpResponse<byte[]> answer = authorization.isEmpty()
                    ? server.send(method, path, "{}".getBytes(), "Content-Type", "application/json")
                    : server.send(
                            method,
                            path,
                            "{}".getBytes(),
                            "Content-Type",
                            "application/json",
                            "Authorization",
                            authorization);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Bearer");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(TestServer.text(answer)).doesNotContain(TestServer.TOKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "1",
                "\"<script>\"",
                "{",
                "{}{}",
                "{\"<script>\":1}",
                "{\"epochs\":1,\"epochs\":2}",
                "{\"latentDim\":0}",
                "{\"latentDim\":-1}",
                "{\"latentDim\":1.5}",
                "{\"latentDim\":\"15\"}",
                "{\"latentDim\":null}",
                "{\"latentDim\":1e99}",
                "{\"channels\":4097}",
                "{\"channels\":4096}",
                "{\"channels\":99999999999999999999}",
                "{\"epochs\":0}",
                "{\"epochs\":1001}",
                "{\"batchSize\":0}",
                "{\"batchSize\":10001}",
                "{\"learningRate\":0}",
                "{\"learningRate\":-1}",
                "{\"learningRate\":1e999}",
                "{\"learningRate\":true}",
                "{\"weightDecay\":-1}",
                "{\"schedule\":\"cosine\"}",
                "{\"schedule\":1}",
                "{\"seed\":-1}",
                "{\"seed\":9223372036854775808}",
                "{\"dataset\":\"/etc\"}",
                "{\"dataset\":\"../mnist\"}",
                "{\"dataset\":[]}",
                "{\"until\":1}",
                "{\"until\":[]}",
                "{\"until\":null}",
                "{\"until\":{\"<script>\":1}}",
                "{\"until\":{\"minutes\":0}}",
                "{\"until\":{\"minutes\":-1}}",
                "{\"until\":{\"minutes\":\"1\"}}",
                "{\"until\":{\"patience\":1.5}}",
                "{\"until\":{\"iterations\":1,\"iterations\":2}}",
                "{\"learningRate\":0.0012345678901234567,\"weightDecay\":0.012345678901234567,\"until\":"
                        + "{\"gradientNorm\":1.2345678901234567e-10,\"parameterChange\":1.2345678901234567e-10,"
                        + "\"iterations\":100000000,\"minutes\":1234.5678901234567,\"patience\":1000}}"
            })
    void refusesWhatIsNoRun(String body) throws IOException {
        HttpResponse<byte[]> answer = server.order(body);
        assertThat(answer.statusCode()).as(TestServer.text(answer)).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer).get("detail").asText()).isNotBlank();
        assertThat(TestServer.text(answer)).doesNotContain("<script>").doesNotContain("/etc");
    }

    @Test
    void unknownRunsAreNotFound() {
        for (String path : List.of("/nothing", "/nothing/events", "/nothing/pictures/originals", "/small/pictures/x")) {
            assertThat(server.get(RUNS + path).statusCode()).as(path).isEqualTo(404);
            HttpResponse<byte[]> head = server.send("HEAD", RUNS + path, null);
            assertThat(head.statusCode()).as("HEAD " + path).isEqualTo(404);
            assertThat(head.body()).isEmpty();
        }
        assertThat(server.cancel("nothing").statusCode()).isEqualTo(404);
        assertThat(server.get(RUNS + "/small/events", "Accept", "application/json")
                        .statusCode())
                .isEqualTo(406);
        assertThat(server.send("PUT", RUNS, null).statusCode()).isEqualTo(405);
    }

    @Test
    void aQueueHasAnEnd() throws IOException {
        List<String> ids = new ArrayList<>();
        HttpResponse<byte[]> answer = server.order("{\"epochs\":2,\"seed\":1000}");
        while (answer.statusCode() == 202 && ids.size() < 60) {
            ids.add(json(answer).get("id").asText());
            answer = server.order("{\"epochs\":2,\"seed\":" + (1000 + ids.size()) + "}");
        }
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(TestServer.text(answer)).contains("wait or cancel");
        assertThat(ids).hasSizeBetween(40, 50);
        ids.forEach(server::cancel);
    }

    /** What a disk has damaged is not shown as if it were what the network made. */
    @Test
    void damagedPicturesAreAnError() throws Exception {
        String id = server.ordered("{\"channels\":2,\"seed\":45}");
        RunStore store = server.runs().store();
        store.queue().begin(id);
        Path file = server.runs().directory().run(id).resolve("epoch-1.gray");
        byte[] pictures = new byte[7840];
        Files.createDirectories(file.getParent());
        Files.write(file, pictures);
        String path = server.runs().directory().root().relativize(file).toString();
        store.epochs(
                id,
                List.of(new EpochMetrics(1, 0.1, 0.2, 0.15, 1000)),
                1,
                List.of(Artefact.of("epoch-1", path, pictures)));
        String address = RUNS + "/" + id + "/pictures/epoch-1";
        assertThat(server.get(address).body()).isEqualTo(pictures);
        pictures[100] = 1;
        Files.write(file, pictures);
        HttpResponse<byte[]> answer = server.get(address);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(json(answer).get("detail").asText()).contains("damaged", "the server's log says which");
        server.cancel(id);
    }
}
