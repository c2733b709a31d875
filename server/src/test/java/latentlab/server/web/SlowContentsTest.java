package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import latentlab.server.dataset.LabelledImages;
import latentlab.server.dataset.MalformedDatasetException;
import latentlab.server.jobs.BackgroundRuns;
import latentlab.server.models.ModelLibrary;
import latentlab.server.models.TestCodes;
import latentlab.server.results.StudyLibrary;
import latentlab.server.runs.DataDirectory;
import org.eclipse.jetty.server.AbstractConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that take long to make, asked for by many before the first is made. */
@Timeout(600)
class SlowContentsTest {
    /** More than there are threads. */
    private static final int MANY = 300;

    private static final String SMALL = "/api/v1/models/small";

    private final CountDownLatch mayBeMade = new CountDownLatch(1);
    private final AtomicInteger made = new AtomicInteger();
    private final List<Socket> waiting = new ArrayList<>();
    private volatile boolean unreadable;
    private BackgroundRuns runs;
    private Javalin app;

    @BeforeEach
    void start() throws IOException {
        runs = new BackgroundRuns(new DataDirectory(Files.createTempDirectory("latent-lab-test")), 0);
        app = LatentLabApp.create(
                ModelLibrary.of(List.of(TestServer.SMALL, TestServer.LARGER)),
                Map.of("mnist", this::images),
                StudyLibrary.shipped(),
                new TestCodes(null),
                runs,
                new AdminToken(TestServer.TOKEN),
                Hosting.USUAL);
        app.start("127.0.0.1", 0);
    }

    private LabelledImages images() {
        made.incrementAndGet();
        try {
            mayBeMade.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (unreadable) {
            throw new MalformedDatasetException("images", 0, "on purpose");
        }
        return TestServer.IMAGES;
    }

    @AfterEach
    void stop() throws IOException {
        mayBeMade.countDown();
        for (Socket socket : waiting) {
            socket.close();
        }
        app.stop();
        runs.close();
    }

    /** Asks, and closes after the answer. */
    private Socket asks(String path) throws IOException {
        Socket socket = new Socket("127.0.0.1", app.port());
        waiting.add(socket);
        socket.setSoTimeout(120_000);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void whoWaitsForThemHoldsUpNobody() throws Exception {
        List<String> slow = List.of("/codes", "/correlation", "/reference");
        for (int i = 0; i < MANY; i++) {
            asks(SMALL + slow.get(i % slow.size()));
        }
        List<Socket> crowd = List.copyOf(waiting);
        for (String path : List.of("/", "/livez", "/readyz", "/models", "/css/site.css", SMALL)) {
            assertThat(answer(asks(path))).as(path).startsWith("HTTP/1.1 200 ");
        }
        mayBeMade.countDown();
        Set<String> bodies = new HashSet<>();
        for (Socket socket : crowd) {
            String answer = answer(socket);
            assertThat(answer).startsWith("HTTP/1.1 200 ");
            bodies.add(answer.substring(answer.indexOf("\r\n\r\n")));
        }
        assertThat(bodies).hasSameSizeAs(slow);
        assertThat(made).as("times that the images were read").hasValue(1);
    }

    @Test
    void whoWaitsLongerThanAConnectionMayRestIsAnswered() throws Exception {
        ((AbstractConnector) app.jettyServer().server().getConnectors()[0]).setIdleTimeout(100);
        Socket socket = asks(SMALL + "/codes");
        Thread.sleep(1000);
        mayBeMade.countDown();
        assertThat(answer(socket)).startsWith("HTTP/1.1 200 ");
    }

    /** A failure is told to all who wait, and the next who asks has another try. */
    @Test
    void whatCannotBeMadeIsSaidAndTriedAgain() throws Exception {
        unreadable = true;
        Socket first = asks(SMALL + "/codes");
        Socket second = asks(SMALL + "/codes");
        mayBeMade.countDown();
        assertThat(answer(first)).startsWith("HTTP/1.1 500 ").contains("is damaged");
        assertThat(answer(second)).startsWith("HTTP/1.1 500 ").contains("is damaged");
        unreadable = false;
        assertThat(answer(asks(SMALL + "/codes"))).startsWith("HTTP/1.1 200 ");
    }
}
