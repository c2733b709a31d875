package latentlab.server.hardening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import latentlab.server.Eventually;
import latentlab.server.ServerProcess;
import latentlab.server.models.RandomModels;
import latentlab.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Without room, with damaged files, two at once: what was told to anyone is still there. */
@ExtendWith(Figures.Extension.class)
@Timeout(3600)
class LossIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private ServerProcess server(String... options) throws IOException {
        return Program.serve(folder.resolve("data"), options);
    }

    @Test
    void fullAndReadOnlyDisk(Figures figures) throws Exception {
        try (Disk disk = Disk.mount(folder.resolve("data"), 160)) {
            if (disk == null) {
                figures.add("full disk, read-only directory", "LEFT OUT: this user may not mount a small disk");
                abort("no small disk can be mounted");
            }
            String token = Program.newToken(folder.resolve("data"));
            String id;
            String when;
            try (ServerProcess server = server("--workers", "0");
                    Wire wire = new Wire(server.url())) {
                id = Orders.start(wire, token, 100, 2).path("id").asText();
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
            String refused = Program.run(
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

    @Test
    void corruptFiles(Figures figures) throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        String token = Program.newToken(data);
        String id;
        try (ServerProcess server = server("--workers", "0");
                Wire wire = new Wire(server.url())) {
            id = Orders.start(wire, token, 100, 2).path("id").asText();
            Files.createDirectories(data.resolve("models"));
            String backup = Program.run("backup", folder.resolve("backup").toString(), "--data", data.toString());
            assertThat(backup).as("while serving").startsWith("0 ");
        }
        Files.deleteIfExists(data.resolve("latent-lab.db-wal"));
        Files.write(data.resolve("latent-lab.db"), new byte[50_000]);
        Files.writeString(data.resolve("models").resolve("broken.safetensors"), "no weights");
        try (ServerProcess server = server("--workers", "0");
                Wire wire = new Wire(server.url())) {
            Files.write(
                    data.resolve("models").resolve("late.safetensors"),
                    SafetensorsWriter.write(RandomModels.weights("late", 1, 2)));
            until(wire, "/api/v1/models/late", 200);
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
            String restored = Program.run("restore", folder.resolve("backup").toString(), "--data", data.toString());
            assertThat(restored).startsWith("1 ").contains("--replace").hasLineCount(1);
            restored =
                    Program.run("restore", folder.resolve("backup").toString(), "--data", data.toString(), "--replace");
            assertThat(restored).as(restored).startsWith("0 ").contains("Restored ");
            until(wire, 200);
            assertThat(wire.get("/api/v1/runs/" + id).text()).contains("\"queued\"");
            until(wire, "/api/v1/models/late", 404); // the backup doesn't have it
            assertThat(wire.get("/api/v1/models/mnist-c32-d15-s0").status()).isEqualTo(200);
        }
        figures.add(
                "backup while serving, restored over the damaged database while serving",
                "0 runs lost, none of another time, no restart");
    }

    /** As by a disk or a download; Java itself would serve other weights than those that were trained. */
    @Test
    void corruptShippedFiles(Figures figures) throws Exception {
        Path jar = Program.jar().orElseGet(() -> abort("the program is not packaged"));
        String weights = "models/mnist-c32-d15-s0.safetensors";
        String images = "datasets/mnist/t10k-images-idx3-ubyte.gz";
        List<String> damaged =
                Program.of(DamagedJar.copy(jar, folder.resolve("damaged.jar"), weights, images, "messages/de.json"));
        try (ServerProcess server = ServerProcess.start(damaged, folder.resolve("data"), List.of("--workers", "0"));
                Wire wire = new Wire(server.url())) {
            Eventually.holds(() -> server.said().contains("damaged.jar is damaged"), server::said);
            String line = server.said()
                    .lines()
                    .filter(one -> one.contains("damaged.jar is"))
                    .findFirst()
                    .orElseThrow();
            figures.add("corrupt shipped files", "\"" + line.replaceFirst(".*/damaged", "damaged") + "\", pages go on");
            assertThat(line)
                    .contains(weights, images, "messages/de.json", "Get or build the program again")
                    .doesNotContain("others");
            assertThat(wire.get("/").status()).isEqualTo(200);
            assertThat(wire.get("/api/v1/models/mnist-c128-d15-s0/encoder.safetensors")
                            .status())
                    .isEqualTo(200);
            refusedAsDamaged(wire, "/api/v1/models/mnist-c32-d15-s0/encoder.safetensors");
            refusedAsDamaged(wire, "/api/v1/datasets/mnist/test/0");
            assertThat(server.said())
                    .contains(weights + " is damaged", "built-in t10k-images-idx3-ubyte.gz, byte")
                    .doesNotContain("\tat ");
        }
    }

    private static void refusedAsDamaged(Wire wire, String path) throws IOException {
        Wire.Answer answer = wire.get(path);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("A file that this needs is damaged; the server's log says which.");
    }

    /** The second leaves trainings to the first as long as that lives; visitors of either see the same. */
    @Test
    void twoServersOnOneDirectory(Figures figures) throws Exception {
        String token = Program.newToken(Files.createDirectories(folder.resolve("data")));
        int epochs = 60;
        try (ServerProcess first = server("--workers", "1");
                Wire toFirst = new Wire(first.url())) {
            until(toFirst, 200);
            try (ServerProcess second = server("--workers", "1");
                    Wire toSecond = new Wire(second.url())) {
                String said = "Another process works on the queue of " + folder.resolve("data")
                        + ": trainings are left to it until it ends.";
                Eventually.holds(() -> second.said().contains(said), second::said);
                assertThat(first.said()).doesNotContain("Another process");
                String run = "/api/v1/runs/"
                        + Orders.start(toSecond, token, 1000, epochs).path("id").asText();
                assertThat(toFirst.get(run).text()).containsPattern("\"(queued|running)\"");
                String found;
                if (Amount.FULL) {
                    Eventually.holds(
                            () -> toFirst.get(run).text().contains("\"epoch\""),
                            () -> toFirst.get(run).text());
                    first.process().destroyForcibly().waitFor();
                    Eventually.holds(
                            () -> toSecond.get(run).text().contains("\"finished\""),
                            () -> toSecond.get(run).text());
                    assertThat(JSON.readTree(toSecond.get(run).body()).path("metrics"))
                            .hasSize(epochs);
                    found = "the first killed, the second goes on with its training, 0 epochs lost";
                } else {
                    assertThat(toFirst.send("DELETE", run, new byte[0], "Authorization: Bearer " + token)
                                    .status())
                            .isBetween(200, 299);
                    Eventually.holds(
                            () -> toSecond.get(run).text().contains("\"cancelled\""),
                            () -> toSecond.get(run).text());
                    found = "a run started at one is seen, and cancelled, at the other";
                }
                figures.add(
                        "two servers on one data directory", "\"" + said.replaceFirst(" of .*:", ":") + "\", " + found);
            }
        }
    }

    private static Wire.Answer until(Wire wire, int status) throws Exception {
        return until(wire, "/readyz", status);
    }

    private static Wire.Answer until(Wire wire, String path, int status) throws Exception {
        List<Wire.Answer> answers = new ArrayList<>();
        Eventually.holds(
                () -> answers.add(wire.get(path))
                        && answers.get(answers.size() - 1).status() == status,
                () -> path + " answers " + status + ", not "
                        + answers.get(answers.size() - 1).text());
        return answers.get(answers.size() - 1);
    }
}
