package latentlab.server.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup becomes in the place of other data. */
class ReplacedDataTest {
    @TempDir
    private Path folder;

    @Test
    void replacesWhatIsThereForWhoeverIsAtWorkAndKeepsIt() throws Exception {
        DataDirectory from = new DataDirectory(folder.resolve("data"));
        DataDirectory to = new DataDirectory(folder.resolve("other"));
        try (RunStore store = RunStore.open(from);
                RunStore live = RunStore.open(to)) {
            String id = SampleData.queue(store, 1);
            SampleData.epoch(store, id, 1);
            Backup.make(from, folder.resolve("backup"), SampleData.SILENT);
            String earlier = SampleData.queue(live, 2);
            SampleData.epoch(live, earlier, 1);
            SampleData.epoch(live, earlier, 2);
            long seen = live.find(earlier).orElseThrow().revision();
            Map<String, String> there = SampleData.content(to.root());
            assertThat(Restore.wouldReplace(to)).isTrue();

            Restore.Done done = Restore.restore(folder.resolve("backup"), to, SampleData.SILENT);
            assertThat(live.list()).extracting(Run::id).containsExactly(id);
            assertThat(live.changedSince(seen)).extracting(Run::id).containsExactly(id);
            assertThat(SampleData.content(to.root())).isEqualTo(SampleData.content(from.root()));
            assertThat(SampleData.content(done.before())).containsAllEntriesOf(there);

            Restore.restore(done.before(), to, SampleData.SILENT);
            assertThat(live.list()).extracting(Run::id).containsExactly(earlier);
            assertThat(live.metrics(earlier, 0)).hasSize(2);
            assertThat(SampleData.content(to.root())).isEqualTo(there);
        }
    }

    @Test
    void aDamagedBackupChangesNothing() throws Exception {
        DataDirectory from = new DataDirectory(folder.resolve("data"));
        try (RunStore store = RunStore.open(from)) {
            SampleData.epoch(store, SampleData.queue(store, 1), 1);
        }
        Path backup = folder.resolve("backup");
        Backup.make(from, backup, SampleData.SILENT);
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
            Files.write(file, Arrays.copyOf(whole, whole.length / 2));
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
        DataDirectory to = new DataDirectory(folder.resolve("untouched"));
        SampleData.addModel(to);
        assertThatThrownBy(() -> Restore.restore(backup, to, SampleData.SILENT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Nothing was changed");
        assertThat(SampleData.content(to.root())).containsOnlyKeys("models/own.safetensors");
        assertThat(to.databaseFile()).doesNotExist();
    }

    @Test
    void restoresOverADamagedDatabaseAndKeepsThatToo() throws Exception {
        DataDirectory from = new DataDirectory(folder.resolve("data"));
        String id;
        try (RunStore store = RunStore.open(from)) {
            id = SampleData.queue(store, 1);
            Backup.make(from, folder.resolve("backup"), SampleData.SILENT);
        }
        Files.writeString(from.databaseFile(), "this is no database ".repeat(1000));
        assertThatThrownBy(() -> RunStore.open(from))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is damaged")
                .hasMessageContaining("restore")
                .message()
                .doesNotContain("\n");
        Restore.Done done = Restore.restore(folder.resolve("backup"), from, SampleData.SILENT);
        assertThat(done.before().resolve("latent-lab.db")).content().startsWith("this is no database");
        try (RunStore store = RunStore.open(from)) {
            assertThat(store.list()).extracting(Run::id).containsExactly(id);
        }
    }
}
