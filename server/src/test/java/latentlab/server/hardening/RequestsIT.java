package latentlab.server.hardening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import latentlab.server.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is asked for in whatever way, nothing is told that is not meant to be, and nothing breaks. */
@ExtendWith(Figures.Extension.class)
@Timeout(3600)
class RequestsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIRST = "mnist-c32-d15-s0";

    @TempDir
    private Path folder;

    private ServerProcess server(String... options) throws IOException {
        return Program.serve(folder.resolve("data"), options);
    }

    @Test
    void pathCorpus(Figures figures) throws Exception {
        List<String> paths = PathCorpus.paths();
        int leaked = 0;
        int broken = 0;
        try (ServerProcess server = server("--workers", "0");
                Wire wire = new Wire(server.url())) {
            for (String path : paths) {
                byte[] head = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.UTF_8);
                Wire.Answer answer = wire.send(head, new byte[0], false);
                String text = new String(answer.body(), StandardCharsets.ISO_8859_1);
                leaked += PathCorpus.LEAKS.stream().anyMatch(text::contains) ? 1 : 0;
                broken += answer.status() >= 500 ? 1 : 0;
            }
        }
        figures.add(
                "path and encoding corpus, " + paths.size() + " forms", leaked + " files leaked, " + broken + " 5xx");
        assertThat(paths).hasSizeGreaterThan(1000);
        assertThat(leaked + broken).isZero();
    }

    @Test
    void requestFuzz(Figures figures) throws Exception {
        int inputs = Amount.of(100_000, 3000);
        int threads = 8;
        Path data = Files.createDirectories(folder.resolve("data"));
        String token = Program.newToken(data);
        AtomicInteger accepted = new AtomicInteger();
        String said;
        int endpoints;
        try (ServerProcess server = server("--workers", "0", "--computations", "0", "--starts", "0", "--metrics")) {
            List<String> reads;
            try (Wire wire = new Wire(server.url())) {
                reads = RequestFuzz.reads(wire);
            }
            endpoints = reads.size() + RequestFuzz.POSTS;
            Fuzz.feed(
                    new RequestFuzz(token, reads).requests(), inputs, threads, () -> new Asker(server.url(), accepted));
            said = server.said();
        }
        long uncaught = said.lines()
                .filter(line -> line.contains("ERROR") || line.startsWith("\tat "))
                .count();
        figures.add(
                String.format(
                        "JSON and query fuzz on all %d endpoints, %,d inputs (%,d accepted)",
                        endpoints, inputs, accepted.get()),
                "0 5xx, " + uncaught + " lines of uncaught errors");
        assertThat(uncaught).as(said).isZero();
        assertThat(accepted.get()).as("some are good").isBetween(inputs / 20, inputs);
    }

    /** Sends requests, of which none may be the server's fault. */
    private static final class Asker implements Fuzz.Eater<RequestFuzz.Request> {
        private final Wire wire;
        private final AtomicInteger accepted;

        Asker(String url, AtomicInteger accepted) {
            wire = new Wire(url);
            this.accepted = accepted;
        }

        @Override
        public void eat(RequestFuzz.Request request) throws IOException {
            Wire.Answer answer = wire.send(request.method(), request.path(), request.body(), request.headers());
            accepted.addAndGet(answer.status() < 300 ? 1 : 0);
            // the queue may be full of what was accepted
            boolean full = answer.status() == 503 && answer.text().contains("queue");
            assertThat(answer.status() < 500 || full)
                    .as("%d %s", answer.status(), answer.text())
                    .isTrue();
        }

        @Override
        public void close() throws IOException {
            wire.close();
        }
    }

    @Test
    void oversizeAndSpoofed(Figures figures) throws Exception {
        int asked = 200;
        int answered = 0;
        int allowed;
        String sizes;
        try (ServerProcess server = server("--workers", "0", "--computations", "80");
                Wire wire = new Wire(server.url())) {
            sizes = wire.get("/", "X: " + "x".repeat(9000)).status() + " / "
                    + wire.get("/" + "x".repeat(9000)).status() + " / "
                    + wire.send(
                                    "POST",
                                    "/api/v1/models/" + FIRST + "/decode",
                                    new byte[300_000],
                                    "Content-Type: application/json")
                            .status();
            byte[] code = ("{\"code\":[" + "0,".repeat(14) + "0]}").getBytes(StandardCharsets.US_ASCII);
            long start = System.nanoTime();
            for (int i = 0; i < asked; i++) {
                Wire.Answer answer = wire.send(
                        "POST",
                        "/api/v1/models/" + FIRST + "/decode",
                        code,
                        "Content-Type: application/json",
                        "X-Forwarded-For: 203.0.113." + i,
                        "Forwarded: for=203.0.113." + i,
                        "X-Real-IP: 203.0.113." + i);
                answered += answer.status() == 200 ? 1 : 0;
            }
            allowed = 20 + (int) ((System.nanoTime() - start) / 1e9 * 80 / 60) + 2;
        }
        figures.add("oversize header / URI / body", sizes);
        figures.add("spoofed X-Forwarded-For, 20 at once allowed", answered + " of " + asked + " let through");
        assertThat(sizes).isEqualTo("431 / 414 / 413");
        assertThat(answered).isBetween(10, allowed);
    }

    @Test
    void observatory(Figures figures) throws Exception {
        Path script = Path.of("src", "test", "observatory").toAbsolutePath();
        if (!Files.isDirectory(script.resolve("node_modules"))) {
            figures.add(
                    "MDN HTTP Observatory's scorer",
                    "LEFT OUT: run 'npm install --ignore-scripts' in "
                            + Path.of("server")
                                    .resolve(Path.of("").toAbsolutePath().relativize(script)));
            abort("the scorer is not installed");
        }
        try (ServerProcess server = server("--workers", "0", "--trusted-proxies", "127.0.0.1")) {
            Process process = new ProcessBuilder("node", "score.mjs", server.url())
                    .directory(script.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int code = process.waitFor();
            figures.add("MDN HTTP Observatory's scorer on every page", said.substring(said.lastIndexOf('\n') + 1));
            assertThat(code).as(said).isZero();
        }
    }
}
