package latentlab.server.web;

import static io.javalin.apibuilder.ApiBuilder.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import latentlab.server.Eventually;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Probes of a server whose disk does not answer. */
@Timeout(120)
class HealthTest {
    private static final int THREADS = 8;
    private static final int PROBES = 40;

    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch answers = new CountDownLatch(1);
    private final AtomicInteger looked = new AtomicInteger();
    private final AtomicInteger arrived = new AtomicInteger();
    private Javalin app;

    private void start(Duration patience) {
        Health health = new Health(this::diskAnswers, patience);
        app = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.threadPool = new QueuedThreadPool(THREADS);
            Hosting usual = Hosting.USUAL;
            JettySettings.apply(config.jetty, usual, new SecurityHeaders(new Clients(usual.proxies()), usual));
            config.routes.before(ctx -> arrived.incrementAndGet());
            config.routes.apiBuilder(() -> {
                get("/readyz", health::ready);
                get("/livez", health::live);
            });
        });
        app.start("127.0.0.1", 0);
        health.ready();
    }

    private Optional<String> diskAnswers() {
        looked.incrementAndGet();
        try {
            answers.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    @AfterEach
    void stop() {
        answers.countDown();
        app.stop();
    }

    private CompletableFuture<HttpResponse<String>> asks(String path) {
        URI address = URI.create("http://127.0.0.1:" + app.port() + path);
        return client.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .orTimeout(60, TimeUnit.SECONDS);
    }

    @Test
    void probesThatWaitForTheDiskHoldUpNobody() throws Exception {
        start(Duration.ofMinutes(5));
        var probes = IntStream.range(0, PROBES).mapToObj(i -> asks("/readyz")).toList();
        Eventually.holds(() -> arrived.get() == PROBES, () -> arrived + " of " + PROBES + " have arrived");
        assertThat(asks("/livez").get().statusCode()).isEqualTo(200);
        assertThat(probes).noneMatch(CompletableFuture::isDone);
        answers.countDown();
        for (CompletableFuture<HttpResponse<String>> probe : probes) {
            assertThat(probe.get().statusCode()).isEqualTo(200);
            assertThat(probe.get().body()).isEqualTo("{\"status\":\"ready\"}");
        }
        assertThat(looked).as("at a time").hasValue(1);
    }

    @Test
    void aDiskThatDoesNotAnswerIsNotReady() throws Exception {
        start(Duration.ofMillis(50));
        HttpResponse<String> probe = asks("/readyz").get();
        assertThat(probe.statusCode()).isEqualTo(503);
        assertThat(probe.body()).contains("does not answer");
    }
}
