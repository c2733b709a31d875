package latentlab.server.hardening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import latentlab.server.ServerProcess;
import latentlab.server.dataset.IdxReading;
import latentlab.server.dataset.MalformedDatasetException;
import latentlab.server.models.RandomModels;
import latentlab.weights.MalformedWeightsException;
import latentlab.weights.SafetensorsReader;
import latentlab.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a server on the open internet has to bear: the packaged program as a process, attacked from this machine alone. A
 * short form with every build, all of it with {@code mvn verify -Phardening}; one row alone with
 * {@code mvn verify -Phardening -Dit.test='HardeningIT#pathCorpus'}. Each row of the table that is printed at the end has
 * a figure.
 */
@ExtendWith(Figures.Extension.class)
@Timeout(3600)
class HardeningIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JAR = System.getProperty("packaged.jar");
    private static final String FIRST = "mnist-c32-d15-s0";

    @TempDir
    private Path folder;

    /** The program as users start it; the classes where no jar was made. */
    private static List<String> program() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return JAR != null && Files.exists(Path.of(JAR))
                ? List.of(java, "-Xmx512m", "-jar", JAR)
                : ServerProcess.java(List.of("-Xmx512m"));
    }

    private ServerProcess server(String... options) throws IOException {
        return ServerProcess.start(program(), folder.resolve("data"), List.of(options));
    }

    /** What a command says, to its output and its errors, after its exit code. */
    private static String command(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(program());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + said.strip();
    }

    private static String newToken(Path data) throws IOException, InterruptedException {
        return command("admin-token", "--data", data.toString()).substring(2);
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
        String token = newToken(data);
        AtomicInteger broken = new AtomicInteger();
        AtomicInteger accepted = new AtomicInteger();
        List<String> examples = new java.util.concurrent.CopyOnWriteArrayList<>();
        String said;
        try (ServerProcess server = server("--workers", "0", "--computations", "0", "--starts", "0")) {
            IntStream.range(0, threads).parallel().forEach(thread -> {
                RequestFuzz fuzz = new RequestFuzz(thread, token);
                try (Wire wire = new Wire(server.url())) {
                    for (int i = 0; i < inputs / threads; i++) {
                        RequestFuzz.Request request = fuzz.next();
                        Wire.Answer answer =
                                wire.send(request.method(), request.path(), request.body(), request.headers());
                        accepted.addAndGet(answer.status() < 300 ? 1 : 0);
                        // the queue may be full of what was accepted
                        boolean full = answer.status() == 503 && answer.text().contains("queue");
                        if (answer.status() >= 500 && !full) {
                            broken.incrementAndGet();
                            examples.add(answer.status() + " " + request);
                        }
                    }
                } catch (IOException lost) {
                    examples.add(lost.toString());
                    broken.incrementAndGet();
                }
            });
            said = server.said();
        }
        long uncaught = said.lines()
                .filter(line -> line.contains("ERROR") || line.startsWith("\tat "))
                .count();
        figures.add(
                String.format("JSON and query fuzz, %,d inputs (%,d accepted)", inputs, accepted.get()),
                broken + " 5xx, " + uncaught + " lines of uncaught errors");
        assertThat(examples).isEmpty();
        assertThat(uncaught).as(said).isZero();
        assertThat(accepted.get()).as("some are good").isBetween(inputs / 20, inputs);
    }

    @Test
    void readers(Figures figures) throws Exception {
        int inputs = Amount.of(1_000_000, 20_000);
        byte[] weights = SafetensorsWriter.write(RandomModels.weights("seed", 1, 1));
        long refused = new BytesFuzz(
                        List.of(weights), SafetensorsReader::read, MalformedWeightsException.class, 60, 200_000)
                .run(inputs, 1);
        figures.add(
                String.format("safetensors reader fuzzed on the JVM, %,d inputs", inputs),
                String.format("%,d refused as declared, 0 otherwise; memory at most 60 × the file", refused));
        assertThat(refused).isBetween(inputs / 4L, inputs - 1L);
        long idx = new BytesFuzz(IdxReading.good(), IdxReading::read, MalformedDatasetException.class, 3000, 400_000)
                .run(inputs, 2);
        figures.add(
                String.format("IDX reader fuzzed on the JVM, %,d inputs", inputs),
                String.format("%,d refused as declared, 0 otherwise; memory bounded", idx));
        assertThat(idx).isBetween(inputs / 4L, inputs - 1L);
    }

    @Test
    void slowClients(Figures figures) throws Exception {
        int dripped = Amount.of(300, 100);
        int idle = Amount.of(1000, 300);
        double p99;
        try (ServerProcess server = server("--workers", "0");
                SlowClients clients = new SlowClients(server.url())) {
            try (Wire warm = new Wire(server.url())) {
                for (int i = 0; i < 200; i++) {
                    warm.get("/");
                }
            }
            clients.connect(dripped, idle);
            p99 = clients.probe(Amount.of(30, 3));
        }
        figures.add(
                dripped + " dripped bodies, " + dripped + " dripped heads, " + idle + " idle connections",
                String.format("probe p99 %.0f ms", p99));
        assertThat(p99).isLessThan(Amount.of(250, 1500)); // a build's machine may do other things
    }

    @Test
    void oversizeAndSpoofed(Figures figures) throws Exception {
        int asked = 200;
        int answered = 0;
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
        }
        figures.add("oversize header / URI / body", sizes);
        figures.add("spoofed X-Forwarded-For, 20 at once allowed", answered + " of " + asked + " let through");
        assertThat(sizes).isEqualTo("431 / 414 / 413");
        assertThat(answered).isBetween(10, 60);
    }

    @Test
    @EnabledIfSystemProperty(named = "hardening", matches = "full")
    void crowd(Figures figures) throws Exception {
        int visitors = Amount.of(500, 60);
        int seconds = Amount.of(600, 5);
        try (ServerProcess server = server("--workers", "0", "--trusted-proxies", "127.0.0.1")) {
            Crowd arriving = new Crowd(server.url());
            List<String> files = arriving.filesOfTheFirstPage();
            assertThat(files).hasSizeGreaterThan(6);
            arriving.arrive(visitors, Amount.of(10, 2), files);
            figures.add(visitors + " visitors open the page, " + files.size() + " files each", arriving.toString());
            Crowd warm = new Crowd(server.url());
            warm.mix(32, Math.max(3, seconds / 5), files);
            double before = heap(server);
            Crowd staying = new Crowd(server.url());
            staying.mix(32, seconds, files);
            double slope = (heap(server) - before) / (seconds / 60.0);
            figures.add(
                    seconds + " s of mixed load", staying + String.format(", live memory %+.2f MB a minute", slope));
            assertThat(arriving.errors() + warm.errors() + staying.errors()).isZero();
            if (Amount.FULL) {
                assertThat(slope).isLessThan(0.3);
            }
        }
    }

    /** Megabytes of what lives on the heap, after all garbage was collected. */
    private static double heap(ServerProcess server) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(
                        jcmd, String.valueOf(server.process().pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String total = lines.lines()
                    .filter(line -> line.startsWith("Total"))
                    .findFirst()
                    .orElse("Total 0 0");
            return Long.parseLong(total.strip().split("\\s+")[2]) / (double) (1 << 20);
        }
    }

    @Test
    void stopUnderLoad(Figures figures) throws Exception {
        AtomicInteger dropped = new AtomicInteger();
        AtomicInteger complete = new AtomicInteger();
        double seconds;
        try (ServerProcess server = server("--workers", "0", "--computations", "0")) {
            long[] told = {Long.MAX_VALUE};
            List<Thread> clients = new ArrayList<>();
            byte[] pixels = ("{\"pixels\":[" + "0.5,".repeat(783) + "0.5]}").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 16; i++) {
                boolean computing = i % 2 == 0;
                Thread client = new Thread(() -> {
                    while (System.nanoTime() < told[0]) {
                        long sent = System.nanoTime();
                        try (Wire wire = new Wire(server.url())) {
                            sent = System.nanoTime();
                            int status = computing
                                    ? wire.send(
                                                    "POST",
                                                    "/api/v1/models/" + FIRST + "/encode",
                                                    pixels,
                                                    "Content-Type: application/json")
                                            .status()
                                    : wire.get("/api/v1/models/" + FIRST + "/encoder.safetensors")
                                            .status();
                            complete.addAndGet(status == 200 ? 1 : 0);
                        } catch (IOException lost) {
                            // sent a while before the server was told to stop, so it was in flight by then
                            dropped.addAndGet(sent < told[0] - 20_000_000 ? 1 : 0);
                        }
                    }
                });
                client.start();
                clients.add(client);
            }
            Thread.sleep(Amount.of(5000, 1500));
            long start = System.nanoTime();
            told[0] = start;
            server.process().destroy();
            assertThat(server.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
            seconds = (System.nanoTime() - start) / 1e9;
            for (Thread client : clients) {
                client.join();
            }
        }
        figures.add(
                "SIGTERM under load, " + complete + " requests answered",
                dropped + " in flight dropped, exit after " + String.format("%.1f s", seconds));
        assertThat(dropped.get()).isZero();
        assertThat(complete.get()).isPositive();
        assertThat(seconds).isLessThan(15);
    }

    private static final String ORDER =
            "{\"dataset\":\"mnist-%d\",\"latentDim\":3,\"channels\":2,\"epochs\":%d,\"seed\":7}";

    private static JsonNode start(Wire wire, String token, String body) throws IOException {
        Wire.Answer answer = wire.send(
                "POST",
                "/api/v1/runs",
                body.getBytes(StandardCharsets.UTF_8),
                "Content-Type: application/json",
                "Authorization: Bearer " + token);
        assertThat(answer.status()).as(answer.text()).isIn(200, 202);
        return JSON.readTree(answer.body());
    }

    private static JsonNode ended(Wire wire, String id) throws IOException, InterruptedException {
        while (true) {
            JsonNode run = JSON.readTree(wire.get("/api/v1/runs/" + id).body());
            if (run.path("state").asText().matches("finished|failed|cancelled")) {
                return run;
            }
            Thread.sleep(100);
        }
    }

    /** Visitors look at a training while its server and so its worker are killed again and again. */
    @Test
    @EnabledIfSystemProperty(named = "hardening", matches = "full")
    void killed(Figures figures) throws Exception {
        int kills = Amount.of(50, 2);
        String order = ORDER.formatted(Amount.of(10_000, 2000), Amount.of(150, 40));
        String token = newToken(Files.createDirectories(folder.resolve("data")));
        Map<Integer, JsonNode> seen = new TreeMap<>();
        SplittableRandom random = new SplittableRandom();
        String id = null;
        for (int kill = 0; kill < kills; kill++) {
            ServerProcess server = server("--workers", "1");
            try (Wire wire = new Wire(server.url())) {
                id = start(wire, token, order).path("id").asText();
                long end = System.nanoTime() + (Amount.of(4000, 2500) + random.nextInt(4000)) * 1_000_000L;
                while (System.nanoTime() < end) {
                    note(seen, JSON.readTree(wire.get("/api/v1/runs/" + id).body()));
                    Thread.sleep(20);
                }
            } finally {
                server.process().destroyForcibly().waitFor();
            }
        }
        JsonNode survived;
        JsonNode left;
        try (ServerProcess server = server("--workers", "1");
                Wire wire = new Wire(server.url())) {
            start(wire, token, order);
            survived = ended(wire, id);
        }
        Path other = Files.createDirectories(folder.resolve("other"));
        String otherToken = newToken(other);
        try (ServerProcess server = ServerProcess.start(program(), other, List.of("--workers", "1"));
                Wire wire = new Wire(server.url())) {
            start(wire, otherToken, order);
            left = ended(wire, id);
        }
        Map<Integer, JsonNode> kept = new TreeMap<>();
        note(kept, survived);
        long lost = seen.entrySet().stream()
                .filter(row -> !row.getValue().equals(kept.get(row.getKey())))
                .count();
        boolean same = losses(survived).equals(losses(left));
        figures.add(
                "kill -9 at " + kills + " random moments of a training with visitors on it",
                lost + " of " + seen.size() + " acknowledged rows lost, " + (same ? "same" : "other")
                        + " final numbers");
        assertThat(survived.path("state").asText()).isEqualTo("finished");
        assertThat(lost).isZero();
        assertThat(same).isTrue();
    }

    private static void note(Map<Integer, JsonNode> rows, JsonNode run) {
        for (JsonNode metrics : run.path("metrics")) {
            rows.put(metrics.path("epoch").asInt(), metrics);
        }
    }

    /** Without how fast it went. */
    private static List<String> losses(JsonNode run) {
        List<String> losses = new ArrayList<>();
        for (JsonNode metrics : run.path("metrics")) {
            losses.add(metrics.path("epoch") + " " + metrics.path("trainLoss") + " " + metrics.path("testLoss"));
        }
        return losses;
    }

    @Test
    @EnabledIfSystemProperty(named = "hardening", matches = "full")
    void fullAndReadOnlyDisk(Figures figures) throws Exception {
        try (Disk disk = Disk.mount(folder.resolve("data"), 160)) {
            if (disk == null) {
                figures.add("full disk, read-only directory", "LEFT OUT: this user may not mount a small disk");
                abort("no small disk can be mounted");
            }
            String token = newToken(folder.resolve("data"));
            String id;
            String when;
            try (ServerProcess server = server("--workers", "0");
                    Wire wire = new Wire(server.url())) {
                id = start(wire, token, ORDER.formatted(100, 2)).path("id").asText();
                until(wire, 200);
                disk.fill();
                Wire.Answer full = until(wire, 503);
                when = JSON.readTree(full.body()).path("detail").asText();
                assertThat(wire.get("/").status()).isEqualTo(200);
                assertThat(wire.get("/api/v1/runs/" + id).status()).isEqualTo(200);
                disk.makeRoom();
                until(wire, 200);
                assertThat(wire.get("/api/v1/runs/" + id).text()).contains("\"queued\"");
                assertThat(server.said()).doesNotContain("\tat ");
            }
            figures.add("full disk", "\"" + when + "\", pages go on, 0 runs lost");
            assertThat(when).matches("(?s).*(free|space).*");
            assertThat(disk.readOnly(true)).isTrue();
            String refused = command(
                    "serve", "--port", "0", "--data", folder.resolve("data").toString());
            disk.readOnly(false);
            figures.add("read-only directory", "\"" + refused.substring(2) + "\"");
            assertThat(refused)
                    .startsWith("1 ")
                    .contains("Nothing can be written", "--data")
                    .hasLineCount(1);
            try (ServerProcess server = server("--workers", "0");
                    Wire wire = new Wire(server.url())) {
                assertThat(wire.get("/api/v1/runs/" + id).text()).contains("\"queued\"");
            }
        }
    }

    private static Wire.Answer until(Wire wire, int status) throws IOException, InterruptedException {
        String last = "";
        for (int i = 0; i < 100; i++) {
            Wire.Answer answer = wire.get("/readyz");
            if (answer.status() == status) {
                return answer;
            }
            last = answer.text();
            Thread.sleep(100);
        }
        throw new AssertionError("/readyz never answers " + status + " but " + last);
    }

    @Test
    void corruptFiles(Figures figures) throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        String token = newToken(data);
        String id;
        try (ServerProcess server = server("--workers", "0");
                Wire wire = new Wire(server.url())) {
            id = start(wire, token, ORDER.formatted(100, 2)).path("id").asText();
            Files.createDirectories(data.resolve("models"));
            String backup = command("backup", folder.resolve("backup").toString(), "--data", data.toString());
            assertThat(backup).as("while serving").startsWith("0 ");
        }
        Files.deleteIfExists(data.resolve("latent-lab.db-wal"));
        Files.write(data.resolve("latent-lab.db"), new byte[50_000]);
        Files.writeString(data.resolve("models").resolve("broken.safetensors"), "no weights");
        try (ServerProcess server = server("--workers", "0");
                Wire wire = new Wire(server.url())) {
            until(wire, 503);
            assertThat(wire.get("/").status()).isEqualTo(200);
            assertThat(wire.get("/api/v1/runs").status()).isEqualTo(503);
            String said = server.said();
            String line = said.lines()
                    .filter(one -> one.contains("latent-lab.db"))
                    .findFirst()
                    .orElseThrow();
            figures.add("corrupt database", "\"" + line.replaceFirst(".*Runs can", "Runs can") + "\", pages go on");
            assertThat(line).contains("is damaged", "restore");
            assertThat(said).contains("Left out ").doesNotContain("\tat ");
            String restored = command("restore", folder.resolve("backup").toString(), "--data", data.toString());
            assertThat(restored).startsWith("1 ").contains("--replace").hasLineCount(1);
            restored = command("restore", folder.resolve("backup").toString(), "--data", data.toString(), "--replace");
            assertThat(restored).as(restored).startsWith("0 Restored");
            until(wire, 200);
            assertThat(wire.get("/api/v1/runs/" + id).text()).contains("\"queued\"");
        }
        figures.add(
                "backup while serving, restored over the damaged database while serving", "0 runs lost, no restart");
    }

    @Test
    void observatory(Figures figures) throws Exception {
        Path script = Path.of("src", "test", "observatory").toAbsolutePath();
        if (!Files.isDirectory(script.resolve("node_modules"))) {
            figures.add(
                    "MDN HTTP Observatory's scorer",
                    "LEFT OUT: run 'npm ci --ignore-scripts' in "
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
