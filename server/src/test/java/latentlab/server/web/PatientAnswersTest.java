package latentlab.server.web;

import static io.javalin.apibuilder.ApiBuilder.get;
import static io.javalin.apibuilder.ApiBuilder.head;
import static io.javalin.apibuilder.ApiBuilder.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.Javalin;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Readers who take what they asked for late, slowly or never. */
class PatientAnswersTest {
    private static final byte[] LARGE = random(6 << 20); // more than a connection holds
    private static final byte[] SMALL = random(100);
    /** More than there are threads. */
    private static final int MANY = 300;

    private final List<Reader> readers = new ArrayList<>();
    private Javalin app;

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** With the server's own settings, or others for its answers. */
    private void start(PatientAnswers others) {
        app = Javalin.create(config -> {
            if (others == null) {
                Hosting usual = Hosting.USUAL;
                JettySettings.apply(config.jetty, usual, new SecurityHeaders(new Clients(usual.proxies()), usual));
            } else {
                config.jetty.modifyServer(server -> server.insertHandler(others));
            }
            config.startup.showJavalinBanner = false;
            config.routes.apiBuilder(() -> {
                Handler large = ctx -> PatientAnswers.send(ctx, LARGE);
                get("/large", large);
                head("/large", large);
                post("/large", large);
                get("/another", ctx -> PatientAnswers.send(ctx, LARGE.clone()));
                Handler small = ctx -> PatientAnswers.send(ctx, SMALL);
                get("/small", small);
                post("/small", small);
                get("/none", ctx -> PatientAnswers.send(ctx, new byte[0]));
            });
        });
        app.start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() throws IOException {
        for (Reader reader : readers) {
            reader.socket.close();
        }
        app.stop();
    }

    private Reader asks(String line) throws IOException {
        Reader reader = new Reader(app.port());
        readers.add(reader);
        reader.ask(line);
        return reader;
    }

    @Test
    void readersWhoTakeNothingHoldUpNobody() throws Exception {
        start(null);
        for (int i = 0; i < MANY; i++) {
            asks("GET /large");
        }
        assertThat(asks("GET /small").body()).isEqualTo(SMALL);
        assertThat(readers.get(MANY / 2).body()).as("of one who reads at last").isEqualTo(LARGE);
    }

    @Test
    void readersWhoTakeNothingOfWhatWasComputedForThemTakeNobodysTurn() throws Exception {
        start(null);
        for (int i = 0; i < MANY; i++) {
            asks("POST /large");
        }
        assertThat(asks("POST /small").body()).isEqualTo(SMALL);
        assertThat(readers.get(MANY / 2).body()).as("of one who reads at last").isEqualTo(LARGE);
    }

    @Test
    void aConnectionGoesOnAfterEachAnswer() throws Exception {
        start(null);
        Reader reader = asks("GET /large");
        assertThat(reader.body()).isEqualTo(LARGE);
        reader.ask("HEAD /large");
        assertThat(reader.head()).startsWith("HTTP/1.1 200 ").contains("Content-Length: " + LARGE.length + "\r\n");
        reader.ask("GET /none");
        assertThat(reader.body()).isEmpty();
        reader.ask("GET /small");
        assertThat(reader.body()).isEqualTo(SMALL);
    }

    @Test
    void aStopWaitsForWhoReads() throws Exception {
        start(null);
        Reader reader = asks("GET /large");
        reader.head();
        byte[] first = reader.in.readNBytes(1000);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(app::stop);
        Thread.sleep(200);
        assertThat(stopped).isNotDone();
        assertThat(first.length + reader.in.readNBytes(LARGE.length - 1000).length)
                .isEqualTo(LARGE.length);
        stopped.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoHasTakenLongestIsGivenUpWhenTooMuchWaits() throws Exception {
        start(new PatientAnswers(0, Duration.ZERO, 3L * LARGE.length));
        Reader first = asks("GET /another");
        first.head();
        List<Reader> same = List.of(asks("GET /large"), asks("GET /large"), asks("GET /large"));
        for (Reader one : same) {
            one.head();
        }
        Reader last = asks("GET /another");
        last.head();
        Reader oneTooMany = asks("GET /another");
        assertThat(oneTooMany.body()).hasSize(LARGE.length);
        assertThat(last.in.readNBytes(LARGE.length)).hasSize(LARGE.length);
        assertThat(same.get(2).in.readNBytes(LARGE.length)).as("counted once").hasSize(LARGE.length);
        assertThatThrownBy(() -> first.all(LARGE.length)).isInstanceOf(IOException.class);
    }

    @Test
    void whoTakesNextToNothingIsGivenUp() throws Exception {
        start(new PatientAnswers(1 << 30, Duration.ofMillis(200), Long.MAX_VALUE));
        Reader reader = asks("GET /large");
        reader.head();
        Thread.sleep(500);
        assertThatThrownBy(() -> reader.all(LARGE.length)).isInstanceOf(IOException.class);
        assertThat(asks("GET /small").body()).isEqualTo(SMALL);
    }

    /** Somebody whose device takes little before it is read. */
    private static final class Reader {
        private final Socket socket = new Socket();
        private final InputStream in;

        Reader(int port) throws IOException {
            socket.setReceiveBufferSize(64 << 10);
            socket.setSoTimeout(30_000);
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            in = socket.getInputStream();
        }

        void ask(String line) throws IOException {
            socket.getOutputStream().write((line + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        String head() throws IOException {
            return AnswerHead.read(in).text();
        }

        byte[] body() throws IOException {
            return all(AnswerHead.read(in).contentLength());
        }

        byte[] all(int length) throws IOException {
            byte[] all = in.readNBytes(length);
            if (all.length < length) {
                throw new IOException("closed after " + all.length + " bytes");
            }
            return all;
        }
    }
}
