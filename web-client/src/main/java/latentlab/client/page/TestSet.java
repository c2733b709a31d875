package latentlab.client.page;

import java.util.function.Consumer;
import latentlab.client.state.Source;
import latentlab.client.state.TestDigit;
import latentlab.client.view.Notice;
import latentlab.image.DigitImage;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;

/** Fetches images of the test set. */
final class TestSet {
    private static final int IMAGES = 10_000;

    private final Notice notice;
    private String dataset = TestDigit.MNIST;

    TestSet(Notice notice) {
        this.notice = notice;
    }

    /** From now on the images are this data set's. A part of MNIST has MNIST's. */
    void use(String name) {
        dataset = name.isEmpty() || name.startsWith("mnist-") ? TestDigit.MNIST : name;
    }

    /** Any of them. */
    void random(Consumer<TestDigit> then) {
        fetch((int) (Math.random() * IMAGES), then);
    }

    void fetch(int index, Consumer<TestDigit> then) {
        fetch(dataset, index, then);
    }

    /** What a link brought. */
    void fetch(Source source, Consumer<TestDigit> then) {
        fetch(source.dataset(), source.index(), then);
    }

    private void fetch(String set, int index, Consumer<TestDigit> then) {
        get(
                ModelChoice.root() + "api/v1/datasets/" + set + "/test/" + index,
                answer -> {
                    notice.hide();
                    then.accept(new TestDigit(
                            set, answer.getIndex(), answer.getLabel(), new DigitImage(answer.getPixels())));
                },
                status -> notice.show(
                        (status == 0
                                        ? "The server does not answer, so there is no test digit to be had."
                                        : "The server has no test image of “" + dataset + "” to give (it answered "
                                                + status + ").")
                                + " What you draw works on: it is computed on this device.",
                        "Try again",
                        () -> fetch(set, index, then)));
    }

    /** What to do with an answer. */
    @JSFunctor
    private interface Arrived extends JSObject {
        void accept(Answer answer);
    }

    /** What to do when there is none. */
    @JSFunctor
    private interface Failed extends JSObject {
        /** @param status of the answer; 0 when none came */
        void accept(int status);
    }

    private interface Answer extends JSObject {
        @JSProperty
        int getIndex();

        @JSProperty
        int getLabel();

        @JSProperty
        float[] getPixels();
    }

    @JSBody(
            params = {"url", "arrived", "failed"},
            script = "var status = 0;"
                    + " fetch(url).then(function(r) { if (!r.ok) status = r.status; return r.json(); })"
                    + ".then(function(answer) { if (status) failed(status); else arrived(answer); },"
                    + " function() { failed(status); });")
    private static native void get(String url, Arrived arrived, Failed failed);
}
