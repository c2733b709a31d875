package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.javalin.Javalin;
import io.javalin.apibuilder.ApiBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** A site that is open to the world: who its clients are, how much each may ask for, and what it tells browsers. */
class HostingTest {
    private static final String DECODE = "/api/v1/models/small/decode";
    private static final byte[] CODE = "{\"code\":[1,2,3]}".getBytes(StandardCharsets.US_ASCII);

    /** One at once, and the next after a quarter of a minute. */
    private static Hosting hosting(List<String> proxies) {
        return new Hosting(proxies, false, "'none'", 5000, 4, 4, 4, false, false);
    }

    private static HttpResponse<byte[]> decode(TestServer server, String forwarded) {
        return server.send("POST", DECODE, CODE, "Content-Type", "application/json", "X-Forwarded-For", forwarded);
    }

    /** Sends what a number makes until it is too much, which takes two unless this machine is very slow. */
    private static HttpResponse<byte[]> untilRefused(IntFunction<HttpResponse<byte[]>> request, int otherwise) {
        for (int i = 0; i < 20; i++) {
            HttpResponse<byte[]> answer = request.apply(i);
            if (answer.statusCode() == 429) {
                assertThat(i).isPositive();
                return answer;
            }
            assertThat(answer.statusCode()).isEqualTo(otherwise);
        }
        throw new AssertionError("never too much");
    }

