package latentlab.client.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import latentlab.client.state.Source;
import latentlab.client.state.TestDigit;
import latentlab.client.view.Notice;
import latentlab.client.view.Text;
import latentlab.image.DigitImage;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;
import org.teavm.jso.typedarrays.ArrayBuffer;

/** Fetches images of the test set, which come by the hundred. */
public final class TestSet {
    private static final int IMAGES = 10_000;
    private static final int HUNDRED = 100;
    /** What is asked for once more, at most: the latest. */
    private static final int MOST_MISSING = 50;

    private final Notice notice;
    private String dataset = TestDigit.MNIST;
    /** The hundred that came last, pixels and labels, and where from. */
    private byte[] hundred;

    private String from = "";

    /** What asks once more for what did not come. */
    private final List<Runnable> missing = new ArrayList<>();

    public TestSet(Notice notice) {
        this.notice = notice;
    }

    /** From now on the images are this data set's. A part of MNIST has MNIST's. */
    public void use(String name) {
        dataset = name.isEmpty() || isPartOfMnist(name) ? TestDigit.MNIST : name;
    }

    /** Such as {@code mnist-1000}. */
    private static boolean isPartOfMnist(String name) {
        return name.startsWith("mnist-") && name.length() > 6 && name.charAt(6) >= '0' && name.charAt(6) <= '9';
    }

    /** Any of them; of the first hundred when no answer comes, as those are kept for when there is no network. */
    public void random(Consumer<TestDigit> then) {
        String set = dataset;
        int index = (int) (Math.random() * IMAGES);
        missing.clear(); // another digit is wanted now
        fetch(set, index, then, status -> {
            if (status == Answer.NONE) {
                fetch(set, index % HUNDRED, then);
            } else {
                explain(set, index, then, status);
            }
        });
    }

    public void fetch(int index, Consumer<TestDigit> then) {
        fetch(dataset, index, then);
    }

    /** What a link brought. */
    public void fetch(Source source, Consumer<TestDigit> then) {
        fetch(source.dataset(), source.index(), then);
    }

    private void fetch(String set, int index, Consumer<TestDigit> then) {
        fetch(set, index, then, status -> explain(set, index, then, status));
    }

    private void fetch(String set, int index, Consumer<TestDigit> then, IntConsumer failed) {
        String url = ModelChoice.root() + "api/v1/datasets/" + set + "/test/hundreds/" + index / HUNDRED;
        if (url.equals(from)) {
            arrived(set, index, then);
            return;
        }
        Answer.bytes(
                url,
                bytes -> {
                    hundred = view(bytes);
                    from = url;
                    arrived(set, index, then);
                },
                failed::accept);
    }

    private void arrived(String set, int index, Consumer<TestDigit> then) {
        if (missing.isEmpty()) {
            notice.hide(this);
        }
        int count = hundred.length / (DigitImage.PIXELS + 1);
        int place = index % HUNDRED;
        then.accept(new TestDigit(
                set,
                index,
                hundred[count * DigitImage.PIXELS + place],
                DigitImage.ofBytes(hundred, place * DigitImage.PIXELS)));
    }

    private void explain(String set, int index, Consumer<TestDigit> then, int status) {
        if (missing.size() == MOST_MISSING) {
            missing.remove(0);
        }
        missing.add(() -> fetch(set, index, then));
        notice.show(
                this,
                status == Answer.NONE
                        ? Text.of("The server does not answer, so there is no test digit to be had."
                                + " What you draw works on: it is computed on this device.")
                        : Text.of(
                                "The server has no test image of “{0}” to give (it answered {1})."
                                        + " What you draw works on: it is computed on this device.",
                                set, Integer.toString(status)),
                Text.of("Try again"),
                () -> {
                    List<Runnable> again = new ArrayList<>(missing);
                    missing.clear();
                    again.forEach(Runnable::run);
                });
    }

    @JSBody(params = "bytes", script = "return new Int8Array(bytes);")
    @JSByRef
    private static native byte[] view(ArrayBuffer bytes);
}
