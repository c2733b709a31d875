package latentlab.client.page;

import latentlab.client.state.Input;
import latentlab.client.state.Source;
import latentlab.client.view.DrawingPad;
import latentlab.client.view.PixelCanvas;
import latentlab.image.DigitImage;
import latentlab.image.DrawingNormalizer;
import latentlab.image.NormalizationSteps;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/** One end of a path: a surface to draw on or to put a test digit on, and the picture that the network sees of it. */
public final class End {
    private final DrawingNormalizer normalizer = new DrawingNormalizer();
    private final DrawingPad pad;
    private final PixelCanvas seen;
    private DigitImage picture = new DigitImage(new float[DigitImage.PIXELS]);
    private boolean touched;
    /** What a link brought and has not arrived yet; null when there is nothing. */
    private Source awaited;

    private int requests; // for digits of the page's choice; the latest counts

    public End(HTMLElement root, Runnable changed, TestSet testSet) {
        seen = new PixelCanvas((HTMLCanvasElement) root.querySelector("canvas.seen"));
        pad = new DrawingPad(
                root,
                () -> {
                    see();
                    changed.run();
                },
                this::touch);
        root.querySelector("button.random")
                .onEvent(
                        "click",
                        (Event event) -> testSet.random(digit -> {
                            touch();
                            pad.put(Input.picked(digit));
                        }));
    }

    public DrawingPad pad() {
        return pad;
    }

    /** From now on it is the visitor's, and part of the link. */
    public void touch() {
        awaited = null;
        requests++;
        touched = true;
    }

    /** Shows a test digit when it is here, unless the visitor has done something else by then. */
    public void await(Source digit, TestSet testSet) {
        touch();
        awaited = digit;
        testSet.fetch(digit, arrived -> {
            if (awaited == digit) {
                awaited = null;
                pad.present(Input.picked(arrived));
            }
        });
    }

    /** Shows a test digit for now when it is here, unless the visitor or the page wants something else by then. */
    public void awaitForNow(int index, TestSet testSet) {
        int request = ++requests;
        testSet.fetch(index, arrived -> {
            if (request == requests) {
                pad.presentForNow(Input.picked(arrived));
            }
        });
    }

    /** For the link; null for the page's own. */
    public Source source() {
        return awaited != null ? awaited : touched ? Source.of(pad.input()) : null;
    }

    /** (28,28). */
    public float[] picture() {
        return picture.pixels();
    }

    public void show() {
        pad.show();
        seen.grey(picture.pixels());
    }

    private void see() {
        Input input = pad.input();
        picture = input.digit() == null
                ? normalizer.normalize(input.drawing(), NormalizationSteps.ALL)
                : input.digit().image();
    }
}
