package latentlab.server.jobs;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import latentlab.server.runs.RunOrder;
import latentlab.server.runs.RunStore;
import latentlab.server.training.Experiment;
import latentlab.theory.StoppingConditions;

/**
 * Orders runs and cancels them. Orders are kept in the data directory; a {@link JobRunner}, in this process or another
 * one, carries them out.
 */
public final class Jobs {
    /**
     * Threads of a run's training: several single-threaded workers train more than one with several threads, and the
     * numbers that they get don't depend on the machine's processors.
     */
    public static final int THREADS = 1;

    /** Runs that may wait or be under way when another one is asked for from outside. */
    public static final int LONGEST_QUEUE = 50;

    static final String TASK = "train";

    /** Further than any clock is off. */
    private static final Duration LONG = Duration.ofDays(10_000);

    private final RunStore store;
    private final OneTimeTask<Void> task;
    private final SchedulerClient queue;

    public Jobs(RunStore store) {
        this.store = store;
        task = Tasks.oneTime(TASK).execute((instance, context) -> {
            throw new IllegalStateException("only a job runner executes this");
        });
        queue = SchedulerClient.Builder.create(store.connections(), task).build();
    }

    /** Orders the training of an experiment on a data set that has a name. */
    public String submit(Experiment experiment, StoppingConditions until) {
        return submit(experiment, until, experiment.dataset());
    }

    /**
     * Orders a training. The same order again is the same run: nothing happens if it is queued, running or finished; if it
     * failed or was cancelled, it is queued again and goes on from where it was.
     *
     * @param datasetSource what {@code Dataset.open} takes: a name, or the absolute path of a folder
     * @return the run's id
     * @throws IllegalArgumentException when a run of that id was made from other images
     * @throws PausedException          when a backup is being restored
     */
    public String submit(Experiment experiment, StoppingConditions until, String datasetSource) {
        requireUnpaused();
        RunOrder order = new RunOrder(experiment, until, datasetSource, THREADS);
        store.queue().add(order);
        RunOrder kept = store.order(order.id()).orElseThrow();
        if (!kept.experiment().equals(experiment)) {
            throw new IllegalArgumentException("the run " + order.id() + " was made from other images ("
                    + experiment.differences(kept.experiment().toMetadata()) + ")");
        }
        schedule(order.id());
        return order.id();
    }

    /**
     * Orders what somebody from outside wants, as the other method does.
     *
     * @return the run's id
     * @throws IllegalArgumentException when a value is out of its range; the message says which
     * @throws QueueFullException       when too much is queued
     * @throws PausedException          when a backup is being restored
     */
    public String submit(RunRequest request) throws QueueFullException {
        Experiment experiment = request.experiment();
        StoppingConditions until = request.conditions();
        String id = new RunOrder(experiment, until, request.dataset(), THREADS).id();
        boolean queued = store.find(id).filter(run -> !run.state().ended()).isPresent();
        if (!queued && store.queue().unfinished() >= LONGEST_QUEUE) {
            throw new QueueFullException();
        }
        return submit(experiment, until);
    }

    /**
     * Cancels a run: a queued one at once, a running one within seconds.
     *
     * @return false when it has ended already, or there is none
     * @throws PausedException when a backup is being restored
     */
    public boolean cancel(String id) {
        requireUnpaused();
        return store.queue().cancel(id);
    }

    /** What is written down while a backup is restored would be lost with what was there before. */
    private void requireUnpaused() {
        try {
            if (ProcessLock.isHeld(store.directory().pauseLock())) {
                throw new PausedException();
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Puts a run into the queue unless it is there. */
    void schedule(String id) {
        queue.scheduleIfNotExists(task.instance(id), due());
    }

    /**
     * When a run is to be carried out: at once, in the order of the orders. That is long ago, lest those wait which were
     * ordered before the machine's clock was set back, or on a machine whose clock is ahead.
     */
    static Instant due() {
        return Instant.now().minus(LONG);
    }
}
