package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTokenTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("admin-token");
    }

    @Test
    void onlyItsHashIsOnTheDiskAndOnlyItsOwnerReadsThat() throws IOException {
        String token = AdminToken.renew(file());
        assertThat(token).hasSizeGreaterThan(40);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }
        assertThat(Files.readString(file())).matches("sha256:[0-9a-f]{64}\n").doesNotContain(token);
        assertThat(Files.getPosixFilePermissions(file())).hasSize(2);
        assertThat(AdminToken.of(file()).matches(token)).isTrue();
        assertThat(AdminToken.of(file()).matches(token + "x")).isFalse();
        assertThat(AdminToken.of(file()).matches("")).isFalse();
        assertThat(AdminToken.of(file()).matches(Files.readString(file()).strip()))
                .as("the hash is no token")
                .isFalse();
    }

    @Test
    void aNewOneCountsAtOnceAndARemovedOneNoMore() throws IOException {
        String before = AdminToken.renew(file());
        AdminToken token = AdminToken.of(file());
        String after = AdminToken.renew(file());
        assertThat(token.matches(before)).isFalse();
        assertThat(token.matches(after)).isTrue();
        Files.delete(file());
        assertThat(token.matches(after)).isFalse();
    }

    @Test
    void theTokenThatAnEarlierVersionKeptStaysValidAndLeavesTheDisk() throws IOException {
        String token = "earlier-versions_kept-the-token-itself-0123";
        Files.writeString(file(), token + "\n");
        assertThat(AdminToken.of(file()).matches(token)).isTrue();
        assertThat(Files.readString(file())).startsWith("sha256:").doesNotContain(token);
    }

    @Test
    void aFileWithSomethingElseSaysWhatToDo() throws IOException {
        Files.writeString(file(), "x\n");
        assertThatThrownBy(() -> AdminToken.of(file()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("remove it");
    }
}
