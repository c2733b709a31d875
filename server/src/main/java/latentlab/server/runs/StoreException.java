package latentlab.server.runs;

import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The runs can't be read or written down; the message says in one line why and what to do about it. */
public final class StoreException extends IllegalStateException {
    private static final Set<SQLiteErrorCode> DAMAGE =
            EnumSet.of(SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB);

    private StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What went wrong with the database of a data directory, in words. */
    static StoreException of(DataDirectory directory, Throwable failure) {
        if (failure instanceof StoreException told) {
            return told;
        }
        return new StoreException(
                directory.database() == null
                        ? reason(directory, failure)
                        : PostgresDatabase.reason(directory.database(), failure),
                failure);
    }

    /** Whether the file is no database any more. */
    boolean tellsOfDamage() {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException refused) {
                return DAMAGE.contains(plain(refused.getResultCode()));
            }
        }
        return false;
    }

    /** Extended codes are the plain ones with more above the lowest byte. */
    private static SQLiteErrorCode plain(SQLiteErrorCode code) {
        return SQLiteErrorCode.getErrorCode(code.code & 0xff);
    }

    private static String reason(DataDirectory directory, Throwable failure) {
        String file = directory.databaseFile().toString();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException refused) {
                return sqlite(file, refused.getResultCode());
            }
            if (cause instanceof FlywayException
                    && String.valueOf(cause.getMessage()).contains("resolved locally")) {
                return file + " was made by a newer version of the program: start that one, or choose another directory"
                        + " with --data.";
            }
        }
        String message = failure instanceof SQLException || failure.getMessage() == null
                ? failure.toString()
                : failure.getMessage();
        return file + " can't be used (" + message.replaceAll("\\s*\\R\\s*", " ") + ").";
    }

    private static String sqlite(String file, SQLiteErrorCode code) {
        return switch (plain(code)) {
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                file
                        + " is damaged. Restore a backup with 'restore DIR --replace', or move the file away and start with"
                        + " no runs: the models stay.";
            case SQLITE_FULL -> "The disk of " + file + " is full. Make room; what was written before is kept.";
            case SQLITE_READONLY ->
                file
                        + " can only be read. Let the program's user write there, or choose another directory with --data.";
            case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
                file + " can't be opened. Let the program's user read and write it, or choose another directory with"
                        + " --data.";
            case SQLITE_BUSY, SQLITE_LOCKED ->
                "Another process has kept " + file + " to itself for too long. Try again when it is done.";
            case SQLITE_IOERR ->
                "The disk of " + file + " gives errors (" + code + "). Look at the system's log; then try again.";
            default -> file + " can't be used (" + code + ").";
        };
    }
}
