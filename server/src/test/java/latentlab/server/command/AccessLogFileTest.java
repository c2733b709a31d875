package latentlab.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class AccessLogFileTest {
    private static final int LINES = 1000;

    @TempDir
    private Path folder;

    private final Logger logger = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("access-of-a-test");

    @AfterEach
    void letGo() {
        logger.detachAndStopAllAppenders();
    }

    /** The last ones, too, when the program ends. */
    @Test
    void hasEveryLineThatWasWrittenBeforeItsEnd() throws Exception {
        Path file = folder.resolve("access.log");
        Files.writeString(file, "of an earlier start\n");
        Runnable end = AccessLogFile.open(file, logger.getName());
        IntStream.range(0, LINES).forEach(i -> logger.info("{\"request\":{}}", i));
        end.run();
        assertThat(file)
                .content()
                .startsWith("of an earlier start\n{\"request\":0}\n")
                .endsWith("{\"request\":" + (LINES - 1) + "}\n")
                .hasLineCount(LINES + 1);
    }

    @Test
    void saysWhenItCantBeWritten() throws IOException {
        Path file = Files.createDirectories(folder.resolve("folder"));
        assertThatThrownBy(() -> AccessLogFile.open(file, logger.getName()))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("Let the program's user write there");
    }
}
