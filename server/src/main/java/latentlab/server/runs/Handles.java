package latentlab.server.runs;

import java.util.function.Supplier;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lends connections to the database; what goes wrong with it is told in words. */
final class Handles {
    private static final Logger log = LoggerFactory.getLogger(Handles.class);
    private static final int MILLISECONDS_BETWEEN_TRIES = 1000;

    private final DataDirectory directory;
    private final Database database;
    private final Jdbi jdbi;
    private final boolean patient;
    private final LostDatabase lost = new LostDatabase();

    /** @param patient whether to wait for a database that is lost, however long it takes; nothing is done twice then */
    Handles(DataDirectory directory, Database database, boolean patient) {
        this.directory = directory;
        this.database = database;
        this.patient = patient;
        jdbi = Jdbi.create(database.connections());
    }

    <R> R with(HandleCallback<R, RuntimeException> work) {
        return told(() -> jdbi.withHandle(work));
    }

    void use(HandleConsumer<RuntimeException> work) {
        with(work.asCallback());
    }

    <R> R inTransaction(HandleCallback<R, RuntimeException> work) {
        return told(() -> jdbi.inTransaction(work));
    }

    void useTransaction(HandleConsumer<RuntimeException> work) {
        inTransaction(work.asCallback());
    }

    private <R> R told(Supplier<R> work) {
        for (boolean first = true; ; first = false) {
            if (!patient) {
                lost.check();
            }
            try {
                R done = work.get();
                lost.isBack();
                return done;
            } catch (JdbiException refused) {
                StoreException told = StoreException.of(directory, refused);
                if (database.unreachable(refused)) {
                    lost.found(told);
                } else {
                    lost.isBack();
                }
                if (!patient || !database.lost(refused)) {
                    throw told;
                }
                await(told, first);
            } catch (RuntimeException other) {
                lost.isBack(); // the database has answered
                throw other;
            }
        }
    }

    /**
     * Rests a while before another try.
     *
     * @param first whether this is news
     * @throws StoreException what was told, when this thread is to end
     */
    static void await(StoreException told, boolean first) {
        if (first) {
            log.warn("{} Waiting for it.", told.getMessage());
        }
        try {
            Thread.sleep(MILLISECONDS_BETWEEN_TRIES);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw told;
        }
    }
}
