package latentlab.client.page.learn;

import java.util.function.Consumer;
import latentlab.client.page.Answer;
import latentlab.client.view.Decimal;
import latentlab.client.view.Text;
import latentlab.theory.EpochHistory;
import latentlab.theory.StoppingConditions.Progress;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArrayReader;

/** What a server has recorded of a run. */
final class TrainingRecord implements EpochHistory {
    private final Run run;

    private TrainingRecord(Run run) {
        this.run = run;
    }

    /** @param failed called with a sentence when it can't be had */
    static void fetch(String url, Consumer<TrainingRecord> arrived, Consumer<String> failed) {
        Answer.json(
                url,
                json -> {
                    Run run = whole(json);
                    if (run.getMetrics().getLength() == 0) {
                        failed.accept(Text.of("No epoch of this run is recorded."));
                    } else {
                        arrived.accept(new TrainingRecord(run));
                    }
                },
                status -> failed.accept(Answer.problem(status)));
    }

    int epochs() {
        return run.getMetrics().getLength();
    }

    @Override
    public double trainLoss(int epoch) {
        return run.getMetrics().get(epoch - 1).getTrainLoss();
    }

    @Override
    public double testLoss(int epoch) {
        return run.getMetrics().get(epoch - 1).getTestLoss();
    }

    /** Iterations and minutes of it, too, where the record says what they come from. */
    @Override
    public Progress after(int epoch) {
        Progress losses = EpochHistory.super.after(epoch);
        return quantity -> switch (quantity) {
            case ITERATIONS -> iterations(epoch);
            case MINUTES -> minutes(epoch);
            default -> losses.of(quantity);
        };
    }

    /** Steps up to the end of an epoch; NaN when nobody knows how many images an epoch has. */
    double iterations(int epoch) {
        double images = images(run.getDataset());
        return epoch * Math.ceil(images / run.getBatchSize());
    }

    /** Of the built-in data sets, {@code mnist} and {@code mnist-1000} with as many of its images. */
    private static double images(String dataset) {
        if (dataset.equals("mnist")) {
            return 60_000;
        }
        return dataset.startsWith("mnist-") ? Integer.parseInt(dataset.substring("mnist-".length())) : Double.NaN;
    }

    /** The whole training's time up to the end of an epoch, each having its share by its speed; NaN when that is missing. */
    double minutes(int epoch) {
        double all = 0;
        double some = 0;
        for (int i = 0; i < epochs(); i++) {
            all += 1 / run.getMetrics().get(i).getImagesPerSecond();
            some = i < epoch ? all : some;
        }
        return run.getSeconds() > 0 ? run.getSeconds() / 60 * some / all : Double.NaN;
    }

    /** How it ended in truth. */
    String really() {
        String condition = words(run.getStoppedBy().getCondition());
        return run.getSeconds() > 0
                ? Text.of(
                        "This run had {0} epochs and took {1} minutes; what ended it, says its record, was its condition “{2}”.",
                        Integer.toString(epochs()), Decimal.fixed(run.getSeconds() / 60, 1), condition)
                : Text.of(
                        "This run had {0} epochs; what ended it, says its record, was its condition “{1}”.",
                        epochs(), condition);
    }

    private static String words(String condition) {
        return switch (condition) {
            case "gradientNorm" -> Text.of("gradient norm");
            case "parameterChange" -> Text.of("parameter change");
            case "iterations" -> Text.of("iterations");
            case "minutes" -> Text.of("minutes");
            case "epochs" -> Text.of("epochs");
            case "targetLoss" -> Text.of("training loss");
            case "patience" -> Text.of("patience");
            default -> Text.of("none");
        };
    }

    private interface Run extends JSObject {
        @JSProperty
        JSArrayReader<Metrics> getMetrics();

        /** 0 when it is not recorded. */
        @JSProperty
        double getSeconds();

        @JSProperty
        String getDataset();

        @JSProperty
        int getBatchSize();

        @JSProperty
        Ending getStoppedBy();
    }

    private interface Metrics extends JSObject {
        @JSProperty
        double getTrainLoss();

        @JSProperty
        double getTestLoss();

        @JSProperty
        double getImagesPerSecond();
    }

    private interface Ending extends JSObject {
        @JSProperty
        String getCondition();
    }

    /** A run's JSON, in which what has not happened is left out. */
    @JSBody(
            params = "run",
            script =
                    "run.metrics = run.metrics || []; run.stoppedBy = run.stoppedBy || {condition: 'none'}; return run;")
    private static native Run whole(JSObject run);
}
