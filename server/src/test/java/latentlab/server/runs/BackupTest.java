package latentlab.server.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a backup holds, also of what happens while it is made. */
class BackupTest {
    @TempDir
    private Path folder;

    private DataDirectory directory(String name) {
        return new DataDirectory(folder.resolve(name));
    }

    @Test
    void holdsEverythingThatWasWrittenBeforeItBegan() throws Exception {
        DataDirectory from = directory("data");
        try (RunStore store = RunStore.open(from)) {
            String id = SampleData.queue(store, 1);
            for (int epoch = 1; epoch <= 5; epoch++) {
                SampleData.epoch(store, id, epoch);
            }
            SampleData.addModel(from);
            Files.writeString(from.models().resolve("half.safetensors.part"), "wei");
            Files.writeString(from.adminToken(), "sha256:00\n");
            Files.createDirectories(from.root().resolve("models/.snapshot"));
            Files.writeString(from.root().resolve("models/.snapshot/own.safetensors"), "hidden");
            AtomicInteger written = new AtomicInteger(5);
            CompletableFuture<Void> meanwhile = CompletableFuture.runAsync(() -> {
                try {
                    while (written.get() < 40) {
                        SampleData.epoch(store, id, written.get() + 1);
                        written.incrementAndGet();
                    }
                } catch (IOException refused) {
                    throw new IllegalStateException(refused);
                }
            });
            int before = written.get();
            Backup.Made made = Backup.make(from, folder.resolve("backup"), SampleData.SILENT);
            meanwhile.join();
            assertThat(made.damaged()).isEmpty();
            Restore.Done done = Restore.restore(folder.resolve("backup"), directory("other"), SampleData.SILENT);
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
            assertThat(SampleData.content(directory("other").root()))
                    .containsEntry("models/own.safetensors", "weights")
                    .containsEntry("admin-token", "sha256:00\n")
                    .doesNotContainKey("models/.snapshot/own.safetensors")
                    .doesNotContainKey("models/half.safetensors.part");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // where links need a right of their own
    void modelsOnAnotherDiskComeAlong() throws Exception {
        DataDirectory from = directory("data");
        RunStore.open(from).close();
        Path disk = Files.createDirectories(folder.resolve("disk"));
        Files.writeString(disk.resolve("own.safetensors"), "weights");
        Files.createSymbolicLink(from.root().resolve("models"), disk);
        Backup.make(from, folder.resolve("backup"), SampleData.SILENT);
        Restore.restore(folder.resolve("backup"), directory("other"), SampleData.SILENT);
        assertThat(SampleData.content(directory("other").root())).containsEntry("models/own.safetensors", "weights");
    }

    @Test
    void aFolderWithSomethingElseIsLeftAlone() throws Exception {
        DataDirectory from = directory("data");
        RunStore.open(from).close();
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(taken.resolve("x"), "mine");
        assertThatThrownBy(() -> Backup.make(from, taken, SampleData.SILENT)).hasMessageContaining("not empty");
        assertThat(SampleData.content(taken)).containsOnlyKeys("x");
        Files.delete(taken.resolve("x"));
        Backup.make(from, taken, SampleData.SILENT);
        assertThat(taken.resolve(BackupManifest.NAME)).exists();
        assertThat(folder.resolve("taken.part")).doesNotExist();
    }

    /** Its checkpoint is gone before it can be copied; the model took its place after the models were listed. */
    @Test
    void holdsTheModelOfARunThatEndsMeanwhile() throws Exception {
        DataDirectory from = SampleData.withAModel(folder.resolve("data"));
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
        Restore.restore(folder.resolve("backup"), directory("other"), SampleData.SILENT);
        assertThat(SampleData.content(directory("other").root()))
                .containsEntry("models/run.safetensors", "trained")
                .doesNotContainKey("checkpoints/run.safetensors");
    }

    @Test
    void anotherOneToTheSameFolderLeavesItAlone() throws Exception {
        DataDirectory from = SampleData.withAModel(folder.resolve("data"));
        Path backup = folder.resolve("backup");
        Backup.make(
                from,
                backup,
                (bytes, all) -> assertThatThrownBy(() -> Backup.make(from, backup, SampleData.SILENT))
                        .hasMessageContaining("backup.part: there already")
                        .hasMessageContaining("wait for it, or remove"));
        assertThat(Restore.restore(backup, directory("other"), SampleData.SILENT)
                        .files())
                .isEqualTo(2);
    }

    @Test
    void whatIsTakenAwayMeanwhileIsMissed() throws Exception {
        DataDirectory from = SampleData.withAModel(folder.resolve("data"));
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
            String id = SampleData.queue(store, 1);
            SampleData.epoch(store, id, 1);
            SampleData.epoch(store, id, 2);
            Files.writeString(from.run(id).resolve("epoch-2.gray"), "something else");
            assertThat(Backup.make(from, folder.resolve("backup"), SampleData.SILENT)
                            .damaged())
                    .containsExactly("runs/" + id + "/epoch-2.gray");
        }
    }
}
