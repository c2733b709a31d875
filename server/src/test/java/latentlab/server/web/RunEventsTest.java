package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import io.javalin.apibuilder.ApiBuilder;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.server.models.ModelLibrary;
import latentlab.server.runs.Artefact;
import latentlab.server.runs.RunStore;
import latentlab.theory.StoppingConditions.Reached;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is told of runs while they go on. */
@Timeout(600)
class RunEventsTest {
    private static final String RUNS = TestServer.RUNS;
    private static final Artefact MODEL = new Artefact("model", "models/x.safetensors", 1, "00");

    @RegisterExtension
    private static final TestServer server = new TestServer();

    private static EpochMetrics epoch(int number) {
        return new EpochMetrics(number, 0.1 / number, 0.2 / number, 0.15 / number, 1000);
    }

    private static URI events(String id) {
        return server.uri(RUNS + "/" + id + "/events");
    }

    /** What happens is told as it happens, and a client that was cut off goes on where it was. */
    @Test
    void tellsWhatHappens() throws Exception {
        String id = server.ordered("{\"channels\":2,\"seed\":42,\"epochs\":3}");
        HttpResponse<byte[]> head = server.send("HEAD", RUNS + "/" + id + "/events", null);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        RunStore store = server.runs().store();
        try (EventReader events = EventReader.of(events(id))) {
            assertThat(events.next("run")).contains("\"state\":\"queued\"");
            store.queue().begin(id);
            events.awaitState("running");
            store.epochs(id, List.of(epoch(1)), 1, List.of());
            assertThat(events.next("epoch")).contains("\"epoch\":1", "\"testLoss\":0.15");
        }
        store.epochs(id, List.of(epoch(2)), 2, List.of());
        try (EventReader events = EventReader.after(1, events(id))) {
            assertThat(events.next("epoch")).contains("\"epoch\":2");
            store.epochs(id, List.of(epoch(3)), 3, List.of());
            assertThat(events.next("epoch")).contains("\"epoch\":3");
            store.finish(id, new Reached("epochs", 3, 3), 3, MODEL);
            assertThat(events.awaitState("finished"))
                    .contains("\"stoppedBy\":{\"condition\":\"epochs\",\"bound\":3.0,\"value\":3.0}");
            events.awaitEnd();
        }
        JsonNode run = TestServer.JSON.readTree(server.get(RUNS + "/" + id).body());
        assertThat(run.get("metrics")).hasSize(3);
        assertThat(run.get("testLoss").asDouble()).isEqualTo(0.15 / 3);
        assertThat(run.at("/stoppedBy/condition").asText()).isEqualTo("epochs");
    }

    /** One that does not read keeps nobody else waiting. */
    @Test
    void aSlowClientDelaysNoOther() throws Exception {
        String id = server.ordered("{\"channels\":2,\"seed\":43}");
        RunStore store = server.runs().store();
        store.queue().begin(id);
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(1024);
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
            socket.getOutputStream()
                    .write(("GET " + RUNS + "/" + id
                                    + "/events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            slow.add(socket);
        }
        try (EventReader events = EventReader.of(events(id))) {
            for (int epoch = 1; epoch <= 3000; epoch += 1000) {
                List<EpochMetrics> many = new ArrayList<>();
                for (int i = 0; i < 1000; i++) {
                    many.add(epoch(epoch + i));
                }
                store.epochs(id, many, 1, List.of());
                String last = "";
                long start = System.nanoTime();
                while (!last.contains("\"epoch\":" + (epoch + 999) + ",")) {
                    last = events.next("epoch");
                }
                assertThat((System.nanoTime() - start) / 1e9).isLessThan(25); // a connection that is stuck lasts 30 s
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        server.cancel(id);
    }

    /** A class looks at one run: all are told, and what is new is read once and sent by few threads. */
    @Test
    void manyClientsListenToOneRun() throws Exception {
        String id = server.ordered("{\"channels\":2,\"seed\":44}");
        RunStore store = server.runs().store();
        store.queue().begin(id);
        List<EventReader> all = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                all.add(EventReader.of(events(id)));
            }
            for (EventReader events : all) {
                events.awaitState("running");
            }
            for (int epoch = 1; epoch <= 3; epoch++) {
                store.epochs(id, List.of(epoch(epoch)), epoch, List.of());
                for (EventReader events : all) {
                    assertThat(events.next("epoch")).contains("\"epoch\":" + epoch + ",");
                }
            }
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().equals("run-events"))
                    .hasSizeLessThan(100);
        } finally {
            for (EventReader events : all) {
                events.close();
            }
        }
        server.cancel(id);
    }

    @Test
    void oneAddressDoesNotTakeAllPlaces() throws Exception {
        String id = server.ordered("{\"channels\":2,\"seed\":45}");
        ModelLibrary models = ModelLibrary.of(List.of());
        RunEvents events =
                new RunEvents(new RunList(server.runs(), models), models, new Clients(List.of("127.0.0.1")), 2);
        Javalin app = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.apiBuilder(() -> ApiBuilder.get("/{id}", events::stream));
                })
                .start("127.0.0.1", 0);
        try {
            assertThat(listen(app, id, "192.0.2.1")).isEqualTo(200);
            assertThat(listen(app, id, "192.0.2.1")).isEqualTo(200);
            assertThat(listen(app, id, "192.0.2.1")).isEqualTo(503);
            assertThat(listen(app, id, "192.0.2.2")).isEqualTo(200);
        } finally {
            events.stop();
            app.stop();
        }
        server.cancel(id);
    }

    /** Goes on to listen where the status that it returns says so. */
    private static int listen(Javalin app, String id, String client) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + "/" + id))
                .header("Accept", "text/event-stream")
                .header("X-Forwarded-For", client)
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofInputStream())
                .statusCode();
    }
}
