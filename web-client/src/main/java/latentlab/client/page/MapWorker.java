package latentlab.client.page;

import latentlab.latent.Familiarity;
import latentlab.latent.NearestCodes;
import latentlab.latent.NeighbourMap;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.typedarrays.Float32Array;

/** Computes beside the page what takes seconds: the map that keeps neighbours together, and distances among the codes. */
public final class MapWorker {
    /** A map on its way is worth looking at so many times. */
    private static final int LOOKS = 50;

    /** Codes whose distances are a fair picture of all. */
    private static final int SAMPLE = 1000;

    private MapWorker() {}

    /** What is asked for; see {@link MapComputer}. */
    interface Question extends JSObject {
        @JSProperty
        @JSByRef
        float[] getCodes();

        @JSProperty
        int getLatentDim();

        /** Of a map; −1 asks for distances. */
        @JSProperty
        int getSeed();
    }

    /** Answers questions that come as messages. */
    public static void main(String[] args) {
        listen(MapWorker::answer);
    }

    private static void answer(Question question) {
        float[] codes = question.getCodes();
        int d = question.getLatentDim();
        if (question.getSeed() < 0) {
            postDistances(
                    Familiarity.distances(new NearestCodes(codes, d), SAMPLE).values());
            return;
        }
        NeighbourMap map = new NeighbourMap(codes, d, question.getSeed());
        double next = 0;
        while (!map.isDone()) {
            map.advance();
            if (map.progress() >= next || map.isDone()) {
                next = map.progress() + 1.0 / LOOKS;
                postPlaces(map.progress(), map.isDone(), Float32Array.fromJavaArray(map.places()));
            }
        }
    }

    /** What to do with a message. */
    @JSFunctor
    private interface Listener extends JSObject {
        void hear(Question question);
    }

    @JSBody(params = "listener", script = "self.onmessage = function(event) { listener(event.data); };")
    private static native void listen(Listener listener);

    @JSBody(
            params = {"progress", "done", "places"},
            script = "self.postMessage({progress: progress, done: done, places: places}, [places.buffer]);")
    private static native void postPlaces(double progress, boolean done, Float32Array places);

    @JSBody(params = "distances", script = "self.postMessage({distances: distances});")
    private static native void postDistances(@JSByRef double[] distances);
}
