package latentlab.server.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.server.training.Experiment;
import latentlab.server.training.Schedule;
import latentlab.theory.StoppingConditions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    private static final Progress SILENT = (bytes, all) -> {};

    @TempDir
    private Path folder;

    private DataDirectory directory(String name) {
        return new DataDirectory(folder.resolve(name));
    }

    private static String queue(RunStore store, long seed) {
        Experiment experiment = new Experiment("mnist", "0", 3, 2, 1000, 32, 0.003, 0.01, Schedule.CONSTANT, seed);
        RunOrder order = new RunOrder(experiment, StoppingConditions.NONE, "mnist", 1);
        store.queue().add(order);
        return order.id();
    }

    private static void epoch(RunStore store, String id, int epoch) throws IOException {
        Path file = store.directory().run(id).resolve("epoch-" + epoch + ".gray");
        Files.createDirectories(file.getParent());
        Files.writeString(file, id + " " + epoch);
        BackupFile made = BackupFile.of(
                store.directory().root(),
                store.directory().root().relativize(file).toString());
        Artefact artefact = new Artefact("epoch-" + epoch, made.path(), made.bytes(), made.sha256());
        store.epochs(id, List.of(new EpochMetrics(epoch, 0.1, 0.2, 0.3, 100)), 1, List.of(artefact));
    }

    /** All files of a backup's folders, by path. */
    private static Map<String, String> content(Path root) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = root.relativize(file).toString();
                if (!path.startsWith("latent-lab.db") && !path.startsWith("before-") && !path.endsWith(".lock")) {
                    content.put(path, Files.readString(file));
                }
            }
        }
        return content;
    }

    @Test
    void holdsEverythingThatWasWrittenBeforeItBegan() throws Exception {
        DataDirectory from = directory("data");
        try (RunStore store = RunStore.open(from)) {
            String id = queue(store, 1);
            for (int epoch = 1; epoch <= 5; epoch++) {
                epoch(store, id, epoch);
            }
            Files.createDirectories(from.models());
            Files.writeString(from.model("own"), "weights");
            Files.writeString(from.models().resolve("half.safetensors.part"), "wei");
            Files.writeString(from.adminToken(), "sha256:00\n");
            Files.createDirectories(from.root().resolve("models/.snapshot"));
            Files.writeString(from.root().resolve("models/.snapshot/own.safetensors"), "hidden");
            AtomicInteger written = new AtomicInteger(5);
            CompletableFuture<Void> meanwhile = CompletableFuture.runAsync(() -> {
                try {
                    while (written.get() < 40) {
                        epoch(store, id, written.get() + 1);
                        written.incrementAndGet();
                    }
                } catch (IOException refused) {
                    throw new IllegalStateException(refused);
                }
            });
            int before = written.get();
            Backup.Made made = Backup.make(from, folder.resolve("backup"), SILENT);
            meanwhile.join();
            assertThat(made.damaged()).isEmpty();
            Restore.Done done = Restore.restore(folder.resolve("backup"), directory("other"), SILENT);
            assertThat(done.before()).isNull();
            assertThat(done.files()).isEqualTo(made.files());
            try (RunStore other = RunStore.open(directory("other"))) {
                assertThat(other.metrics(id, 0)).hasSizeGreaterThanOrEqualTo(before);
                assertThat(other.metrics(id, 0))
                        .isEqualTo(store.metrics(id, 0)
                                .subList(0, other.metrics(id, 0).size()));
                for (Artefact artefact : other.artefacts(id)) {
                    assertThat(BackupFile.of(directory("other").root(), artefact.path()))
                            .isEqualTo(new BackupFile(artefact.path(), artefact.bytes(), artefact.sha256()));
                }
            }
            assertThat(content(directory("other").root()))
                    .containsEntry("models/own.safetensors", "weights")
                    .containsEntry("admin-token", "sha256:00\n")
                    .doesNotContainKey("models/.snapshot/own.safetensors")
                    .doesNotContainKey("models/half.safetensors.part");
        }
    }

    @Test
    void replacesWhatIsThereForWhoeverIsAtWorkAndKeepsIt() throws Exception {
        DataDirectory from = directory("data");
        DataDirectory to = directory("other");
        try (RunStore store = RunStore.open(from);
                RunStore live = RunStore.open(to)) {
            String id = queue(store, 1);
            epoch(store, id, 1);
            Backup.make(from, folder.resolve("backup"), SILENT);
            String earlier = queue(live, 2);
            epoch(live, earlier, 1);
            epoch(live, earlier, 2);
            long seen = live.find(earlier).orElseThrow().revision();
            Map<String, String> there = content(to.root());
            assertThat(Restore.wouldReplace(to)).isTrue();

            Restore.Done done = Restore.restore(folder.resolve("backup"), to, SILENT);
            assertThat(live.list()).extracting(Run::id).containsExactly(id);
            assertThat(live.changedSince(seen)).extracting(Run::id).containsExactly(id);
            assertThat(content(to.root())).isEqualTo(content(from.root()));
            assertThat(content(done.before())).containsAllEntriesOf(there);

            Restore.restore(done.before(), to, SILENT);
            assertThat(live.list()).extracting(Run::id).containsExactly(earlier);
            assertThat(live.metrics(earlier, 0)).hasSize(2);
            assertThat(content(to.root())).isEqualTo(there);
        }
    }

    @Test
    void aDamagedBackupChangesNothing() throws Exception {
        DataDirectory from = directory("data");
        try (RunStore store = RunStore.open(from)) {
            epoch(store, queue(store, 1), 1);
        }
        Path backup = folder.resolve("backup");
        Backup.make(from, backup, SILENT);
        List<Path> files;
        try (Stream<Path> all = Files.walk(backup)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertThat(files).hasSize(3);
        for (Path file : files) {
            byte[] whole = Files.readAllBytes(file);
            byte[] broken = whole.clone();
            broken[broken.length / 2] ^= 1;
            Files.write(file, broken);
            refused(backup);
            Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
            refused(backup);
            Files.delete(file);
            refused(backup);
            Files.write(file, whole);
        }
        String manifest = Files.readString(backup.resolve(BackupManifest.NAME));
        for (String path : List.of("../x", "/etc/passwd", "models/../../x", "elsewhere/x", "models/")) {
            Files.writeString(backup.resolve(BackupManifest.NAME), manifest.replaceFirst("runs/[^\"]*", path));
            refused(backup);
        }
    }

    private void refused(Path backup) throws IOException {
        DataDirectory to = directory("untouched");
        Files.createDirectories(to.models());
        Files.writeString(to.model("own"), "weights");
        assertThatThrownBy(() -> Restore.restore(backup, to, SILENT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Nothing was changed");
        assertThat(content(to.root())).containsOnlyKeys("models/own.safetensors");
        assertThat(to.databaseFile()).doesNotExist();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // where links need a right of their own
    void modelsOnAnotherDiskComeAlong() throws Exception {
        DataDirectory from = directory("data");
        RunStore.open(from).close();
        Path disk = Files.createDirectories(folder.resolve("disk"));
        Files.writeString(disk.resolve("own.safetensors"), "weights");
        Files.createSymbolicLink(from.root().resolve("models"), disk);
        Backup.make(from, folder.resolve("backup"), SILENT);
        Restore.restore(folder.resolve("backup"), directory("other"), SILENT);
        assertThat(content(directory("other").root())).containsEntry("models/own.safetensors", "weights");
    }

    @Test
    void aFolderWithSomethingElseIsLeftAlone() throws Exception {
        DataDirectory from = directory("data");
        RunStore.open(from).close();
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(taken.resolve("x"), "mine");
        assertThatThrownBy(() -> Backup.make(from, taken, SILENT)).hasMessageContaining("not empty");
        assertThat(content(taken)).containsOnlyKeys("x");
        Files.delete(taken.resolve("x"));
        Backup.make(from, taken, SILENT);
        assertThat(taken.resolve(BackupManifest.NAME)).exists();
        assertThat(folder.resolve("taken.part")).doesNotExist();
    }

    /** Its checkpoint is gone before it can be copied; the model took its place after the models were listed. */
    @Test
    void holdsTheModelOfARunThatEndsMeanwhile() throws Exception {
        DataDirectory from = directory("data");
        RunStore.open(from).close();
        Files.createDirectories(from.models());
        Files.writeString(from.model("own"), "weights");
        Files.createDirectories(from.checkpoint("run").getParent());
        Files.writeString(from.checkpoint("run"), "half trained");
        Backup.Made made = Backup.make(from, folder.resolve("backup"), (bytes, all) -> {
            try {
                Files.writeString(from.model("run"), "trained");
                Files.deleteIfExists(from.checkpoint("run"));
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        });
        assertThat(made.files()).isEqualTo(3);
        Restore.restore(folder.resolve("backup"), directory("other"), SILENT);
        assertThat(content(directory("other").root()))
                .containsEntry("models/run.safetensors", "trained")
                .doesNotContainKey("checkpoints/run.safetensors");
    }

    @Test
    void anotherOneToTheSameFolderLeavesItAlone() throws Exception {
        DataDirectory from = directory("data");
        RunStore.open(from).close();
        Files.createDirectories(from.models());
        Files.writeString(from.model("own"), "weights");
        Path backup = folder.resolve("backup");
        Backup.make(
                from,
                backup,
                (bytes, all) -> assertThatThrownBy(() -> Backup.make(from, backup, SILENT))
                        .hasMessageContaining("backup.part: there already")
                        .hasMessageContaining("wait for it, or remove"));
        assertThat(Restore.restore(backup, directory("other"), SILENT).files()).isEqualTo(2);
    }

    @Test
    void whatIsTakenAwayMeanwhileIsMissed() throws Exception {
        DataDirectory from = directory("data");
        RunStore.open(from).close();
        Files.createDirectories(from.models());
        Files.writeString(from.model("own"), "weights");
        Path backup = folder.resolve("backup");
        assertThatThrownBy(() -> Backup.make(from, backup, (bytes, all) -> {
                    try {
                        Files.delete(folder.resolve("backup.part/latent-lab.db"));
                    } catch (IOException refused) {
                        throw new UncheckedIOException(refused);
                    }
                }))
                .hasMessageContaining("latent-lab.db: gone or changed");
        assertThat(backup).doesNotExist();
        assertThat(folder.resolve("backup.part")).doesNotExist();
    }

    @Test
    void saysWhichFilesWereDamagedBefore() throws Exception {
        DataDirectory from = directory("data");
        try (RunStore store = RunStore.open(from)) {
            String id = queue(store, 1);
            epoch(store, id, 1);
            epoch(store, id, 2);
            Files.writeString(from.run(id).resolve("epoch-2.gray"), "something else");
            assertThat(Backup.make(from, folder.resolve("backup"), SILENT).damaged())
                    .containsExactly("runs/" + id + "/epoch-2.gray");
        }
    }

    @Test
    void restoresOverADamagedDatabaseAndKeepsThatToo() throws Exception {
        DataDirectory from = directory("data");
        String id;
        try (RunStore store = RunStore.open(from)) {
            id = queue(store, 1);
            Backup.make(from, folder.resolve("backup"), SILENT);
        }
        Files.writeString(from.databaseFile(), "this is no database ".repeat(1000));
        assertThatThrownBy(() -> RunStore.open(from))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is damaged")
                .hasMessageContaining("restore")
                .message()
                .doesNotContain("\n");
        Restore.Done done = Restore.restore(folder.resolve("backup"), from, SILENT);
        assertThat(done.before().resolve("latent-lab.db")).content().startsWith("this is no database");
        try (RunStore store = RunStore.open(from)) {
            assertThat(store.list()).extracting(Run::id).containsExactly(id);
        }
    }
}
