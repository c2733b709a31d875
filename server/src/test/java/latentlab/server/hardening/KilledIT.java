package latentlab.server.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import latentlab.server.Eventually;
import latentlab.server.ServerProcess;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Killed with -9 at random moments: what a visitor has been shown is still there, and all ends with the same numbers. */
@ExtendWith(Figures.Extension.class)
@Timeout(7200)
class KilledIT {
    private static final int KILLS = 50;

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom();

    /** Visitors look at a training while its server and so its worker are killed again and again. */
    @Test
    void training(Figures figures) throws Exception {
        int kills = Amount.of(10, 1);
        int images = Amount.of(10_000, 500);
        int epochs = Amount.of(150, 8);
        Path data = Files.createDirectories(folder.resolve("killed"));
        String token = Program.newToken(data);
        SeenRows seen = new SeenRows();
        for (int kill = 0; kill < kills; kill++) {
            ServerProcess server = Program.serve(data, "--workers", "1");
            try (Wire wire = new Wire(server.url())) {
                String run = order(wire, token, images, epochs);
                int before = seen.size();
                Eventually.holds(
                        () -> seen.look(wire) > before || isDone(wire, run),
                        () -> "an epoch is done: " + wire.get(run).text());
                long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(2000));
                while (System.nanoTime() < end) {
                    seen.look(wire);
                    Thread.sleep(20);
                }
            } finally {
                server.process().destroyForcibly().waitFor();
            }
        }
        SeenRows survived = undisturbed(data, token, images, epochs);
        Path peace = Files.createDirectories(folder.resolve("peace"));
        SeenRows left = undisturbed(peace, Program.newToken(peace), images, epochs);
        add(figures, "training", kills, seen, survived, left);
        assertThat(survived.size()).isEqualTo(epochs);
    }

    private static SeenRows undisturbed(Path data, String token, int images, int epochs) throws Exception {
        try (ServerProcess server = Program.serve(data, "--workers", "1");
                Wire wire = new Wire(server.url())) {
            String run = order(wire, token, images, epochs);
            Eventually.holds(() -> isDone(wire, run), () -> wire.get(run).text());
            SeenRows rows = new SeenRows();
            rows.look(wire);
            return rows;
        }
    }

    private static String order(Wire wire, String token, int images, int epochs) throws IOException {
        return "/api/v1/runs/"
                + Orders.start(wire, token, images, epochs).path("id").asText();
    }

    private static boolean isDone(Wire wire, String run) throws IOException {
        return wire.get(run).text().contains("\"finished\"");
    }

    private static void add(
            Figures figures, String what, int kills, SeenRows seen, SeenRows survived, SeenRows undisturbed) {
        long lost = seen.missingFrom(survived);
        boolean same = survived.losses().equals(undisturbed.losses());
        figures.add(
                "kill -9 at " + kills + " random moments of a " + what + " with visitors on it",
                lost + " of " + seen.size() + " acknowledged rows lost, " + (same ? "same" : "other")
                        + " final numbers");
        assertThat(lost).isZero();
        assertThat(same)
                .as("%s and not %s", survived.losses(), undisturbed.losses())
                .isTrue();
    }

    /**
     * The preset quick beside a site on the same data directory: a worker, all of them, the site, the study, or everything
     * is killed. In the end every loss, weight and result is as it is when nobody was.
     */
    @Test
    @EnabledIfSystemProperty(named = "hardening", matches = "full")
    void quickStudy(Figures figures) throws Exception {
        Path peace = folder.resolve("peace");
        long start = System.nanoTime();
        assertThat(Program.run("study", "run", "--preset", "quick", "--data", peace.toString()))
                .startsWith("0 ");
        long pause = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / KILLS;
        Path data = folder.resolve("killed");
        SeenRows seen = new SeenRows();
        int kills = 0;
        try (StudyOnSite study = new StudyOnSite(data)) {
            while (study.goesOn()) {
                long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100 + random.nextLong(2 * pause));
                do {
                    study.visit(seen);
                    Thread.sleep(20);
                } while (System.nanoTime() < end && study.goesOn());
                if (kills < KILLS && study.goesOn()) {
                    study.killSomething(random);
                    kills++;
                    study.startWhatIsGone();
                }
            }
            assertThat(study.exitCode()).as(study.said()).isZero();
        }
        assertThat(kills).isEqualTo(KILLS);
        add(figures, "quick study", kills, seen, rows(data), rows(peace));
        Map<String, Object> results = results(peace);
        assertThat(results).hasSizeGreaterThan(5);
        assertThat(results(data)).containsAllEntriesOf(results);
    }

    private static SeenRows rows(Path data) throws IOException {
        try (ServerProcess server = Program.serve(data, "--workers", "0");
                Wire wire = new Wire(server.url())) {
            SeenRows rows = new SeenRows();
            rows.look(wire);
            return rows;
        }
    }

    /** Models without what their files say of the time, and the study's results. */
    private static Map<String, Object> results(Path data) throws IOException {
        Map<String, Object> results = new TreeMap<>();
        for (String part : List.of("models", "studies/quick")) {
            try (Stream<Path> files = Files.list(data.resolve(part))) {
                files.forEach(file -> results.put(part + "/" + file.getFileName(), content(file)));
            }
        }
        return results;
    }

    private static Object content(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (!file.toString().endsWith(".safetensors")) {
                return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
            }
            Safetensors weights = SafetensorsReader.read(bytes);
            Map<String, List<Integer>> tensors = new TreeMap<>();
            weights.tensors()
                    .forEach((name, tensor) -> tensors.put(name, List.of(java.util.Arrays.hashCode(tensor.data()))));
            return tensors;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
