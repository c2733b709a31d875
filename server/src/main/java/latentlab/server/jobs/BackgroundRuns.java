package latentlab.server.jobs;

import java.util.concurrent.CompletableFuture;
import latentlab.server.runs.DataDirectory;
import latentlab.server.runs.RunStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of a site: their store, the orders, and the workers. The database is opened in the background, as the site is
 * not to wait for it.
 */
public final class BackgroundRuns implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BackgroundRuns.class);

    private record Opened(RunStore store, Jobs jobs, JobRunner runner) {}

    private final DataDirectory directory;
    private final int workers;
    private CompletableFuture<Opened> opened;

    /** @param workers runs at a time; with 0 they are only queued */
    public BackgroundRuns(DataDirectory directory, int workers) {
        this.directory = directory;
        this.workers = workers;
    }

    /** Begins to open the database, unless that was done; then the workers go to work. */
    public synchronized void start() {
        if (opened == null) {
            opened = CompletableFuture.supplyAsync(this::open, work -> new Thread(work, "open-runs").start());
        }
    }

    private Opened open() {
        try {
            RunStore store = RunStore.open(directory);
            JobRunner runner = workers == 0 ? null : new JobRunner(store, workers);
            if (runner != null) {
                runner.start();
            }
            return new Opened(store, new Jobs(store), runner);
        } catch (RuntimeException refused) {
            log.error("Runs can be neither shown nor started.", refused);
            throw refused;
        }
    }

    public DataDirectory directory() {
        return directory;
    }

    /**
     * The store, when it is open.
     *
     * @throws IllegalStateException when it can't be opened
     */
    public RunStore store() {
        return opened().store();
    }

    /**
     * Orders and cancels runs.
     *
     * @throws IllegalStateException when the store can't be opened
     */
    public Jobs jobs() {
        return opened().jobs();
    }

    private Opened opened() {
        start();
        try {
            return opened.join();
        } catch (RuntimeException refused) {
            throw new IllegalStateException("The runs' database can't be opened; the server's log says why.", refused);
        }
    }

    /** Stops the workers; their runs go on after their last whole epoch next time. */
    @Override
    public synchronized void close() {
        if (opened != null && !opened.isCompletedExceptionally()) {
            Opened all = opened.join();
            if (all.runner() != null) {
                all.runner().close();
            }
            all.store().close();
        }
    }
}
