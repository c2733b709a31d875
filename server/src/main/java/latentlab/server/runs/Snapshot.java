package latentlab.server.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Copies of the database at one moment. */
final class Snapshot {
    private Snapshot() {}

    /** Copies the database of a directory, as it is now, into a new file. Nobody has to wait for it. */
    static void write(DataDirectory from, Path to) {
        try (Connection db = open(from.databaseFile());
                PreparedStatement copy = db.prepareStatement("vacuum into ?")) {
            copy.setString(1, to.toString());
            copy.execute();
        } catch (SQLException refused) {
            throw StoreException.of(from, refused);
        }
    }

    /** The files that the database names. */
    static List<BackupFile> artefacts(DataDirectory directory) {
        List<BackupFile> files = new ArrayList<>();
        try (Connection db = open(directory.databaseFile());
                Statement query = db.createStatement();
                ResultSet rows = query.executeQuery("select path, bytes, sha256 from artefacts order by path")) {
            while (rows.next()) {
                files.add(new BackupFile(rows.getString(1), rows.getLong(2), rows.getString(3)));
            }
            return files;
        } catch (SQLException refused) {
            throw StoreException.of(directory, refused);
        }
    }

    /**
     * Brings a copy up to this version of the program.
     *
     * @throws IOException when it is damaged or too new
     */
    static void prepare(DataDirectory copy) throws IOException {
        try {
            new SqliteDatabase(copy).close();
        } catch (StoreException unusable) {
            throw new IOException(
                    "the backup's database is damaged, or of a newer version of the program. Nothing was" + " changed.",
                    unusable);
        }
        try (Connection db = open(copy.databaseFile());
                Statement check = db.createStatement();
                ResultSet answer = check.executeQuery("pragma integrity_check(1)")) {
            if (!"ok".equals(answer.getString(1))) {
                throw new IOException("the backup's database is damaged: use another backup. Nothing was changed.");
            }
        } catch (SQLException refused) {
            throw StoreException.of(copy, refused);
        }
    }

    /**
     * Puts the rows of a copy in the place of a database's rows, all at once for whoever else works with it. Changes go on
     * to be counted from where they were, so that whoever watches sees that all runs are other ones.
     */
    static void replace(DataDirectory directory, DataDirectory copy) {
        new SqliteDatabase(directory).close(); // made or brought up to this version
        try (Connection db = open(directory.databaseFile())) {
            try (PreparedStatement attach = db.prepareStatement("attach ? as copy")) {
                attach.setString(1, copy.databaseFile().toString());
                attach.execute();
            }
            List<String> tables = tables(db);
            db.setAutoCommit(false);
            try (Statement change = db.createStatement()) {
                change.execute("pragma defer_foreign_keys = on");
                long changes = change.executeQuery("select coalesce(max(revision), 0) from main.runs")
                        .getLong(1);
                for (String table : tables) {
                    change.execute("delete from main." + table);
                }
                for (String table : tables) {
                    change.execute("insert into main." + table + " select * from copy." + table);
                }
                change.execute("update main.runs set revision = revision + " + changes);
                db.commit();
            }
        } catch (SQLException refused) {
            throw StoreException.of(directory, refused);
        }
    }

    private static List<String> tables(Connection db) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement query = db.createStatement();
                ResultSet rows =
                        query.executeQuery("select name from main.sqlite_master where type = 'table' and name not"
                                + " like 'sqlite_%' and name <> 'flyway_schema_history' order by name")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static Connection open(Path file) throws SQLException {
        Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement settings = db.createStatement()) {
            settings.execute("pragma busy_timeout = 20000");
            settings.execute("pragma foreign_keys = on");
            settings.execute("pragma synchronous = full");
        }
        return db;
    }
}
