package latentlab.server.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteDirectoryTest {
    @TempDir
    private Path folder;

    private static void write(Path root, boolean anyway, String... paths) throws IOException {
        try (SiteDirectory directory = SiteDirectory.open(root, anyway)) {
            for (String path : paths) {
                directory.write(path, path.getBytes());
            }
            directory.finish();
        }
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> !file.equals(root))
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> !name.equals(SiteDirectory.LIST))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void writesAnewAndOverItsOwn() throws IOException {
        Path root = folder.resolve("new/site");
        write(root, false, "index.html", "models/a/index.html", "api/v1/models/a/codes", "old/only");
        assertThat(files(root)).contains("index.html", "models/a/index.html", "old/only");
        write(root, false, "index.html", "models/b/index.html", "api/v1/models/a/codes");
        assertThat(files(root))
                .containsExactly(
                        "api",
                        "api/v1",
                        "api/v1/models",
                        "api/v1/models/a",
                        "api/v1/models/a/codes",
                        "index.html",
                        "models",
                        "models/b",
                        "models/b/index.html");
        assertThat(Files.readString(root.resolve("models/b/index.html"))).isEqualTo("models/b/index.html");
    }

    @Test
    void leavesWhatOthersHaveWritten() throws IOException {
        Files.writeString(folder.resolve("CNAME"), "theirs");
        assertThatThrownBy(() -> SiteDirectory.open(folder, false)).hasMessageContaining("not empty");
        assertThat(files(folder)).containsExactly("CNAME");
        write(folder, true, "index.html", "js/a.js");
        Files.writeString(folder.resolve("js/own.js"), "theirs");
        write(folder, false, "index.html");
        assertThat(files(folder)).containsExactly("CNAME", "index.html", "js", "js/own.js");
    }

    @Test
    void whatIsNotFinishedChangesNothing() throws IOException {
        write(folder, false, "index.html");
        try (SiteDirectory directory = SiteDirectory.open(folder, false)) {
            directory.write("index.html", "half".getBytes());
            directory.write("more", "half".getBytes());
        }
        assertThat(files(folder)).containsExactly("index.html");
        assertThat(Files.readString(folder.resolve("index.html"))).isEqualTo("index.html");
    }

    @Test
    void aCopyThatWasKilledIsInNobodysWay() throws IOException {
        SiteDirectory.open(folder, false).write("half", new byte[0]); // never closed
        write(folder, false, "index.html");
        assertThat(files(folder)).containsExactly("index.html");
    }

    @Test
    void aFileMayBecomeAFolderAndTheOtherWayRound() throws IOException {
        write(folder, false, "a", "b/c");
        write(folder, false, "a/x", "b");
        assertThat(files(folder)).containsExactly("a", "a/x", "b");
    }

    @Test
    void aListThatWasTamperedWithRemovesNothingElsewhere() throws IOException {
        Path root = folder.resolve("site");
        Path other = Files.writeString(folder.resolve("other"), "theirs");
        write(root, false, "index.html");
        Files.writeString(root.resolve(SiteDirectory.LIST), "../other\nindex.html\n");
        write(root, false, "index.html");
        assertThat(other).exists();
    }
}
