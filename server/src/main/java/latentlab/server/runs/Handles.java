package latentlab.server.runs;

import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Lends connections to the database; what goes wrong with it is told in words. */
final class Handles {
    private final DataDirectory directory;
    private final Jdbi jdbi;

    Handles(DataDirectory directory, Database database) {
        this.directory = directory;
        jdbi = Jdbi.create(database.connections());
    }

    <R> R with(HandleCallback<R, RuntimeException> work) {
        try {
            return jdbi.withHandle(work);
        } catch (JdbiException refused) {
            throw StoreException.of(directory, refused);
        }
    }

    void use(HandleConsumer<RuntimeException> work) {
        with(work.asCallback());
    }

    <R> R inTransaction(HandleCallback<R, RuntimeException> work) {
        try {
            return jdbi.inTransaction(work);
        } catch (JdbiException refused) {
            throw StoreException.of(directory, refused);
        }
    }

    void useTransaction(HandleConsumer<RuntimeException> work) {
        inTransaction(work.asCallback());
    }
}
