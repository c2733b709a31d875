package latentlab.server.jobs;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import latentlab.server.dataset.Dataset;
import latentlab.server.models.ModelDescription;
import latentlab.server.runs.DataDirectory;
import latentlab.server.runs.RunOrder;
import latentlab.server.runs.RunStore;
import latentlab.server.runs.TakenOverException;
import latentlab.server.training.StoppableTraining;
import latentlab.server.training.TrainedModel;
import latentlab.server.training.Trainer;
import latentlab.server.training.TrainingException;
import latentlab.weights.SafetensorsHeader;

/** What a worker process does: it trains one run. */
public final class RunWorker {
    /** Exit code: the run has ended, or needs no worker any more. */
    static final int DONE = 0;

    /** Exit code: the run can't go on; what was printed says why. */
    static final int FAILED = 1;

    /** Exit code: not this process's business, as another one is still at the run or the one that started it is gone. */
    public static final int BUSY = 75;

    /** Exit code: another machine goes on with the run. */
    private static final int TAKEN_OVER = 76;

    private static final int SECONDS_TO_WAIT_FOR_ANOTHER = 15;

    private final DataDirectory directory;
    private final String id;
    private final String worker;

    /** @param worker in whose name it writes down how the run goes */
    public RunWorker(DataDirectory directory, String id, String worker) {
        this.directory = directory;
        this.id = id;
        this.worker = worker;
    }

    /**
     * Trains the run.
     *
     * @param out gets the reason of a failure
     * @return exit code of the process
     */
    public int work(PrintStream out) {
        try (ProcessLock lock = lock()) {
            if (lock == null) {
                return BUSY;
            }
            try (RunStore store = RunStore.openPatiently(directory, worker)) {
                if (store.queue().begin(id)) {
                    store.bring(id);
                    train(store, store.order(id).orElseThrow());
                }
            }
            return DONE;
        } catch (TakenOverException gone) {
            return TAKEN_OVER;
        } catch (Exception | OutOfMemoryError failure) {
            failure.printStackTrace();
            out.println(FailureReason.of(failure));
            return FAILED;
        }
    }

    private ProcessLock lock() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_WAIT_FOR_ANOTHER);
        Optional<ProcessLock> lock = ProcessLock.take(directory.runLock(id));
        while (lock.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(100);
            lock = ProcessLock.take(directory.runLock(id));
        }
        return lock.orElse(null);
    }

    private void train(RunStore store, RunOrder order) throws IOException {
        Path model = directory.model(id);
        if (!Files.exists(model)) {
            Dataset images = Dataset.open(order.datasetSource());
            if (!images.digest().equals(order.experiment().datasetDigest())) {
                throw new TrainingException("the images of " + order.datasetSource() + " are others than when the run"
                        + " was started: start it again under another name of the data set");
            }
            Trainer trainer = new Trainer(
                    order.experiment(),
                    order.until(),
                    images,
                    order.threads(),
                    directory.checkpoint(id),
                    new RunRecorder(store, id, new Reconstructions(directory, id, images.test())));
            TrainedModel trained = StoppableTraining.train(trainer, () -> store.checkpoint(id));
            trained.write(model, id, order.command());
        }
        finish(store, order, model);
    }

    /** Also of a model that was written just before an earlier worker was killed, or by another command. */
    private void finish(RunStore store, RunOrder order, Path model) throws IOException {
        byte[] content = Files.readAllBytes(model);
        var metadata = SafetensorsHeader.read(content).metadata();
        String differences = order.experiment().differences(metadata);
        if (!differences.isEmpty()) {
            throw new TrainingException(model + " was made by another experiment (" + differences
                    + "), and an id is never used twice: train with another seed");
        }
        ModelDescription description = ModelDescription.of(metadata);
        store.epochs(id, description.history(), description.seconds(), java.util.List.of());
        store.finish(
                id, description.stoppedBy(), description.seconds(), Artefacts.of(directory, "model", model, content));
        Files.deleteIfExists(directory.checkpoint(id));
    }
}
