package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import latentlab.server.Eventually;
import org.junit.jupiter.api.Test;

class StopTest {
    @Test
    void aRequestInFlightIsAnswered() throws Exception {
        try (TestServer server = new TestServer();
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(60_000);
            // so much of the body comes at once that the rest of it may take minutes
            String begun = " ".repeat(50_000);
            String rest = "{\"code\":[1,2,3]}";
            String head = "POST /api/v1/models/small/decode HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: "
                    + (begun + rest).length() + "\r\n\r\n";
            String told = "HTTP/1.1 100 Continue\r\n\r\n"; // which the server says when it waits for the body
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(told.length()))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo(told);
            socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
            int port = server.port();
            CompletableFuture<Void> stopped =
                    CompletableFuture.runAsync(() -> server.app().stop());
            Eventually.holds(() -> refuses(port), () -> "it stops, and so takes no other request");
            assertThat(stopped).isNotDone();
            socket.getOutputStream().write(rest.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer)
                    .startsWith("HTTP/1.1 200")
                    .contains("{\"pixels\":[")
                    .endsWith("]}");
            stopped.get(60, TimeUnit.SECONDS);
        }
    }

    /** Whether nobody listens there any more. */
    static boolean refuses(int port) {
        try (Socket other = new Socket("127.0.0.1", port)) {
            return !other.isConnected();
        } catch (IOException refused) {
            return true;
        }
    }

    @Test
    void aDrippedBodyDoesNotHoldAThreadForLong() throws Exception {
        try (TestServer server = new TestServer();
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("POST /api/v1/models/small/decode HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            int sent = 0;
            while (sent < 900 && socket.getInputStream().available() == 0) { // of which the last are never sent
                socket.getOutputStream().write(' ');
                sent++;
                Thread.sleep(100);
            }
            assertThat(socket.getInputStream().readAllBytes())
                    .asString(StandardCharsets.US_ASCII)
                    .startsWith("HTTP/1.1 408")
                    .contains("too slowly");
        }
    }
}
