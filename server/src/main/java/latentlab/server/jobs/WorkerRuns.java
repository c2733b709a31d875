package latentlab.server.jobs;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import latentlab.server.runs.Run;
import latentlab.server.runs.RunStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings runs to their end: starts a worker for each, watches over it, and starts another one when it was killed. */
final class WorkerRuns {
    private static final Logger log = LoggerFactory.getLogger(WorkerRuns.class);
    static final int LOOK_AT_RUN = 300; // milliseconds
    /** Workers of a run that may be killed in a row without an epoch done in between. */
    private static final int MOST_DEATHS = 10;

    private final RunStore store;
    private volatile boolean closing;

    WorkerRuns(RunStore store) {
        this.store = store.patient();
    }

    /** Runs under way are left where they are. */
    void close() {
        closing = true;
    }

    /**
     * Returns when the run has ended.
     *
     * @throws CancellationException when it was left where it is
     */
    void run(String id) throws InterruptedException, IOException {
        store.queue().take(id);
        while (!hasEnded(id)) {
            WorkerProcess worker = WorkerProcess.start(store.directory(), id, store.worker());
            try {
                watch(worker, id);
            } finally {
                worker.stop();
            }
            settle(worker, id);
        }
    }

    private boolean hasEnded(String id) {
        Optional<Run> run = store.find(id);
        boolean ended = run.isEmpty() || run.get().state().ended();
        if (closing && !ended) {
            store.queue().requeue(id);
            throw new CancellationException("left to the next job runner");
        }
        return ended;
    }

    private void watch(WorkerProcess worker, String id) throws InterruptedException {
        while (!worker.ended(LOOK_AT_RUN)) {
            if (closing || store.find(id).filter(Run::cancelling).isPresent()) {
                return;
            }
        }
    }

    /** What the end of a worker means for its run. */
    private void settle(WorkerProcess worker, String id) throws InterruptedException {
        Run run = store.find(id).orElseThrow();
        if (closing || run.state().ended()) {
            return;
        }
        if (!store.queue().mine(id)) {
            throw new CancellationException("another machine goes on with it");
        }
        int code = worker.exitCode();
        if (run.cancelling()) {
            store.queue().cancelled(id);
        } else if (code == RunWorker.FAILED) {
            String reason = worker.reason();
            store.queue().fail(id, reason);
            log.warn("The run {} failed: {}", id, reason);
        } else if (code == RunWorker.BUSY) {
            Thread.sleep(LOOK_AT_RUN); // a worker of before has not ended yet
        } else {
            int deaths = store.queue().died(id);
            log.warn("The worker of {} ended with exit code {}: it goes on after its last epoch.", id, code);
            if (deaths >= MOST_DEATHS) {
                store.queue()
                        .fail(
                                id,
                                "Its worker was killed " + deaths
                                        + " times in a row before an epoch was done (exit code " + code
                                        + (code == 137 ? ", which the system does when memory runs out" : "") + ").");
            }
        }
    }
}