    @Test
    void whoAsksForTooMuchIsToldWhenToComeAgain() throws Exception {
        try (TestServer server = new TestServer(hosting(List.of()))) {
            // a header changes nothing
            HttpResponse<byte[]> refused = untilRefused(i -> decode(server, "192.0.2." + i), 200);
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(refused.headers().firstValue("Retry-After").orElseThrow())
                    .matches("1?[0-9]");
            assertThat(TestServer.JSON.readTree(refused.body()).path("detail").asText())
                    .contains("Try again in");
            for (int i = 0; i < 10; i++) {
                assertThat(server.get("/api/v1/models").statusCode()).isEqualTo(200);
                assertThat(server.get("/").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void behindAProxyEachClientIsCountedByItselfAndCannotPretendToBeAnother() throws Exception {
        try (TestServer server = new TestServer(hosting(List.of("127.0.0.0/8", "10.0.0.0/8")))) {
            // what the client has made up stands left of what the proxies have seen
            untilRefused(i -> decode(server, "192.0.2." + i + ", 203.0.113.5, 10.1.2.3"), 200);
            assertThat(decode(server, "203.0.113.6").statusCode()).isEqualTo(200);
            assertThat(decode(server, "2001:db8:1:2:3:4:5:6").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aLongPathCostsMore() throws Exception {
        try (TestServer server = new TestServer(hosting(List.of()))) {
            assertThat(interpolate(server, "0.3")).as("hardly anything").isEqualTo(200);
            assertThat(interpolate(server, "0,".repeat(100) + "1")).isEqualTo(429);
        }
    }

    private static int interpolate(TestServer server, String alphas) {
        String picture = "[" + "0,".repeat(783) + "0]";
        String path = "{\"from\":" + picture + ",\"to\":" + picture + ",\"alphas\":[" + alphas + "]}";
        byte[] body = path.getBytes(StandardCharsets.US_ASCII);
        return server.send("POST", "/api/v1/models/small/interpolate", body, "Content-Type", "application/json")
                .statusCode();
    }

    @Test
    void wrongTokensAreFew() {
        try (TestServer server = new TestServer(hosting(List.of()))) {
            for (int i = 0; i < 5; i++) {
                assertThat(cancel(server).statusCode()).as("none at all").isEqualTo(401);
                assertThat(cancel(server, "Authorization", "Bearer " + TestServer.TOKEN)
                                .statusCode())
                        .as("the right one")
                        .isEqualTo(404);
            }
            untilRefused(i -> cancel(server, "Authorization", "Bearer guess-" + i), 401);
            HttpResponse<byte[]> right = cancel(server, "Authorization", "Bearer " + TestServer.TOKEN);
            assertThat(right.statusCode()).as("nor the right one, now").isEqualTo(429);
            assertThat(right.headers().firstValue("Retry-After")).isPresent();
        }
    }

    private static HttpResponse<byte[]> cancel(TestServer server, String... headers) {
        return server.send("DELETE", "/api/v1/runs/nix", null, headers);
    }

    @Test
    void startsAreLimited() {
        try (TestServer server = new TestServer(hosting(List.of()))) {
            byte[] wrong = "{\"channels\":0}".getBytes(StandardCharsets.US_ASCII);
            String[] headers = {"Content-Type", "application/json", "Authorization", "Bearer " + TestServer.TOKEN};
            untilRefused(i -> server.send("POST", "/api/v1/runs", wrong, headers), 400);
        }
    }

    /** Of IPv6 each host has more addresses than could be counted. */
    @Test
    void aClientOfIpv6IsItsNetwork() throws Exception {
        assumeTrue(hasIpv6(), "this machine has no IPv6");
        Clients clients = new Clients(List.of());
        RateLimit limit = new RateLimit(clients, 4, "Too much.");
        Javalin app = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.apiBuilder(() -> {
                        ApiBuilder.get("/client", ctx -> ctx.result(clients.of(ctx)));
                        ApiBuilder.get("/limited", ctx -> limit.take(ctx, 1));
                    });
                })
                .start("::1", 0);
        try {
            String site = "http://[::1]:" + app.port();
            assertThat(get(site + "/client").body())
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("0:0:0:0::/64");
            untilRefused(i -> get(site + "/limited"), 200);
        } finally {
            app.stop();
        }
    }

    private static HttpResponse<byte[]> get(String address) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        return HttpClient.newHttpClient()
                .sendAsync(request, BodyHandlers.ofByteArray())
                .join();
    }

    private static boolean hasIpv6() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return probe.isBound();
        } catch (IOException none) {
            return false;
        }
    }

    @Test
    void onlyBehindHttpsNothingElseIsAllowed() throws Exception {
        String[] https = {"X-Forwarded-Proto", "https"};
        try (TestServer server = new TestServer(hosting(List.of()))) {
            HttpResponse<byte[]> pretended = server.get("/", https);
            assertThat(pretended.headers().firstValue("Strict-Transport-Security"))
                    .isEmpty();
            assertThat(pretended.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .doesNotContain("upgrade")
                    .endsWith("frame-ancestors 'none'");
        }
        try (TestServer server = new TestServer(hosting(List.of("127.0.0.1")))) {
            for (String path : List.of("/", "/css/site.css", "/nothing")) {
                HttpResponse<byte[]> secure = server.get(path, https);
                assertThat(secure.headers().allValues("Strict-Transport-Security"))
                        .as(path)
                        .containsExactly("max-age=63072000");
                assertThat(secure.headers()
                                .firstValue("Content-Security-Policy")
                                .orElseThrow())
                        .contains("upgrade-insecure-requests");
            }
            assertThat(server.get("/", "X-Forwarded-Proto", "https, http")
                            .headers()
                            .firstValue("Strict-Transport-Security"))
                    .as("the last hop decides")
                    .isEmpty();
        }
        try (TestServer server = new TestServer(
                new Hosting(List.of(), true, "'self' https://example.org", 5000, 0, 0, 0, false, false))) {
            HttpResponse<byte[]> secure = server.get("/%2e%2e/");
            assertThat(secure.statusCode()).as("refused below the application").isEqualTo(400);
            assertThat(secure.headers().firstValue("Strict-Transport-Security")).isPresent();
            assertThat(secure.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("frame-ancestors 'self' https://example.org;");
        }
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> hosting(List.of("10.0.0.0/99"))).hasMessageContaining("10.0.0.0/8");
        assertThatThrownBy(() -> new Hosting(List.of(), false, "x; script-src *", 1, 1, 1, 1, false, false))
                .hasMessageContaining("frame ancestors");
    }
}
