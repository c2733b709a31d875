package latentlab.server.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * The SQLite file. Readers never wait for a writer (WAL); what was committed is on the disk (synchronous=FULL); several
 * processes may write, one after the other.
 */
final class SqliteDatabase implements Database {
    private static final int MILLISECONDS_TO_WAIT_FOR_ANOTHER_WRITER = 20_000;

    private final SQLiteDataSource connections;
    /** Kept open because the last connection to close would tidy up the write-ahead log each time. */
    private final Connection first;

    /**
     * Opens the file, made or brought up to date if need be.
     *
     * @throws StoreException when it can't be used
     */
    SqliteDatabase(DataDirectory directory) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(MILLISECONDS_TO_WAIT_FOR_ANOTHER_WRITER);
        config.setTransactionMode(TransactionMode.IMMEDIATE); // a reader that turns writer could not wait
        config.enforceForeignKeys(true);
        connections = new SQLiteDataSource(config);
        connections.setUrl("jdbc:sqlite:" + directory.databaseFile());
        try {
            Files.createDirectories(directory.root());
            first = connections.getConnection();
        } catch (IOException | SQLException refused) {
            throw StoreException.of(directory, refused);
        }
        try {
            Database.migrate(connections, "migration");
            try (Statement read = first.createStatement()) {
                // keeps the index of the write-ahead log mapped, which a full disk would have no room to make again
                read.executeQuery("select count(*) from runs").close();
            }
        } catch (FlywayException | SQLException refused) {
            close();
            throw StoreException.of(directory, refused);
        }
    }

    @Override
    public DataSource connections() {
        return connections;
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public boolean lost(Throwable failure) {
        return false; // a file does not come back by itself
    }

    @Override
    public boolean unreachable(Throwable failure) {
        return false;
    }

    @Override
    public void close() {
        try {
            first.close();
        } catch (SQLException lost) {
            throw new IllegalStateException(lost);
        }
    }
}
