package latentlab.server.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import latentlab.server.runs.Run;
import latentlab.server.runs.RunStore;
import latentlab.server.runs.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what is queued, each run in a worker process of its own. One process at a time does that for a data
 * directory; the others wait until it ends, and then the first of them takes over. Where machines share a database, all
 * of them do: each takes what nobody else has taken, and what was taken by one that is not heard of any more.
 */
public final class JobRunner implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);
    private static final Duration LOOK_INTO_QUEUE = Duration.ofMillis(500);
    /** After a few of them without a sign of life a job is given out again, such as when its end could not be noted. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(30);
    /** Where others wait for them: the runs of a machine that is gone rest for four of them. */
    private static final Duration SHARED_SIGN_OF_LIFE = Duration.ofSeconds(5);
    /** Before another try of what failed, such as for want of memory or disk. */
    private static final Duration REST = Duration.ofSeconds(5);

    private static final int SIGNS_MISSED = 4;

    private static final long MEMORY_OF_SITE = 512L << 20;
    /** Of a large network's training. */
    private static final long MEMORY_OF_WORKER = 700L << 20;

    private final RunStore store;
    private final Jobs jobs;
    private final int workers;
    private final Duration signOfLife;
    private final Complaint aboutQueue = new Complaint(log);
    private final Complaint aboutWorkers = new Complaint(log);
    private volatile WorkerRuns runs;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "job-runner"));
    private ProcessLock lock;
    private Scheduler scheduler;
    private boolean waiting;
    private boolean closed;

    /** @param workers runs at a time, at least 1 */
    public JobRunner(RunStore store, int workers) {
        this(store, workers, store.shared() ? SHARED_SIGN_OF_LIFE : SIGN_OF_LIFE);
    }

    /**
     * @param workers    runs at a time, at least 1
     * @param signOfLife time between two of them; when {@value #SIGNS_MISSED} are missed, others take the runs over
     */
    public JobRunner(RunStore store, int workers, Duration signOfLife) {
        this.store = store;
        this.workers = workers;
        this.signOfLife = signOfLife;
        jobs = new Jobs(store);
    }

    /**
     * Runs at a time that use this machine, or container, well: one for each processor, as each has one thread, but no more
     * than there is memory for.
     */
    public static int defaultWorkers() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return workers(Runtime.getRuntime().availableProcessors(), system.getTotalMemorySize());
    }

    static int workers(int processors, long memory) {
        long bearable = (memory - MEMORY_OF_SITE) / MEMORY_OF_WORKER;
        return (int) Math.max(1, Math.min(processors, bearable));
    }

    /** Begins to work on the queue, and goes on until it is closed. */
    public void start() {
        clock.scheduleWithFixedDelay(this::tend, 0, 1, TimeUnit.SECONDS);
    }

    /**
     * Works on the queue until no run is queued or running. Where another process works on it, waits for that, and takes
     * over if it ends before.
     *
     * @param listener is told of every run that changes meanwhile, on this thread
     */
    public void runUntilEmpty(JobListener listener) throws InterruptedException {
        RunStore store = this.store.patient();
        long revision = store.list().stream().mapToLong(Run::revision).max().orElse(0);
        start();
        boolean more = true;
        while (more) {
            more = store.queue().unfinished() > 0;
            for (Run run : store.changedSince(revision)) {
                revision = run.revision();
                listener.changed(run);
            }
            if (more) {
                Thread.sleep(LOOK_INTO_QUEUE.toMillis());
            }
        }
    }

    /** Whether this process is the one that works on the queue. */
    public synchronized boolean works() {
        return scheduler != null;
    }

    private synchronized void tend() {
        try {
            if (closed) {
                return;
            }
            // such as while a backup is restored
            if (ProcessLock.isHeld(store.directory().pauseLock())) {
                letGo();
                return;
            }
            if (scheduler == null) {
                if (lock == null && !store.shared()) {
                    lock = ProcessLock.take(store.directory().queueLock()).orElse(null);
                }
                if (lock == null && !store.shared()) {
                    waitForAnother();
                    return;
                }
                if (!store.shared()) {
                    // nobody else works here, so what seems to be under way was left by a process that is gone
                    store.queue().release();
                }
                runs = new WorkerRuns(store);
                scheduler = scheduler();
                scheduler.start();
            }
            store.queue().unscheduled().forEach(jobs::schedule);
            aboutQueue.over();
        } catch (IOException | RuntimeException failure) {
            aboutQueue.say("The queue can't be worked on; it will be tried again. " + FailureReason.of(failure));
        }
    }

    private Scheduler scheduler() {
        OneTimeTask<Void> task = Tasks.oneTime(Jobs.TASK)
                .onFailure((failed, operations) -> operations.reschedule(failed, Jobs.due()))
                .execute((instance, context) -> train(instance.getId()));
        return Scheduler.create(store.connections(), task)
                .threads(workers)
                .schedulerName(new SchedulerName.Fixed(name()))
                .failureLogging(LogLevel.DEBUG, false)
                .pollingInterval(LOOK_INTO_QUEUE)
                .heartbeatInterval(signOfLife)
                .missedHeartbeatsLimit(SIGNS_MISSED)
                .shutdownMaxWait(Duration.ofSeconds(10))
                .build();
    }

    /** Names this runner in the queue. No other one has the name, as a machine's may be that of one which is gone. */
    private static String name() {
        return ProcessHandle.current().pid() + " " + UUID.randomUUID();
    }

    private void train(String id) {
        try {
            try {
                runs.run(id);
            } catch (IOException refused) {
                aboutWorkers.say("No worker can be started for " + id + "; it will be tried again. "
                        + FailureReason.of(refused));
                Thread.sleep(REST.toMillis());
                throw new UncheckedIOException(refused);
            } catch (StoreException refused) {
                Thread.sleep(REST.toMillis()); // the queue would be looked into again at once
                throw refused;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException("left to the next job runner");
        }
    }

    /** Stops the workers; their runs go on from where they are when there is a job runner again. */
    @Override
    public void close() {
        clock.shutdown();
        WorkerRuns underWay = runs;
        if (underWay != null) {
            underWay.close(); // before the lock, which may take a while to get
        }
        synchronized (this) {
            if (!closed) {
                closed = true;
                letGo();
            }
        }
    }

    private void waitForAnother() {
        if (!waiting) {
            waiting = true;
            log.info(
                    "Another process works on the queue of {}: trainings are left to it until it ends.",
                    store.directory().root());
        }
    }

    private void letGo() {
        try {
            if (scheduler != null) {
                runs.close();
                scheduler.stop();
                scheduler = null;
            }
            if (lock != null) {
                lock.close();
                lock = null;
            }
        } catch (IOException lost) {
            log.warn("The queue's lock can't be closed ({}).", lost.toString());
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
