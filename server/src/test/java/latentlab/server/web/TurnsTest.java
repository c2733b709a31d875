package latentlab.server.web;

import static io.javalin.apibuilder.ApiBuilder.get;
import static io.javalin.apibuilder.ApiBuilder.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.javalin.config.JettyConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import latentlab.server.Eventually;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that take long, of which one at a time is worked on. */
@Timeout(60)
class TurnsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private Javalin app;

    private void start(int mostWaiting, Duration longestWait) {
        start(jetty -> jetty.modifyServer(server -> server.insertHandler(new Turns(1, mostWaiting, longestWait))));
    }

    private void start(Consumer<JettyConfig> settings) {
        app = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            settings.accept(config.jetty);
            config.routes.apiBuilder(() -> {
                get("/quick", ctx -> ctx.result("read"));
                post("/quick", ctx -> ctx.result("computed"));
                post("/long", ctx -> {
                    begun.release();
                    mayEnd.await();
                });
                post("/failing", ctx -> {
                    throw new AssertionError("on purpose");
                });
            });
        });
        app.start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        mayEnd.countDown();
        app.stop();
    }

    /** The status of the answer. */
    private CompletableFuture<Integer> asks(String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + path))
                .method(method, BodyPublishers.noBody())
                .build();
        return client.sendAsync(request, BodyHandlers.ofString()).thenApply(answer -> answer.statusCode());
    }

    /** Whose turn it is until {@link #mayEnd}. */
    private CompletableFuture<Integer> aLongOne() throws InterruptedException {
        CompletableFuture<Integer> answer = asks("POST", "/long");
        begun.acquire();
        return answer;
    }

    @Test
    void othersWaitUntilItIsTheirTurn() throws Exception {
        start(100, LONG);
        CompletableFuture<Integer> first = aLongOne();
        CompletableFuture<Integer> second = asks("POST", "/long");
        CompletableFuture<Integer> third = asks("POST", "/quick");
        assertThat(asks("GET", "/quick").get()).as("what is only read").isEqualTo(200);
        assertThat(begun.tryAcquire(200, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(third).isNotDone();
        mayEnd.countDown();
        assertThat(first.get()).isEqualTo(200);
        assertThat(second.get()).isEqualTo(200);
        assertThat(third.get()).isEqualTo(200);
    }

    @Test
    void whoIsOneTooManyIsRefusedAtOnce() throws Exception {
        start(0, LONG);
        CompletableFuture<Integer> first = aLongOne();
        assertThat(asks("POST", "/quick").get()).isEqualTo(503);
        mayEnd.countDown();
        assertThat(first.get()).isEqualTo(200);
    }

    @Test
    void whoWaitsTooLongIsRefusedAndTakesNoTurn() throws Exception {
        start(100, Duration.ofMillis(50));
        CompletableFuture<Integer> first = aLongOne();
        assertThat(asks("POST", "/quick").get()).isEqualTo(503);
        mayEnd.countDown();
        assertThat(first.get()).isEqualTo(200);
        Eventually.holds(() -> asks("POST", "/quick").get() == 200, () -> "there is a turn for each again");
    }

    @Test
    void workThatFailsEndsItsTurn() throws Exception {
        start(100, LONG);
        CompletableFuture<Integer> first = aLongOne();
        CompletableFuture<Integer> failing = asks("POST", "/failing");
        mayEnd.countDown();
        assertThat(first.get()).isEqualTo(200);
        assertThat(failing.get()).isEqualTo(500);
        assertThat(asks("POST", "/quick").get()).isEqualTo(200);
    }

    /** Also of a request that waits for its turn it is said that it is there. */
    private Handler.Wrapper noting(AtomicInteger waiting) {
        return new Handler.Wrapper() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                boolean handled = super.handle(request, response, callback);
                waiting.incrementAndGet(); // as nobody's long one has ended
                begun.release();
                return handled;
            }
        };
    }

    /** With the server's own settings, except that the machine may be slow. */
    @Test
    void aStopWaitsForWhoWaitsForATurn() throws Exception {
        AtomicInteger waiting = new AtomicInteger();
        start(jetty -> {
            Hosting usual = Hosting.USUAL;
            JettySettings.apply(jetty, usual, new SecurityHeaders(new Clients(usual.proxies()), usual));
            jetty.modifyServer(server -> {
                server.setStopTimeout(LONG.toMillis());
                server.insertHandler(noting(waiting));
            });
        });
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        while (waiting.get() == 0) {
            all.add(aLongOne());
        }
        int port = app.port();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(app::stop);
        Eventually.holds(() -> StopTest.refuses(port), () -> "it stops, and so takes no other request");
        assertThat(all).noneMatch(CompletableFuture::isDone);
        mayEnd.countDown();
        for (CompletableFuture<Integer> answer : all) {
            assertThat(answer.get()).isEqualTo(200);
        }
        stopped.get();
    }
}
