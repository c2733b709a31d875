package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopTest {
    @Test
    void aRequestInFlightIsAnswered() throws Exception {
        try (TestServer server = new TestServer();
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(15_000);
            String body = "{\"code\":[1,2,3]}";
            String head = "POST /api/v1/models/small/decode HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + body.substring(0, 5)).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            Thread.sleep(200); // until the request is in the application, waiting for the rest of its body
            CompletableFuture<Void> stopped =
                    CompletableFuture.runAsync(() -> server.app().stop());
            Thread.sleep(200);
            assertThat(stopped).isNotDone();
            socket.getOutputStream().write(body.substring(5).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer)
                    .startsWith("HTTP/1.1 200")
                    .contains("{\"pixels\":[")
                    .endsWith("]}");
            stopped.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aDrippedBodyDoesNotHoldAThreadForLong() throws Exception {
        try (TestServer server = new TestServer();
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream()
                    .write(("POST /api/v1/models/small/decode HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            long start = System.nanoTime();
            StringBuilder answer = new StringBuilder();
            while (answer.isEmpty() && System.nanoTime() - start < 10e9) {
                socket.getOutputStream().write(' ');
                socket.getOutputStream().flush();
                Thread.sleep(100);
                if (socket.getInputStream().available() > 0) {
                    answer.append(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
                }
            }
            assertThat(answer.toString()).startsWith("HTTP/1.1 408").contains("too slowly");
        }
    }
}
