package latentlab.server.runs;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/**
 * A PostgreSQL database, which any number of machines may share. A connection that is not answered is given up after a
 * while, so that a network which swallows everything looks like a server that is gone.
 */
final class PostgresDatabase implements Database {
    /** One for every process that trains and some for the site; more would only wait in the server. */
    private static final int MOST_CONNECTIONS = 8;

    private static final int MILLISECONDS_TO_WAIT = 5_000;
    private static final int MILLISECONDS_TO_REST = 30_000;
    /** No way to the server, or one that is being stopped or started. */
    private static final String UNREACHABLE = "08(?!004)...|57P0[1-5]";

    /**
     * What the server does about machines that vanish or stand still, which others may be waiting for: it notices within
     * half a minute, or minutes, and nobody waits for long. An address with options of its own has these instead.
     */
    private static final String OPTIONS = "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5"
            + " -c tcp_keepalives_count=3 -c idle_in_transaction_session_timeout=5min -c lock_timeout=30s";

    private final HikariDataSource connections;

    /**
     * Makes the tables or brings them up to date if need be.
     *
     * @throws StoreException when it can't be reached or used
     */
    PostgresDatabase(DataDirectory directory) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(directory.database().url());
        config.setPassword(directory.database().password());
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setMinimumIdle(0);
        config.setIdleTimeout(MILLISECONDS_TO_REST);
        config.setConnectionTimeout(MILLISECONDS_TO_WAIT);
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("socketTimeout", "60");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("options", OPTIONS);
        config.addDataSourceProperty("ApplicationName", "latent-lab");
        try {
            connections = new HikariDataSource(config); // tries to connect once
        } catch (PoolInitializationException refused) {
            throw StoreException.of(directory, refused);
        }
        try {
            Database.migrate(connections, "postgresql");
        } catch (FlywayException refused) {
            connections.close();
            throw StoreException.of(directory, refused);
        }
    }

    @Override
    public DataSource connections() {
        return connections;
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public boolean lost(Throwable failure) {
        return isLost(failure);
    }

    @Override
    public boolean unreachable(Throwable failure) {
        return hasState(failure, UNREACHABLE);
    }

    private static boolean hasState(Throwable failure, String states) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused
                    && String.valueOf(refused.getSQLState()).matches(states)) {
                return true;
            }
        }
        return false;
    }

    /**
     * No way to the server, or one that is being stopped or started, or others who hold up everything (PostgreSQL,
     * appendix A: error codes).
     */
    static boolean isLost(Throwable failure) {
        if (hasState(failure, UNREACHABLE + "|53300|25P03|55P03")) {
            return true;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException && cause.getCause() == null) {
                return true; // the pool has no connection to lend
            }
        }
        return false;
    }

    /** What went wrong, in one line that says what to do about it. */
    static String reason(DatabaseAddress address, Throwable failure) {
        String name = "The database " + address;
        String last = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String advice =
                    cause instanceof SQLException refused ? advice(String.valueOf(refused.getSQLState())) : null;
            if (advice != null) {
                return name + advice;
            }
            last = String.valueOf(cause.getMessage());
            if (cause instanceof FlywayException && last.contains("resolved locally")) {
                return name + " was made by a newer version of the program: start that one, or choose another database"
                        + " with --database.";
            }
        }
        return isLost(failure)
                ? name + " can't be reached. Start it, or correct --database."
                : name + " can't be used (" + last.replaceAll("\\s*\\R\\s*", " ") + ").";
    }

    /** @return null where the state alone does not say what to do */
    private static String advice(String state) {
        return switch (state) {
            case "28P01", "28000", "08004" ->
                " does not let this user in. Correct the user in --database, or the password in the environment's"
                        + " LATENT_LAB_DATABASE_PASSWORD.";
            case "3D000" -> " does not exist. Make it with createdb, or correct --database.";
            case "42501" -> " refuses this user. Let the user make tables there, or choose another one.";
            case "53100" -> " has a full disk. Make room; what was written before is kept.";
            case "55P03" -> " is held up by another machine. Try again in a minute.";
            default -> null;
        };
    }

    @Override
    public void close() {
        connections.close();
    }
}
