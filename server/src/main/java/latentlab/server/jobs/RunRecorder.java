package latentlab.server.jobs;

import java.util.List;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.server.runs.Run;
import latentlab.server.runs.RunStore;
import latentlab.server.training.TrainingListener;

/** Writes down how a run goes. */
final class RunRecorder implements TrainingListener {
    private static final long PAUSE = 1_000_000_000; // nanoseconds between two notes within an epoch

    private final RunStore store;
    private final String id;
    private final Reconstructions reconstructions;
    private long noted = System.nanoTime() - PAUSE;

    RunRecorder(RunStore store, String id, Reconstructions reconstructions) {
        this.store = store;
        this.id = id;
        this.reconstructions = reconstructions;
    }

    /** The checkpoint comes before the note, so that a worker killed in between has something to note here. */
    @Override
    public void resumed(List<EpochMetrics> history, double seconds) {
        if (!history.isEmpty()) {
            store.epochs(id, history, seconds, reconstructions.write(history.size()));
        }
    }

    @Override
    public void step(int epoch, int images, double loss, double imagesPerSecond, double secondsLeft) {
        long now = System.nanoTime();
        if (now - noted >= PAUSE) {
            noted = now;
            store.progress(id, new Run.Progress(images, imagesPerSecond, secondsLeft));
        }
    }

    @Override
    public void epoch(EpochMetrics metrics, double seconds, double secondsLeft) {
        store.epochs(id, List.of(metrics), seconds, reconstructions.write(metrics.epoch()));
    }
}
