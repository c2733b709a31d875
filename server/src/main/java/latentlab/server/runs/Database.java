package latentlab.server.runs;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Where runs and the queue are kept, and all in which one kind of database differs from another. */
interface Database extends AutoCloseable {
    /**
     * Opens the database of a data directory, made or brought up to date if need be.
     *
     * @throws StoreException when it can't be used
     */
    static Database open(DataDirectory directory) {
        return directory.database() == null ? new SqliteDatabase(directory) : new PostgresDatabase(directory);
    }

    DataSource connections();

    /** Whether several machines may work with it, none of which sees the others' files. */
    boolean shared();

    /** Whether it may answer again by itself, as after a restart; what failed then is to be done again. */
    boolean lost(Throwable failure);

    /** Whether nobody can reach it now, to find out which takes seconds. */
    boolean unreachable(Throwable failure);

    @Override
    void close();

    /** The scripts in {@code db/…} make the tables and bring them up to date. */
    static void migrate(DataSource connections, String scripts) {
        Flyway.configure()
                .dataSource(connections)
                .locations("classpath:db/" + scripts)
                .ignoreMigrationPatterns(new String[0]) // not even those of a newer version
                .load()
                .migrate();
    }
}
