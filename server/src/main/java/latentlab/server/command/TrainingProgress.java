package latentlab.server.command;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.server.training.TrainingListener;

/**
 * Shows how a training goes: a line for each epoch, and within an epoch one that is rewritten in place on a terminal,
 * or a new one every ten seconds where the output goes to a file.
 */
final class TrainingProgress implements TrainingListener {
    private static final double SECOND = 1e9;

    private final String id;
    private final int epochs;
    private final PrintStream out;
    private final boolean terminal = System.console() != null;
    private final double pause = terminal ? 0.2 * SECOND : 10 * SECOND;
    private long shownAt = System.nanoTime();
    private int shownLength;

    TrainingProgress(String id, int epochs, PrintStream out) {
        this.id = id;
        this.epochs = epochs;
        this.out = out;
    }

    @Override
    public void resumed(List<EpochMetrics> history, double seconds) {
        line(id + (history.isEmpty() ? ": goes on in epoch 1" : ": goes on after epoch " + history.size()) + " of "
                + epochs);
    }

    void stopped() {
        line(id + ": stopped. The same command goes on from here");
    }

    @Override
    public void differs(String differences) {
        line(id + ": the epochs so far had " + differences
                + ": the result won't have the same last bits as a training in one go");
    }

    @Override
    public void step(int epoch, int images, double loss, double imagesPerSecond, double secondsLeft) {
        long now = System.nanoTime();
        if (now - shownAt < pause) {
            return;
        }
        shownAt = now;
        String text = String.format(
                Locale.ROOT,
                "%s: epoch %d of %d, %d images, train MSE %.5f so far, %.0f images/s, %s left",
                id,
                epoch,
                epochs,
                images,
                loss,
                imagesPerSecond,
                duration(secondsLeft));
        if (terminal) {
            // spaces wipe what is left of a longer line
            out.print("\r" + text + " ".repeat(Math.max(0, shownLength - text.length())));
            out.flush();
            shownLength = text.length();
        } else {
            out.println(text);
        }
    }

    @Override
    public void epoch(EpochMetrics metrics, double seconds, double secondsLeft) {
        line(String.format(
                Locale.ROOT,
                "%s: epoch %d of %d, train MSE %.6f (%.6f during it), test MSE %.6f, %.0f images/s, %s left",
                id,
                metrics.epoch(),
                epochs,
                metrics.trainLoss(),
                metrics.runningTrainLoss(),
                metrics.testLoss(),
                metrics.imagesPerSecond(),
                duration(secondsLeft)));
    }

    private void line(String text) {
        out.println((shownLength > 0 ? "\r" : "") + text + " ".repeat(Math.max(0, shownLength - text.length())));
        shownLength = 0;
        shownAt = System.nanoTime();
    }

    static String duration(double seconds) {
        long whole = (long) Math.ceil(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d h", whole / 3600, whole % 3600 / 60);
    }
}
