package latentlab.server.jobs;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import latentlab.server.runs.DataDirectory;
import latentlab.server.runs.RunStore;
import latentlab.server.runs.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of a site: their store, the orders, and the workers. The database is opened in the background, as the site is
 * not to wait for it.
 */
public final class BackgroundRuns implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BackgroundRuns.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
    private static final Optional<String> UNUSABLE =
            Optional.of("The runs' database can't be used; the server's log says why.");

    private record Opened(RunStore store, Jobs jobs, JobRunner runner) {}

    private final DataDirectory directory;
    private final Integer workers;
    private final Complaint complaint = new Complaint(log);
    private CompletableFuture<Opened> opened;
    private long tried;
    /** Whether the last try that has ended failed: another one under way makes it no better. */
    private volatile boolean refused;

    /** @param workers runs at a time; with 0 they are only queued; null for as many as the machine bears */
    public BackgroundRuns(DataDirectory directory, Integer workers) {
        this.directory = directory;
        this.workers = workers;
    }

    /**
     * Begins to open the database, unless that was done; then the workers go to work. What could not be opened is tried
     * again after a while, as somebody may have made room on the disk or restored a backup.
     */
    public synchronized void start() {
        boolean again =
                opened != null && opened.isCompletedExceptionally() && System.nanoTime() - tried >= TRY_AGAIN.toNanos();
        if (opened == null || again) {
            tried = System.nanoTime();
            opened = CompletableFuture.supplyAsync(this::open, work -> new Thread(work, "open-runs").start());
        }
    }

    private Opened open() {
        try {
            RunStore store = RunStore.open(directory);
            int atATime =
                    workers == null ? JobRunner.defaultWorkers() : workers; // asked for here, as that takes a while
            JobRunner runner = atATime == 0 ? null : new JobRunner(store, atATime);
            if (runner != null) {
                runner.start();
            }
            refused = false;
            return new Opened(store, new Jobs(store), runner);
        } catch (RuntimeException failure) {
            refused = true;
            complaint.say("Runs can be neither shown nor started. " + FailureReason.of(failure));
            throw failure;
        }
    }

    public DataDirectory directory() {
        return directory;
    }

    /**
     * The store, when it is open.
     *
     * @throws StoreException when it can't be opened
     */
    public RunStore store() {
        return opened().store();
    }

    /**
     * Orders and cancels runs.
     *
     * @throws StoreException when the store can't be opened
     */
    public Jobs jobs() {
        return opened().jobs();
    }

    private Opened opened() {
        start();
        CompletableFuture<Opened> opening;
        synchronized (this) {
            opening = opened;
        }
        try {
            return opening.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StoreException refused ? refused : failed;
        }
    }

    /** Whether a file is the model that a run has made; also when that is not known, or not now. */
    public boolean genuine(String run, byte[] model) {
        try {
            return store().artefacts(run).stream()
                    .filter(file -> file.name().equals("model"))
                    .allMatch(file -> file.has(model));
        } catch (StoreException unknown) {
            return true; // the site goes on without its runs
        }
    }

    /**
     * In words, what keeps runs from being written down; empty when nothing does, or as long as a file for a database is
     * opened for the first time, while a server may be one that never answers. Takes as long as the disk does.
     */
    public Optional<String> trouble() {
        start();
        CompletableFuture<Opened> opening;
        synchronized (this) {
            opening = opened;
        }
        try {
            Opened all = opening.getNow(null);
            if (all != null) {
                all.store().queue().unfinished();
            } else if (refused) {
                return UNUSABLE;
            } else if (directory.database() != null) {
                return Optional.of("The runs' database has not answered yet.");
            }
        } catch (RuntimeException failed) {
            return UNUSABLE;
        }
        return directory.trouble();
    }

    /** Stops the workers; their runs go on from where they are next time. Runs can still be shown and ordered. */
    public void stopWorkers() {
        ifOpened(all -> {
            if (all.runner() != null) {
                all.runner().close();
            }
        });
    }

    /** Stops the workers and closes the store. */
    @Override
    public void close() {
        stopWorkers();
        ifOpened(all -> all.store().close());
    }

    private void ifOpened(Consumer<Opened> then) {
        CompletableFuture<Opened> opening;
        synchronized (this) {
            opening = opened;
        }
        if (opening != null) {
            opening.exceptionally(failed -> null)
                    .thenAccept(all -> {
                        if (all != null) {
                            then.accept(all);
                        }
                    })
                    .join();
        }
    }
}
