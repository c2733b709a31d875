package latentlab.server.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a restore, what was there before is kept. */
class RestoreTest {
    @TempDir
    private Path folder;

    private DataDirectory data;
    private Path backup;

    @BeforeEach
    void backUp() throws IOException {
        data = new DataDirectory(folder.resolve("data"));
        RunStore.open(data).close();
        Files.createDirectories(data.models());
        Files.writeString(data.model("a"), "weights of the backup");
        Files.writeString(data.model("b"), "weights of the backup");
        backup = Files.createDirectories(folder.resolve("volume")); // there already, and empty
        Backup.make(data, backup, SampleData.SILENT);
        assertThat(folder.resolve("volume.part")).doesNotExist();
        Files.writeString(data.model("a"), "weights of before");
    }

    @Test
    void oneThatIsCutOffSaysWhereEverythingIs() throws IOException {
        Files.delete(data.model("b"));
        Path inTheWay = Files.createDirectories(data.model("b").resolve("folder"));
        assertThatThrownBy(() -> Restore.restore(backup, data, SampleData.SILENT))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("was cut off", "b.safetensors", "before is whole in", "again with --replace");
        Path before;
        try (var found = Files.list(data.root())) {
            before = found.filter(file -> file.getFileName().toString().startsWith("before-restore-"))
                    .findFirst()
                    .orElseThrow();
        }
        assertThat(before.resolve("models/a.safetensors")).hasContent("weights of before");
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        Restore.restore(backup, data, SampleData.SILENT);
        assertThat(data.model("a")).hasContent("weights of the backup");
        assertThat(data.model("b")).hasContent("weights of the backup");
        Restore.restore(before, data, SampleData.SILENT);
        assertThat(data.model("a")).hasContent("weights of before");
    }

    @Test
    void keepsWhatComesMeanwhile() throws IOException {
        Path[] late = {data.model("late")};
        Restore.Done done = Restore.restore(backup, data, (bytes, all) -> {
            // the copy of what was there is made by now
            if (bytes == all) {
                write(late[0]);
            }
        });
        assertThat(late[0]).doesNotExist();
        assertThat(done.before().resolve("models/late.safetensors")).hasContent("weights");
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "weights");
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    @Test
    void aBackupThatFailsLeavesAnEmptyFolderEmpty() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> Backup.make(data, empty, (bytes, all) -> {
                    throw new UncheckedIOException(new IOException("no space left"));
                }))
                .hasMessageContaining("no space left");
        assertThat(empty).isEmptyDirectory();
        Backup.make(data, empty, SampleData.SILENT);
        assertThat(Restore.restore(empty, new DataDirectory(folder.resolve("other")), SampleData.SILENT)
                        .files())
                .isEqualTo(3);
    }
}
