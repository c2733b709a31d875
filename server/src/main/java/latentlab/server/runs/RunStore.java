package latentlab.server.runs;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import latentlab.server.models.DamagedFileException;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.theory.StoppingConditions.Reached;
import org.jdbi.v3.core.Handle;

/**
 * The runs, their metrics and their files; their states change through {@link #queue}. What a method has written when it returns is kept whatever happens then. For
 * many threads and processes. Every method throws {@link StoreException} when the database can't be used.
 */
public final class RunStore implements AutoCloseable {
    private final DataDirectory directory;
    private final Database database;
    private final Handles handles;
    private final RunFiles files;
    private final String worker;
    private final RunQueue queue;

    private RunStore(DataDirectory directory, Database database, String worker, boolean patient) {
        this.directory = directory;
        this.database = database;
        this.worker = worker;
        handles = new Handles(directory, database, patient);
        files = database.shared() ? new SharedFiles(directory) : new OwnFiles(directory);
        queue = new RunQueue(handles, files, worker);
    }

    /**
     * Opens the store of a data directory; both are made if need be.
     *
     * @throws StoreException when they can't
     */
    public static RunStore open(DataDirectory directory) {
        return new RunStore(directory, Database.open(directory), newName(), false);
    }

    /** The same, but waits for a database that can't be reached, and each of its methods does, too. */
    public static RunStore openPatiently(DataDirectory directory) {
        return openPatiently(directory, newName());
    }

    /** The same for a process that works on runs in the name of another one. */
    public static RunStore openPatiently(DataDirectory directory, String worker) {
        for (boolean first = true; ; first = false) {
            try {
                return new RunStore(directory, Database.open(directory), worker, true);
            } catch (StoreException refused) {
                if (!PostgresDatabase.isLost(refused)) {
                    throw refused;
                }
                Handles.await(refused, first);
            }
        }
    }

    /** The same store for those who can wait until a database that is lost answers again. It is closed with this one. */
    public RunStore patient() {
        return new RunStore(directory, database, worker, true);
    }

    private static String newName() {
        return UUID.randomUUID().toString();
    }

    /** Names whoever works on runs by this store: of those who have begun a run, only the last may write down how it goes. */
    public String worker() {
        return worker;
    }

    /** Whether other machines may work on the same runs. */
    public boolean shared() {
        return database.shared();
    }

    /** The runs' states. */
    public RunQueue queue() {
        return queue;
    }

    public DataDirectory directory() {
        return directory;
    }

    /** For the queue, which is in the same database. */
    public DataSource connections() {
        return database.connections();
    }

    public Optional<Run> find(String id) {
        return handles.with(db -> db.createQuery("select * from runs where id = :id")
                .bind("id", id)
                .map((row, context) -> RunRows.run(row))
                .findOne());
    }

    /** All runs, the latest first. */
    public List<Run> list() {
        return handles.with(db -> db.createQuery("select * from runs order by created_at desc, id")
                .map((row, context) -> RunRows.run(row))
                .list());
    }

    /** The runs that have changed since the store was at a revision, in the order of their last change. */
    public List<Run> changedSince(long revision) {
        return handles.with(db -> db.createQuery("select * from runs where revision > :revision order by revision")
                .bind("revision", revision)
                .map((row, context) -> RunRows.run(row))
                .list());
    }

    /** What a run is to train. */
    public Optional<RunOrder> order(String id) {
        return handles.with(db -> db.createQuery("select * from runs where id = :id")
                .bind("id", id)
                .map((row, context) -> RunRows.order(row))
                .findOne());
    }

    /** The metrics of a run after some epoch, in order; with 0 all. */
    public List<EpochMetrics> metrics(String id, int afterEpoch) {
        return handles.with(
                db -> db.createQuery("select * from metrics where run = :id and epoch > :epoch order by epoch")
                        .bind("id", id)
                        .bind("epoch", afterEpoch)
                        .map((row, context) -> RunRows.metrics(row))
                        .list());
    }

    public List<Artefact> artefacts(String id) {
        return handles.with(db -> db.createQuery("select * from artefacts where run = :id order by name")
                .bind("id", id)
                .map((row, context) -> RunRows.artefact(row))
                .list());
    }

    /** Puts what another machine has made of a run where a training looks for it. */
    public void bring(String id) {
        handles.use(db -> files.bring(db, id));
    }

    /** Puts the models that other machines have trained where the site and the study look for them. */
    public void bringModels() {
        handles.use(files::bringModels);
    }

