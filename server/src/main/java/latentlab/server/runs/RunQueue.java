package latentlab.server.runs;

import java.util.List;
import latentlab.server.training.Experiment;
import org.jdbi.v3.core.Handle;

/**
 * How runs go from one state to the next: queued, running, then finished by {@link RunStore#finish}, failed or cancelled. What a
 * method has written when it returns is kept whatever happens then. For many threads and processes. What a worker tells of
 * a run counts for nothing when another one has begun it meanwhile, as others take over from a machine that is silent for
 * long. Every method throws {@link StoreException} when the database can't be used.
 */
public final class RunQueue {
    /** A condition: no other worker than {@code :worker} looks after the run. */
    static final String MINE = " and (worker is null or worker = :worker)";

    private final Handles handles;
    private final RunFiles files;
    private final String worker;

    RunQueue(Handles handles, RunFiles files, String worker) {
        this.handles = handles;
        this.files = files;
        this.worker = worker;
    }

    /** Runs that are queued or running. */
    public int unfinished() {
        return handles.with(db -> db.createQuery("select count(*) from runs where state in ('queued', 'running')")
                .mapTo(Integer.class)
                .one());
    }

    /**
     * Queues a run. One that failed or was cancelled is queued again, and so is one that is finished but whose model was
     * removed: that one begins anew, unless there is a checkpoint to go on from. Any other stays as it is, and is not to
     * be cancelled any more.
     */
    public void add(RunOrder order) {
        Experiment experiment = order.experiment();
        handles.useTransaction(db -> {
            db.createUpdate(
                            "insert into runs (id, state, dataset, dataset_digest, dataset_source, latent_dim, channels,"
                                    + " parameters, epochs, batch_size, learning_rate, weight_decay, schedule, seed, until,"
                                    + " threads, created_at) values (:id, 'queued', :dataset, :digest, :source, :d, :c,"
                                    + " :parameters, :epochs, :batch, :rate, :decay, :schedule, :seed, :until, :threads, :now)"
                                    + " on conflict (id) do nothing")
                    .bind("id", order.id())
                    .bind("dataset", experiment.dataset())
                    .bind("digest", experiment.datasetDigest())
                    .bind("source", order.datasetSource())
                    .bind("d", experiment.latentDim())
                    .bind("c", experiment.channels())
                    .bind("parameters", experiment.parameters())
                    .bind("epochs", experiment.epochs())
                    .bind("batch", experiment.batchSize())
                    .bind("rate", experiment.learningRate())
                    .bind("decay", experiment.weightDecay())
                    .bind("schedule", experiment.schedule().label())
                    .bind("seed", experiment.seed())
                    .bind("until", RunRows.json(order.until().toMap()))
                    .bind("threads", order.threads())
                    .bind("now", RunStore.now())
                    .execute();
            boolean removed = !files.hasModel(db, order.id());
            if (removed && !files.hasCheckpoint(db, order.id())) {
                forget(db, order.id());
            }
            update(db, order.id(), "cancelling = 0 where id = :id and cancelling = 1");
            db.createUpdate("update runs set state = 'queued', reason = null, ended_at = null, deaths = 0,"
                            + " cancelling = 0 where id = :id and (state in ('failed', 'cancelled')"
                            + " or state = 'finished' and :removed)")
                    .bind("id", order.id())
                    .bind("removed", removed)
                    .execute();
        });
    }

    /** What a finished run has written down. */
    private static void forget(Handle db, String id) {
        int finished = update(
                db,
                id,
                "epoch = 0, train_loss = null, test_loss = null, seconds = null, stopped_by = null,"
                        + " started_at = null where id = :id and state = 'finished'");
        if (finished == 1) {
            db.execute("delete from metrics where run = ?", id);
            db.execute("delete from artefacts where run = ?", id);
        }
    }

