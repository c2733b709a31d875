package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A request that is refused while its body is still being sent gets its answer, and not a reset connection. */
class UnreadBodyTest {
    private static final String ENCODE = "POST /api/v1/models/small/encode";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final int PAUSE = 100; // milliseconds in which a server that does not wait has closed

    @RegisterExtension
    private static final TestServer server = new TestServer();

    record Refused(int status, String line, String headers, int bytes) {
        @Override
        public String toString() {
            return status + " " + line + ", " + bytes + " bytes";
        }
    }

    static Stream<Refused> refused() {
        return Stream.of(
                new Refused(400, ENCODE, JSON, 50_000),
                new Refused(400, ENCODE, JSON, 250_000),
                new Refused(413, ENCODE, JSON, 2_000_000),
                new Refused(415, ENCODE, "Content-Type: text/plain\r\n", 50_000),
                new Refused(404, "POST /api/v1/models/nix/encode", JSON, 50_000),
                new Refused(404, "POST /nothing", "", 50_000),
                new Refused(405, "PUT /models", "", 50_000),
                new Refused(200, "GET /models", "", 50_000));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void anAnnouncedBodyIsReadToItsEnd(Refused request) throws Exception {
        byte[] body = "[".repeat(request.bytes()).getBytes(StandardCharsets.US_ASCII);
        try (Connection connection = new Connection()) {
            connection.send(request.line() + " HTTP/1.1\r\nHost: x\r\n" + request.headers() + "Content-Length: "
                    + body.length + "\r\n\r\n");
            connection.sendInTwoParts(body);
            assertThat(connection.answer()).startsWith("HTTP/1.1 " + request.status() + " ");
            connection.stillWorks();
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aBodyInChunksIsReadToItsEnd(Refused request) throws Exception {
        String chunk = Integer.toHexString(1000) + "\r\n" + "[".repeat(1000) + "\r\n";
        byte[] body = (chunk.repeat(request.bytes() / 1000) + "0\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        // whether white space or JSON, it ends at the limit
        byte[] sent = request.status() == 413
                ? new String(body, StandardCharsets.US_ASCII).replace('[', ' ').getBytes(StandardCharsets.US_ASCII)
                : body;
        try (Connection connection = new Connection()) {
            connection.send(request.line() + " HTTP/1.1\r\nHost: x\r\n" + request.headers()
                    + "Transfer-Encoding: chunked\r\n\r\n");
            connection.sendInTwoParts(sent);
            assertThat(connection.answer()).startsWith("HTTP/1.1 " + request.status() + " ");
            connection.stillWorks();
        }
    }

    @Test
    void aClientThatAsksFirstIsRefusedBeforeItSends() throws Exception {
        try (Connection connection = new Connection()) {
            connection.send(ENCODE + " HTTP/1.1\r\nHost: x\r\n" + JSON
                    + "Expect: 100-continue\r\nContent-Length: 1000000\r\n\r\n");
            assertThat(connection.answer()).matches("(?s)HTTP/1\\.1 413 .*Connection: close.*");
        }
    }

    @Test
    void aClientThatWasToldToSendMaySendAll() throws Exception {
        try (Connection connection = new Connection()) {
            connection.send(ENCODE + " HTTP/1.1\r\nHost: x\r\n" + JSON
                    + "Expect: 100-continue\r\nContent-Length: 50000\r\n\r\n");
            assertThat(connection.head()).startsWith("HTTP/1.1 100 ");
            connection.sendInTwoParts("[".repeat(50_000).getBytes(StandardCharsets.US_ASCII));
            assertThat(connection.answer()).startsWith("HTTP/1.1 400 ");
            connection.stillWorks();
        }
    }

    /** Whatever others have sent before. */
    @Test
    void aClientThatDripsIsAnsweredAndCutOff() throws Exception {
        anAnnouncedBodyIsReadToItsEnd(new Refused(413, ENCODE, JSON, 2_000_000));
        try (Connection connection = new Connection()) {
            connection.send("POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 50000\r\n\r\n");
            for (int i = 0; i < 900 && connection.in.available() == 0; i++) {
                connection.send("[");
                Thread.sleep(PAUSE);
            }
            assertThat(connection.answer()).startsWith("HTTP/1.1 404 ").contains("Connection: close");
        }
    }

    /** A client that reads nothing before it is asked to. */
    private static final class Connection implements AutoCloseable {
        private final Socket socket = new Socket("127.0.0.1", server.port());
        private final InputStream in = socket.getInputStream();
        private final OutputStream out = socket.getOutputStream();

        Connection() throws IOException {
            socket.setSoTimeout(60_000);
            socket.setTcpNoDelay(true);
        }

        void send(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }

        void sendInTwoParts(byte[] body) throws IOException, InterruptedException {
            out.write(body, 0, body.length / 2);
            Thread.sleep(PAUSE);
            out.write(body, body.length / 2, body.length - body.length / 2);
        }

        String head() throws IOException {
            return AnswerHead.read(in).text();
        }

        /** The head of an answer, after its body has been read too. */
        String answer() throws IOException {
            AnswerHead head = AnswerHead.read(in);
            assertThat(in.readNBytes(head.contentLength())).hasSize(head.contentLength());
            return head.text();
        }

        void stillWorks() throws IOException {
            send("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(answer()).startsWith("HTTP/1.1 200 ");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
