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

    /** The picture after all steps. An image of the test set came through them long ago. */
    public DigitImage picture(Input input) {
        return after(input, NormalizationSteps.COUNT);
    }

    /**
     * Shows the picture after each step.
     *
     * @param last what {@link #picture} gave
     */
    public void show(Input input, DigitImage last) {
        for (int i = 0; i < afterStep.length - 1; i++) {
            afterStep[i].grey(after(input, i + 1).pixels());
        }
        afterStep[afterStep.length - 1].grey(last.pixels());
        root.setAttribute("data-idle", input.digit() == null ? "false" : "true");
    }

    private DigitImage after(Input input, int count) {
        return input.digit() == null
                ? normalizer.normalize(input.drawing(), steps.first(count))
                : input.digit().image();
    }
}
