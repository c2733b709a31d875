package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import latentlab.server.Eventually;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.server.runs.RunStore;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the server says of its requests, where it is asked to. */
class ObservationTest {
    private static final Hosting OBSERVED =
            new Hosting(List.of("127.0.0.1"), false, "'none'", 5000, 0, 0, 0, true, true);

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent line) {
            lines.add(line.getMessage());
        }
    }

    @Test
    void tellsEachRequestWithoutWhatWasDrawn() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(Hosting.ACCESS_LOGGER);
        Lines appender = new Lines();
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
        List<JsonNode> told = new ArrayList<>();
        try (TestServer server = new TestServer(OBSERVED)) {
            byte[] code = "{\"code\":[0.125,0.25,0.5]}".getBytes(StandardCharsets.US_ASCII);
            String decode = "/api/v1/models/small/decode?secret=0.125";
            List<Runnable> requests = List.of(
                    () -> server.send("POST", decode, code, "Content-Type", "application/json"),
                    () -> server.get("/models/small?drawing=0.125", "X-Forwarded-For", "203.0.113.9"),
                    () -> server.get("/css/site.css"),
                    () -> server.get("/nothing%22%3Cscript%3E"),
                    () -> raw(server, "GET /%2e%2e/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
                    () -> raw(server, "nonsense\r\n\r\n"));
            for (int sent = 1; sent <= requests.size(); sent++) {
                requests.get(sent - 1).run();
                int lines = sent;
                Eventually.holds( // it comes after the answer
                        () -> appender.lines.size() == lines, () -> "line " + lines + " of " + appender.lines);
            }
        } finally {
            logger.detachAppender(appender);
        }
        for (String line : appender.lines) {
            assertThat(line).doesNotContain("0.125", "secret", "drawing", "\n");
            told.add(TestServer.JSON.readTree(line));
        }
        assertThat(told).extracting(line -> line.path("status").asInt()).containsExactly(200, 200, 200, 404, 400, 400);
        assertThat(told)
                .extracting(line -> line.path("route").asText())
                .containsExactly("/api/v1/models/{id}/decode", "/models/{id}", "file", "none", "none", "none");
        assertThat(told.get(0).path("path").asText()).isEqualTo("/api/v1/models/small/decode");
        assertThat(told.get(1).path("client").asText()).isEqualTo("203.0.113.9");
        assertThat(told.get(0).path("bytes").asInt()).isPositive();
        assertThat(told.get(0).path("milliseconds").asDouble()).isPositive();
        assertThat(told.get(0).path("time").asText()).startsWith("20").endsWith("Z");
    }

    private static void raw(TestServer server, String request) {
        try {
            server.raw(request);
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    @Test
    void countsByRouteAndNotByAddress() throws Exception {
        try (TestServer server = new TestServer(OBSERVED)) {
            for (int i = 0; i < 3; i++) {
                server.get("/models/small");
                server.get("/nothing-" + i);
                server.send("BREW", "/models", null);
            }
            String last = "latentlab_http_request_seconds_count{method=\"other\",route=\"none\",status=\"405\"} 3";
            Eventually.holds( // a request is counted after its answer
                    () -> metrics(server).contains(last), () -> last + " in " + metrics(server));
            String text = metrics(server);
            assertThat(text)
                    .contains(
                            "latentlab_http_request_seconds_count{method=\"GET\",route=\"/models/{id}\",status=\"200\"} 3")
                    .contains("latentlab_http_request_seconds_count{method=\"GET\",route=\"none\",status=\"404\"} 3")
                    .contains("latentlab_runs{state=\"queued\"} 0")
                    .contains("latentlab_event_listeners 0")
                    .contains("jvm_memory_used_bytes")
                    .doesNotContain("nothing-");
        }
    }

    /** A client of a run's events that goes without a word is noticed by what it is sent. */
    @Test
    void whoIsGoneIsNotCountedForLong() throws Exception {
        try (TestServer server = new TestServer(OBSERVED)) {
            byte[] order = "{\"channels\":2,\"seed\":45}".getBytes(StandardCharsets.US_ASCII);
            HttpResponse<byte[]> started = server.send(
                    "POST",
                    "/api/v1/runs",
                    order,
                    "Content-Type",
                    "application/json",
                    "Authorization",
                    "Bearer " + TestServer.TOKEN);
            String id = TestServer.JSON.readTree(started.body()).path("id").asText();
            RunStore store = server.runs().store();
            store.queue().begin(id);
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Socket client = new Socket("127.0.0.1", server.port());
                client.getOutputStream()
                        .write(("GET /api/v1/runs/" + id + "/events HTTP/1.1\r\nHost: x\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                clients.add(client);
            }
            awaitListeners(server, 5, () -> {});
            for (Socket client : clients) {
                client.close();
            }
            AtomicInteger epoch = new AtomicInteger();
            awaitListeners(server, 0, () -> {
                int number = epoch.incrementAndGet();
                store.epochs(id, List.of(new EpochMetrics(number, 0.1, 0.1, 0.1, 1)), number, List.of());
            });
        }
    }

    private static void awaitListeners(TestServer server, int count, Runnable meanwhile) throws Exception {
        String line = "latentlab_event_listeners " + count;
        Eventually.holds(
                () -> {
                    meanwhile.run();
                    return metrics(server).contains(line);
                },
                () -> line + " in " + metrics(server));
    }

    private static String metrics(TestServer server) {
        return TestServer.text(server.get("/metrics"));
    }

    @Test
    void isOffUnlessAskedFor() {
        try (TestServer server = new TestServer()) {
            assertThat(server.get("/metrics").statusCode()).isEqualTo(404);
        }
    }
}
