package latentlab.server.jobs;

import java.nio.file.Path;
import java.sql.SQLException;
import latentlab.server.Postgres;
import latentlab.server.ProcessFolder;
import latentlab.server.dataset.Dataset;
import latentlab.server.dataset.IdxFolder;
import latentlab.server.runs.DataDirectory;
import latentlab.server.runs.DatabaseAddress;
import latentlab.server.runs.RunStore;
import latentlab.server.training.Experiment;
import latentlab.server.training.Schedule;
import latentlab.theory.StoppingConditions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A PostgreSQL server for a class of tests, the folders of the machines that share it, and a few images to train on. */
final class SharedDatabase implements BeforeAllCallback, AfterAllCallback {
    /** Of each run. */
    static final int EPOCHS = 10;

    private final Path folder = ProcessFolder.create("latent-lab-machines");
    private Postgres server; // null where there is none
    private Path squares;
    private Dataset dataset;

    @Override
    public void beforeAll(ExtensionContext tests) throws Exception {
        server = Postgres.start();
        squares = IdxFolder.write(folder.resolve("squares"), 200, 40, 0);
        dataset = Dataset.read(squares);
    }

    @Override
    public void afterAll(ExtensionContext tests) throws Exception {
        if (server != null) {
            server.close();
        }
    }

    Postgres server() {
        return server;
    }

    /** The address of a new database. */
    String database(String name) throws SQLException {
        return server.database(name);
    }

    /** Where a machine of the name keeps things. */
    Path folder(String name) {
        return folder.resolve(name);
    }

    /** What such a machine keeps, beside the database. */
    DataDirectory directory(String name, String database) {
        return new DataDirectory(folder(name), DatabaseAddress.of(database, null));
    }

    /** Orders a run, which is told from others by its seed; its id. */
    String submit(RunStore store, long seed) {
        Experiment experiment = new Experiment(
                dataset.name(), dataset.digest(), 3, 2, EPOCHS, 32, 0.003, 0.01, Schedule.CONSTANT, seed);
        return new Jobs(store).submit(experiment, StoppingConditions.NONE, squares.toString());
    }
}
