package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Jetty refuses before the application sees it is a problem with all headers, too. */
class RawRequestsTest {
    private static final String CLOSE = "Host: x\r\nConnection: close\r\n";

    @RegisterExtension
    private static final TestServer server = new TestServer();

    record Raw(String what, int status, String request) {
        @Override
        public String toString() {
            return status + " " + what;
        }
    }

    static Stream<Raw> requests() {
        return Stream.concat(
                Stream.of(
                                "/%2e%2e%2fetc/passwd",
                                "/css/%2e%2e/%2e%2e/logback.xml",
                                "/css/..%2f..%2flogback.xml",
                                "/css%2fsite.css",
                                "/css/..;/site.css",
                                "/css//site.css",
                                "/%zz",
                                "/%",
                                "/%u0041",
                                "/%c0%ae%c0%ae/",
                                "/css/%00",
                                "/css\\..\\x",
                                "/api/v1/models/%2e%2e")
                        .map(path -> new Raw("path " + path, 400, "GET " + path + " HTTP/1.1\r\n" + CLOSE + "\r\n")),
                Stream.of(
                        new Raw("no HTTP", 400, "<script>alert(1)</script>\r\n\r\n"),
                        new Raw("no version", 505, "GET /<script>\r\n\r\n"),
                        new Raw("wrong version", 505, "GET / HTTP/7.0\r\n" + CLOSE + "\r\n"),
                        new Raw("no host", 400, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"),
                        new Raw("two hosts", 400, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
                        new Raw("markup in path", 400, "GET /<script> HTTP/1.1\r\n" + CLOSE + "\r\n"),
                        new Raw("header without colon", 400, "GET / HTTP/1.1\r\n" + CLOSE + "nonsense\r\n\r\n"),
                        new Raw("space in header name", 400, "GET / HTTP/1.1\r\n" + CLOSE + "a b: c\r\n\r\n"),
                        new Raw(
                                "negative length",
                                400,
                                "POST /api/v1/models/small/encode HTTP/1.1\r\n" + CLOSE + "Content-Length: -1\r\n\r\n"),
                        new Raw(
                                "two lengths",
                                400,
                                "POST /api/v1/models/small/encode HTTP/1.1\r\n" + CLOSE
                                        + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n12"),
                        new Raw(
                                "length and chunks",
                                400,
                                "POST /api/v1/models/small/encode HTTP/1.1\r\n" + CLOSE
                                        + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                        new Raw("long path", 414, "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n" + CLOSE + "\r\n"),
                        new Raw(
                                "long header",
                                431,
                                "GET / HTTP/1.1\r\n" + CLOSE + "X: " + "a".repeat(20_000) + "\r\n\r\n"),
                        new Raw("many headers", 431, "GET / HTTP/1.1\r\n" + CLOSE + "X: a\r\n".repeat(5_000) + "\r\n"),
                        new Raw(
                                "announced body too large",
                                413,
                                "POST /api/v1/models/small/encode HTTP/1.1\r\n" + CLOSE
                                        + "Content-Type: application/json\r\nContent-Length: 999999999\r\n\r\n{"),
                        new Raw("chunked body too large", 413, chunked("{\"pixels\":", " ".repeat(60_000), 5)),
                        new Raw(
                                "body cut off",
                                400,
                                chunked("{\"pixels\":[", "", 0).replace("\r\n0\r\n\r\n", "")),
                        new Raw(
                                "broken chunk",
                                400,
                                chunked("{\"pixels\":[", "", 0).replace("\r\nb\r\n", "\r\nzz\r\n")),
                        new Raw(
                                "web socket",
                                404,
                                "GET /livez HTTP/1.1\r\n" + CLOSE + "Sec-WebSocket-Version: 13\r\n\r\n")));
    }

    private static String chunked(String first, String next, int times) {
        String chunk = next.isEmpty() ? "" : Integer.toHexString(next.length()) + "\r\n" + next + "\r\n";
        return "POST /api/v1/models/small/encode HTTP/1.1\r\n" + CLOSE
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(first.length()) + "\r\n" + first + "\r\n" + chunk.repeat(times) + "0\r\n\r\n";
    }

    @ParameterizedTest
    @MethodSource("requests")
    void isRefusedWithAProblem(Raw raw) throws Exception {
        String answer = server.raw(raw.request());
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        assertThat(answer).startsWith("HTTP/1.1 " + raw.status() + " ");
        assertThat(answer).contains("Content-Type: application/problem+json");
        for (String header : List.of(
                "Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff", "Referrer-Policy:")) {
            assertThat(answer.split(header, -1)).as(header).hasSize(2);
        }
        assertThat(answer).doesNotContain("Server: ");
        assertThat(body).doesNotContain("<");
        assertThat(TestServer.JSON.readTree(body).path("status").asInt()).isEqualTo(raw.status());
        assertThat(TestServer.JSON.readTree(body).path("detail").asText()).isNotEmpty();
    }

    @Test
    void afterAllThatItStillAnswers() {
        assertThat(server.get("/livez").statusCode()).isEqualTo(200);
    }
}
