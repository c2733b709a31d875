package latentlab.server.web;

import static io.javalin.apibuilder.ApiBuilder.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import latentlab.server.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class AdministratorTest {
    private final AdminToken token = new AdminToken("right");
    private final RateLimit wrongTokens = new RateLimit(new Clients(List.of()), 1, "Too many.");
    private final Administrator administrator = new Administrator(token, wrongTokens);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Javalin app = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                config.routes.apiBuilder(() -> {
                    get("/secret", administrator::require);
                    get("/wrong", ctx -> wrongTokens.take(ctx, 1));
                });
            })
            .start("127.0.0.1", 0);

    @AfterEach
    void stop() {
        app.stop();
    }

    /** The status of the answer. */
    private CompletableFuture<Integer> asks(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + path))
                .header("Authorization", "Bearer right")
                .build();
        return client.sendAsync(request, BodyHandlers.discarding()).thenApply(answer -> answer.statusCode());
    }

    /** Else as many could be tried as are sent before the first of them is answered. */
    @Test
    void theRightOneIsNotLetThroughWhenTooManyWrongOnesWereSentAtTheSameTime() throws Exception {
        assertThat(asks("/secret").get()).isEqualTo(200);
        CompletableFuture<Integer> right;
        synchronized (token) { // which tokens wait for to be compared
            right = asks("/secret");
            Eventually.holds(AdministratorTest::isBeingCompared, () -> "the token is looked at: " + right);
            assertThat(asks("/wrong").get()).isEqualTo(200);
        }
        assertThat(right.get()).isEqualTo(429);
    }

    private static boolean isBeingCompared() {
        return Thread.getAllStackTraces().entrySet().stream()
                .anyMatch(thread -> thread.getKey().getState() == Thread.State.BLOCKED
                        && thread.getValue().length > 0
                        && thread.getValue()[0].getClassName().equals(AdminToken.class.getName()));
    }
}
