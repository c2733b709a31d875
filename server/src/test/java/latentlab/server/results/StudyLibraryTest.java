package latentlab.server.results;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class StudyLibraryTest {
    @TempDir
    private Path data;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        ((Logger) LoggerFactory.getLogger(StudyLibrary.class)).addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        ((Logger) LoggerFactory.getLogger(StudyLibrary.class)).detachAppender(log);
    }

    private Path write(String study, String preset, String content) throws IOException {
        Path file = data.resolve("studies/" + preset + "/" + study + ".json");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** As a power cut, a full disk or an editor may leave a file. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "{\"study\":\"transfer\",\"runs\":[{\"id\":\"x\"", "zeros", "{}}", "[]", "null", "\"x\""})
    void whatIsDamagedIsAsIfItWereNotThereAndSaidOnce(String content) throws IOException {
        Path file = write("transfer", "quick", content.replace("zeros", "\0\0\0\0"));
        write("correlation", "quick", "{\"study\":\"correlation\"}");
        StudyLibrary library = StudyLibrary.of(data);
        for (int i = 0; i < 3; i++) {
            assertThat(library.presets("transfer")).isEmpty();
            assertThat(library.find("transfer", "quick")).isEmpty();
            assertThat(library.findOwn("transfer", "quick")).isEmpty();
            assertThat(library.presets("correlation")).containsExactly("quick");
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .asString()
                .contains(file.toString(), "Put it back")
                .doesNotContain("\n");
        write("transfer", "quick", "{\"study\":\"mended\"}");
        assertThat(library.presets("transfer")).containsExactly("quick");
        assertThat(new String(library.find("transfer", "quick").orElseThrow().bytes(), StandardCharsets.UTF_8))
                .contains("mended");
    }

    @Test
    void whatTravelsWithTheProgramStandsInForWhatIsDamaged() throws IOException {
        write("transfer", "default", "{\"study\":");
        StudyLibrary library = StudyLibrary.open(data);
        assertThat(library.findOwn("transfer", "default")).isEmpty();
        assertThat(library.find("transfer", "default").orElseThrow().bytes())
                .isEqualTo(StudyLibrary.shipped()
                        .find("transfer", "default")
                        .orElseThrow()
                        .bytes());
        write("transfer", "default", "{\"study\":\"own\"}");
        assertThat(library.find("transfer", "default").orElseThrow().bytes())
                .isEqualTo(library.findOwn("transfer", "default").orElseThrow().bytes())
                .asString(StandardCharsets.UTF_8)
                .contains("own");
    }
}
