package latentlab.client.page;

import java.util.function.Consumer;
import latentlab.statistics.Quantiles;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.workers.Worker;

/** Lets {@link MapWorker} compute, one thing at a time; a new question makes it drop the last. */
final class MapComputer {
    /** Each state of a map on its way. */
    interface Progress {
        /** @param places (n,2) */
        void accept(double progress, boolean done, float[] places);
    }

    private final String script;
    private Worker worker;

    /** @param script the worker's address */
    MapComputer(String script) {
        this.script = script;
    }

    /** The map that keeps neighbours together. */
    void map(TestCodes codes, int seed, Progress progress, Runnable failed) {
        start(failed);
        listen(worker, answer -> {
            progress.accept(answer.getProgress(), answer.isDone(), answer.getPlaces());
            if (answer.isDone()) {
                stop();
            }
        });
        ask(worker, codes.codes(), codes.d(), seed);
    }

    /** How far the codes lie from each other, see {@link latentlab.latent.Familiarity#distances}. */
    void distances(TestCodes codes, Consumer<Quantiles> then, Runnable failed) {
        start(failed);
        listen(worker, answer -> {
            stop();
            then.accept(new Quantiles(answer.getDistances()));
        });
        ask(worker, codes.codes(), codes.d(), -1);
    }

    /** Drops what is under way. */
    void stop() {
        if (worker != null) {
            worker.terminate();
            worker = null;
        }
    }

    private void start(Runnable failed) {
        stop();
        worker = create(script, failed::run);
    }

    private interface Answer extends JSObject {
        @JSProperty
        double getProgress();

        @JSProperty
        boolean isDone();

        @JSProperty
        @JSByRef
        float[] getPlaces();

        @JSProperty
        @JSByRef
        double[] getDistances();
    }

    /** What to do with an answer. */
    @JSFunctor
    private interface Listener extends JSObject {
        void hear(Answer answer);
    }

    /** What to do without one. */
    @JSFunctor
    private interface Failed extends JSObject {
        void run();
    }

    @JSBody(
            params = {"script", "failed"},
            script = "var worker = new Worker(script, {type: 'module'});"
                    + " worker.onerror = function() { failed(); }; return worker;")
    private static native Worker create(String script, Failed failed);

    @JSBody(
            params = {"worker", "listener"},
            script = "worker.onmessage = function(event) { listener(event.data); };")
    private static native void listen(Worker worker, Listener listener);

    @JSBody(
            params = {"worker", "codes", "latentDim", "seed"},
            script = "worker.postMessage({codes: codes, latentDim: latentDim, seed: seed});")
    private static native void ask(Worker worker, @JSByRef float[] codes, int latentDim, int seed);
}
