package latentlab.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import latentlab.server.web.language.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureReasonTest {
    /** As Linux, SQLite and a quota say it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "No space left on device",
                "[SQLITE_FULL] Insertion failed because database is full (database or disk is full)",
                "Disk quota exceeded"
            })
    void aFullDisk(String message) {
        Throwable failure = new IllegalStateException("x", new UncheckedIOException(new IOException(message)));
        assertThat(FailureReason.of(failure)).startsWith("The disk is full").contains("make room");
    }

    @Test
    void tooLittleMemory() {
        Throwable failure = new IllegalStateException(new OutOfMemoryError("Java heap space"));
        assertThat(FailureReason.of(failure))
                .contains("memory ran out (Java heap space)", "fewer channels or a smaller batch size");
    }

    /** On the pages of runs; what it says of numbers and names beside stays as it is. */
    @Test
    void whatCanBeDoneAboutIsSaidInEveryLanguage() {
        Throwable disk = new IOException("No space left on device");
        Throwable memory = new OutOfMemoryError("Java heap space");
        assertThat(Language.ALL).allSatisfy(language -> {
            assertThat(language.hasResult(FailureReason.of(disk))).isTrue();
            assertThat(language.hasResult(FailureReason.of(memory))).isTrue();
        });
    }

    @Test
    void anythingElseInOneLine() {
        assertThat(FailureReason.of(new IOException("one\n  two"))).isEqualTo("one two");
        assertThat(FailureReason.of(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }
}
