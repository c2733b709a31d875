package latentlab.server.web;

import static io.javalin.apibuilder.ApiBuilder.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import latentlab.server.Eventually;
import latentlab.server.models.ModelLibrary;
import latentlab.server.runs.Artefact;
import latentlab.server.runs.RunStore;
import latentlab.theory.StoppingConditions.Reached;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of a run's end everybody hears who listens, however shortly before it they have begun. */
@Timeout(600)
class RunEndTest {
    private static final String FINISHED = "\"state\":\"finished\"";

    @RegisterExtension
    private static final TestServer server = new TestServer();

    private final ModelLibrary models = ModelLibrary.of(List.of());
    private final RunEvents events = new RunEvents(
            new RunList(server.runs(), models), models, new Clients(List.of()), RunEvents.MOST_OF_AN_ADDRESS);
    private final CountDownLatch subscribing = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private final Javalin app = Javalin.create(config -> {
        config.startup.showJavalinBanner = false;
        config.routes.apiBuilder(() -> {
            get("/{id}/at-once", events::stream);
            get("/{id}/slowly", ctx -> events.stream(held(ctx)));
        });
    });

    @BeforeEach
    void start() {
        app.start("127.0.0.1", 0); // the events are not started: the tests look themselves, and no clock does
    }

    @AfterEach
    void stop() {
        goesOn.countDown();
        events.stop();
        app.stop();
    }

    private EventReader listener(String id, String how) {
        try {
            return EventReader.of(URI.create("http://127.0.0.1:" + app.port() + "/" + id + "/" + how));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static String running(long seed) throws IOException {
        String id = server.ordered("{\"channels\":2,\"seed\":" + seed + "}");
        server.runs().store().queue().begin(id);
        return id;
    }

    private static void finish(String id) {
        RunStore store = server.runs().store();
        store.finish(id, new Reached("epochs", 3, 3), 3, new Artefact("model", "models/x.safetensors", 1, "00"));
    }

    @Test
    void itIsNotMissedByWhoSubscribesWhileOthersAreTold() throws Exception {
        String id = running(61);
        try (EventReader other = listener(id, "at-once")) {
            other.awaitState("running");
            CompletableFuture<EventReader> slow = CompletableFuture.supplyAsync(() -> listener(id, "slowly"));
            subscribing.await();
            finish(id);
            events.look();
            assertThat(other.awaitEnd()).contains(FINISHED);
            goesOn.countDown();
            try (EventReader late = slow.get()) {
                assertThat(late.awaitEnd()).contains(FINISHED);
            }
        }
    }

    /** A request that stands still where it begins to be kept open for what is to come. */
    private Context held(Context ctx) {
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("future")) {
                        subscribing.countDown();
                        goesOn.await();
                    }
                    try {
                        return method.invoke(ctx, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    /** Between the two the server looks for the run's model. */
    @Test
    void itIsToldToWhoSubscribesAfterTheServerHasSeenItAndBeforeItIsTold() throws Exception {
        String id = running(62);
        try (EventReader first = listener(id, "at-once")) {
            first.awaitState("running");
            finish(id);
            Thread look = new Thread(events::look);
            EventReader second;
            synchronized (models) { // so that they can't be looked for
                look.start();
                Eventually.holds(() -> look.getState() == Thread.State.BLOCKED, () -> "it looks for models");
                second = listener(id, "at-once");
                second.awaitState("running"); // as the first has been told
            }
            assertThat(first.awaitEnd()).contains(FINISHED);
            assertThat(second.awaitEnd()).contains(FINISHED);
            second.close();
        }
    }
}