    /**
     * Asks for a run to be cancelled: a queued one is at once, a running one when its worker has stopped.
     *
     * @return false when it has ended already
     */
    public boolean cancel(String id) {
        return handles.inTransaction(db -> update(
                                db,
                                id,
                                "state = 'cancelled', ended_at = '" + RunStore.now()
                                        + "' where id = :id and state = 'queued'")
                        + update(db, id, "cancelling = 1 where id = :id and state = 'running'"))
                > 0;
    }

    /** From now on this worker looks after a run, and nobody else. */
    public void take(String id) {
        handles.use(db -> db.createUpdate("update runs set worker = :worker where id = :id")
                .bind("id", id)
                .bind("worker", worker)
                .execute());
    }

    /** Whether no other worker looks after a run. */
    public boolean mine(String id) {
        return handles.with(db -> db.createQuery("select count(*) from runs where id = :id" + MINE)
                        .bind("id", id)
                        .bind("worker", worker)
                        .mapTo(Integer.class)
                        .one())
                == 1;
    }

    /**
     * A worker begins.
     *
     * @return false when there is nothing to do any more, or another one looks after the run
     */
    public boolean begin(String id) {
        return handles.with(db -> db.createUpdate("update runs set state = 'running', worker = :worker,"
                                + " started_at = coalesce(started_at, :now)"
                                + " where id = :id and state in ('queued', 'running') and cancelling = 0" + MINE)
                        .bind("id", id)
                        .bind("worker", worker)
                        .bind("now", RunStore.now())
                        .execute())
                == 1;
    }

    /** A run can't go on, for a reason in words. */
    public void fail(String id, String reason) {
        handles.use(db -> db.createUpdate("update runs set state = 'failed', ended_at = :now, reason = :reason,"
                        + " cancelling = 0, seconds_left = null where id = :id and state in ('queued', 'running')"
                        + MINE)
                .bind("id", id)
                .bind("worker", worker)
                .bind("now", RunStore.now())
                .bind("reason", reason)
                .execute());
    }

    /** The worker of a run that was to be cancelled has stopped; where it was ordered again since, it goes on. */
    public void cancelled(String id) {
        handles.use(db -> updateMine(
                db,
                id,
                "state = 'cancelled', ended_at = '" + RunStore.now() + "', cancelling = 0, seconds_left = null"
                        + " where id = :id and state in ('queued', 'running') and cancelling = 1"));
    }

    /** A run without a worker waits for one. */
    public void requeue(String id) {
        handles.use(
                db -> updateMine(db, id, "state = 'queued', seconds_left = null where id = :id and state = 'running'"));
    }

    /** Runs that are queued but not in the queue: whoever ordered them was killed in between. */
    public List<String> unscheduled() {
        return handles.with(db -> db.createQuery("select id from runs where state = 'queued' and not exists"
                        + " (select 1 from scheduled_tasks where task_instance = id) order by created_at, id")
                .mapTo(String.class)
                .list());
    }

    /** Nobody else works on the queue, and nothing is under way: what was taken from the queue goes back into it. */
    public void release() {
        handles.useTransaction(db -> {
            db.execute(
                    "update scheduled_tasks set picked = 0, picked_by = null, last_heartbeat = null where picked = 1");
            db.execute(
                    "update runs set state = 'cancelled', cancelling = 0, seconds_left = null, ended_at = ?"
                            + " where state = 'running' and cancelling = 1",
                    RunStore.now());
            db.execute("update runs set state = 'queued', seconds_left = null where state = 'running'");
        });
    }

    /** The worker of a run was killed: how many times in a row, without an epoch done in between. */
    public int died(String id) {
        return handles.inTransaction(db -> {
            updateMine(db, id, "deaths = deaths + 1 where id = :id");
            return db.createQuery("select deaths from runs where id = :id")
                    .bind("id", id)
                    .mapTo(Integer.class)
                    .one();
        });
    }

    private static int update(Handle db, String id, String change) {
        return db.createUpdate("update runs set " + change).bind("id", id).execute();
    }

    private int updateMine(Handle db, String id, String change) {
        return db.createUpdate("update runs set " + change + MINE)
                .bind("id", id)
                .bind("worker", worker)
                .execute();
    }
}
