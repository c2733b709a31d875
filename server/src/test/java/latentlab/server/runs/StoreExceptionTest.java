package latentlab.server.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the database is told in one line that says what to do. */
class StoreExceptionTest {
    @TempDir
    private Path folder;

    @Test
    void aDatabaseOfANewerVersionIsLeftAlone() throws Exception {
        DataDirectory directory = new DataDirectory(folder);
        RunStore.open(directory).close();
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + directory.databaseFile())) {
            db.createStatement()
                    .execute("insert into flyway_schema_history select installed_rank + 100, '99', description, type,"
                            + " 'V99__x.sql', checksum, installed_by, installed_on, execution_time, success from"
                            + " flyway_schema_history");
        }
        told(directory, "newer version", "--data");
    }

    @Test
    void aDatabaseThatIsCutOffIsDamaged() throws Exception {
        DataDirectory directory = new DataDirectory(folder);
        RunStore.open(directory).close();
        try (FileChannel file = FileChannel.open(directory.databaseFile(), StandardOpenOption.WRITE)) {
            file.truncate(file.size() / 2);
        }
        told(directory, "is damaged", "restore");
    }

    @Test
    void aFolderInItsPlaceCannotBeOpened() throws Exception {
        DataDirectory directory = new DataDirectory(folder);
        Files.createDirectory(directory.databaseFile());
        told(directory, "can't be opened", "--data");
    }

    @Test
    void aFileInThePlaceOfTheDirectoryIsNone() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        told(new DataDirectory(file.resolve("data")), "can't be used");
    }

    private static void told(DataDirectory directory, String... words) {
        assertThatThrownBy(() -> {
                    try (RunStore store = RunStore.open(directory)) {
                        store.list();
                        store.metrics("x", 0);
                        store.artefacts("x");
                    }
                })
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(words)
                .message()
                .hasLineCount(1);
    }

    @Test
    void aDirectoryThatTakesFilesHasNoTrouble() {
        assertThat(new DataDirectory(folder).trouble()).isEmpty();
        assertThat(new DataDirectory(folder.resolve("missing")).trouble().orElseThrow())
                .contains("Nothing can be written");
    }
}
