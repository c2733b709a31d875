package latentlab.client.page.learn;

import java.util.function.Consumer;
import latentlab.client.view.Decimal;
import latentlab.client.view.Text;
import latentlab.theory.EpochHistory;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
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
        get(
                url,
                run -> {
                    if (run.getMetrics().getLength() == 0) {
                        failed.accept(Text.of("No epoch of this run is recorded."));
                    } else {
                        arrived.accept(new TrainingRecord(run));
                    }
                },
                failed::accept);
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

    /** How it ended in truth. */
    String really() {
        String condition = run.getStoppedBy().getCondition();
        return run.getSeconds() > 0
                ? Text.of(
                        "This run had {0} epochs and took {1} minutes; what ended it, says its record, was its condition “{2}”.",
                        Integer.toString(epochs()), Decimal.fixed(run.getSeconds() / 60, 1), condition)
                : Text.of(
                        "This run had {0} epochs; what ended it, says its record, was its condition “{1}”.",
                        epochs(), condition);
    }

    private interface Run extends JSObject {
        @JSProperty
        JSArrayReader<Metrics> getMetrics();

        /** 0 when it is not recorded. */
        @JSProperty
        double getSeconds();

        @JSProperty
        Ending getStoppedBy();
    }

    private interface Metrics extends JSObject {
        @JSProperty
        double getTrainLoss();

        @JSProperty
        double getTestLoss();
    }

    private interface Ending extends JSObject {
        @JSProperty
        String getCondition();
    }

    /** What to do with a run. */
    @JSFunctor
    private interface Arrived extends JSObject {
        void accept(Run run);
    }

    /** Why not. */
    @JSFunctor
    private interface Failed extends JSObject {
        void accept(String reason);
    }

    @JSBody(
            params = {"url", "arrived", "failed"},
            script = "fetch(url).catch(function() { throw new Error(translated('The server can’t be reached.')); })"
                    + ".then(function(r) { if (!r.ok) throw new Error(translated('The server answered {0}.', r.status));"
                    + " return r.json(); })"
                    + ".then(function(run) { run.metrics = run.metrics || [];"
                    + " run.stoppedBy = run.stoppedBy || {condition: 'none'}; return run; })"
                    + ".then(arrived, function(problem) { failed(problem.message); });")
    private static native void get(String url, Arrived arrived, Failed failed);
}