    /**
     * The bytes of one of a run's files.
     *
     * @throws DamagedFileException when they are not those that the run has written
     */
    public byte[] read(String id, Artefact file) throws IOException {
        byte[] content =
                handles.with(db -> files.find(db, id, file)).orElseThrow(() -> new NoSuchFileException(file.path()));
        if (!file.has(content)) {
            throw DamagedFileException.ofARun(
                    directory.root().resolve(file.path()).toString());
        }
        return content;
    }

    /** How far the epoch in progress has come. */
    public void progress(String id, Run.Progress progress) {
        handles.use(db -> db.createUpdate("update runs set images = :images, images_per_second = :rate,"
                        + " seconds_left = :left where id = :id" + RunQueue.MINE)
                .bind("id", id)
                .bind("worker", worker)
                .bind("images", progress.images())
                .bind("rate", progress.imagesPerSecond())
                .bind("left", progress.secondsLeft())
                .execute());
    }

    /**
     * The epochs done so far, at least one, of which some may be known already.
     *
     * @param seconds  of training
     * @param pictures that belong to the last of them
     * @throws TakenOverException when another worker has begun the run meanwhile
     */
    public void epochs(String id, List<EpochMetrics> history, double seconds, List<Artefact> pictures) {
        EpochMetrics last = history.get(history.size() - 1);
        handles.useTransaction(db -> {
            requireMine(db, id);
            // what takes long comes first, as from the change of the run on all others wait
            pictures.forEach(file -> keep(db, id, file));
            files.keepCheckpoint(db, id);
            for (EpochMetrics metrics : history) {
                db.createUpdate("insert into metrics values (:id, :epoch, :train, :running, :test, :rate)"
                                + " on conflict do nothing")
                        .bind("id", id)
                        .bind("epoch", metrics.epoch())
                        .bind("train", metrics.trainLoss())
                        .bind("running", metrics.runningTrainLoss())
                        .bind("test", metrics.testLoss())
                        .bind("rate", metrics.imagesPerSecond())
                        .execute();
            }
            int mine = db.createUpdate("update runs set epoch = :epoch, train_loss = :train, test_loss = :test,"
                            + " seconds = :seconds, images = null, images_per_second = null, seconds_left = null,"
                            + " deaths = 0 where id = :id" + RunQueue.MINE)
                    .bind("id", id)
                    .bind("worker", worker)
                    .bind("epoch", last.epoch())
                    .bind("train", last.trainLoss())
                    .bind("test", last.testLoss())
                    .bind("seconds", seconds)
                    .execute();
            requireMine(mine, id);
        });
    }

    /**
     * A checkpoint was written before the epoch's end.
     *
     * @throws TakenOverException when another worker has begun the run meanwhile
     */
    public void checkpoint(String id) {
        handles.useTransaction(db -> {
            requireMine(db, id);
            files.keepCheckpoint(db, id);
            // as above, what takes long comes before the others have to wait
            int mine = db.createUpdate("update runs set deaths = deaths where id = :id" + RunQueue.MINE)
                    .bind("id", id)
                    .bind("worker", worker)
                    .execute();
            requireMine(mine, id);
        });
    }

    /**
     * A run has come to its end.
     *
     * @throws TakenOverException when another worker has begun the run meanwhile
     */
    public void finish(String id, Reached stoppedBy, double seconds, Artefact model) {
        handles.useTransaction(db -> {
            requireMine(db, id);
            keep(db, id, model);
            files.removeCheckpoint(db, id);
            int mine = db.createUpdate("update runs set state = 'finished', ended_at = :now, stopped_by = :by,"
                            + " seconds = :seconds, cancelling = 0, images = null, images_per_second = null,"
                            + " seconds_left = null where id = :id" + RunQueue.MINE)
                    .bind("id", id)
                    .bind("worker", worker)
                    .bind("now", now())
                    .bind("by", RunRows.json(stoppedBy))
                    .bind("seconds", seconds)
                    .execute();
            requireMine(mine, id);
        });
    }

    @Override
    public void close() {
        database.close();
    }

    private void requireMine(Handle db, String id) {
        int mine = db.createQuery("select count(*) from runs where id = :id" + RunQueue.MINE)
                .bind("id", id)
                .bind("worker", worker)
                .mapTo(Integer.class)
                .one();
        requireMine(mine, id);
    }

    private static void requireMine(int rows, String id) {
        if (rows == 0) {
            throw new TakenOverException(id);
        }
    }

    private void keep(Handle db, String id, Artefact file) {
        db.createUpdate("insert into artefacts values (:id, :name, :path, :bytes, :sha256) on conflict (run, name)"
                        + " do update set path = excluded.path, bytes = excluded.bytes, sha256 = excluded.sha256")
                .bind("id", id)
                .bindMethods(file)
                .execute();
        files.keep(db, id, file);
    }

    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
