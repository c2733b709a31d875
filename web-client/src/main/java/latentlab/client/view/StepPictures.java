package latentlab.client.view;

import latentlab.client.state.Input;
import latentlab.image.DigitImage;
import latentlab.image.DrawingNormalizer;
import latentlab.image.NormalizationSteps;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;

/** The steps from strokes to the network's picture, each with its switch and the picture after it. */
public final class StepPictures {
    private final HTMLElement root;
    private final DrawingNormalizer normalizer = new DrawingNormalizer();
    private final PixelCanvas[] afterStep = new PixelCanvas[NormalizationSteps.COUNT];
    private NormalizationSteps steps;

    /**
     * @param root    holds a canvas {@code step-1} … and a checkbox {@code with-step-1} … for each step
     * @param changed called when a step is switched
     */
    public StepPictures(HTMLElement root, NormalizationSteps first, Runnable changed) {
        this.root = root;
        steps = first;
        for (int i = 0; i < afterStep.length; i++) {
            int step = i;
            afterStep[i] = new PixelCanvas(Dom.canvas("step-" + (i + 1)));
            HTMLElement box = Dom.byId("with-step-" + (i + 1));
            Dom.check(box, steps.has(i));
            box.onEvent("change", (Event event) -> {
                steps = steps.with(step, Dom.checked(box));
                changed.run();
            });
        }
    }

    /** The steps that are switched on. */
    public NormalizationSteps steps() {
        return steps;
    }

    /** Shows the picture after each step. An image of the test set came through them long ago. */
    public DigitImage show(Input input) {
        boolean drawn = input.digit() == null;
        DigitImage picture = null;
        for (int i = 0; i < afterStep.length; i++) {
            picture = drawn
                    ? normalizer.normalize(input.drawing(), steps.first(i + 1))
                    : input.digit().image();
            afterStep[i].grey(picture.pixels());
        }
        root.setAttribute("data-idle", drawn ? "false" : "true");
        return picture;
    }
}
