package latentlab.client.page;

import java.util.Arrays;
import latentlab.client.kernel.Network;
import latentlab.client.state.DrawState;
import latentlab.client.state.Fragment;
import latentlab.client.state.Input;
import latentlab.client.state.Source;
import latentlab.client.view.CodeBars;
import latentlab.client.view.Dom;
import latentlab.client.view.DrawingPad;
import latentlab.client.view.ErrorPicture;
import latentlab.client.view.Notice;
import latentlab.client.view.PixelCanvas;
import latentlab.client.view.StepPictures;
import latentlab.image.DigitImage;
import latentlab.image.NormalizationSteps;
import latentlab.statistics.ReconstructionError;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.Event;

/** Strokes → what the network sees → code → reconstruction → difference, all of it live. */
public final class DrawPage {
    private static final int PATIENCE_MS = 800;

    private final DrawState opened = DrawState.read(Link.current());
    private final Frame frame = new Frame(this::show);
    private final Link link = new Link(this::state);
    private final Notice notice = new Notice();
    private final TestSet testSet = new TestSet(notice);
    private final DrawingPad pad = new DrawingPad(Dom.byId("pad"), this::changed, this::touched);
    private final StepPictures steps = new StepPictures(Dom.byId("steps"), opened.steps(), this::changed);
    private final CodeBars bars = new CodeBars(Dom.byId("code"));
    private final ErrorPicture error = new ErrorPicture(Dom.byId("error"));
    private final PixelCanvas seen = new PixelCanvas(Dom.canvas("seen"));
    private final PixelCanvas reconstruction = new PixelCanvas(Dom.canvas("reconstruction"));
    private final PixelCanvas difference = new PixelCanvas(Dom.canvas("difference"));
    private final SelfDrawing demonstration =
            new SelfDrawing(BuiltInDigits.five(), drawing -> pad.presentForNow(Input.drawn(drawing)));
    private final ModelChoice model;

    private final float[] pixels = new float[DigitImage.PIXELS];
    private final float[] differences = new float[DigitImage.PIXELS];
    private boolean touched;
    private Network network;
    private float[] code;

    /** What is on show was made from these. */
    private Input encoded;

    private NormalizationSteps encodedWith;
    private DigitImage picture;

    /** Whose way through the steps is on show. */
    private DigitImage stepsOf;

    private boolean reconstructed;

    /** Brings the page to life. */
    public static void main(String[] args) {
        new DrawPage();
    }

    private DrawPage() {
        Dom.byId("random")
                .onEvent(
                        "click",
                        (Event event) -> testSet.random(digit -> {
                            touched();
                            pad.put(Input.picked(digit));
                        }));
        Dom.byId("release").onEvent("click", (Event event) -> {
            bars.release();
            changed();
        });
        Source source = opened.source();
        if (source == null) {
            demonstration.announce();
            // It waits for the model, which the pen's own frames would delay, but not for long.
            Window.setTimeout(demonstration::start, PATIENCE_MS);
        } else if (source.drawing() != null) {
            touched();
            pad.present(Input.drawn(source.drawing()));
        } else {
            touched();
            testSet.fetch(source.index(), digit -> pad.present(Input.picked(digit)));
        }
        model = new ModelChoice(opened.model(), notice, this::open);
    }

    private void open(Network opened) {
        network = opened;
        code = new float[network.latentDim()];
        ModelFacts facts = ModelFacts.of(network);
        testSet.use(facts.dataset());
        bars.open(facts.ranges(), this::changed);
        error.open(facts.errors());
        Dom.text(Dom.byId("latent-dim"), Integer.toString(code.length));
        encoded = null;
        show(); // a frame sooner than by asking for one
        demonstration.start();
    }

    private void touched() {
        touched = true;
        demonstration.stop();
        Dom.byId("pad").setAttribute("data-touched", "true");
    }

    private void changed() {
        frame.request();
        link.update();
    }

    private Fragment state() {
        return new DrawState(model.inLink(), touched ? Source.of(pad.input()) : null, steps.steps()).write();
    }

    private void show() {
        pad.show();
        Input input = pad.input();
        boolean another = !input.equals(encoded) || !steps.steps().equals(encodedWith);
        if (another) {
            picture = steps.picture(input);
            seen.grey(picture.pixels());
            if (network != null) {
                encode(input);
            }
        }
        if (network == null) {
            return;
        }
        decode(input.isEmpty());
        if (!reconstructed) {
            // What is below comes a frame later: the first reconstruction waits for nothing.
            reconstructed = true;
            Dom.mark("first-reconstruction");
            frame.request();
        } else if (stepsOf != picture) {
            stepsOf = picture;
            steps.show(input, picture);
        }
    }

    private void encode(Input input) {
        encoded = input;
        encodedWith = steps.steps();
        if (input.isEmpty()) {
            Arrays.fill(code, 0); // the network would answer to a black picture too, but nobody asked it
        } else {
            network.encode(picture.pixels(), code);
        }
        bars.release();
        bars.rest(code);
    }

    private void decode(boolean nothingDrawn) {
        bars.show();
        Dom.byId("release").setAttribute("data-idle", bars.isHeld() ? "false" : "true");
        if (nothingDrawn && !bars.isHeld()) {
            Arrays.fill(pixels, 0);
        } else {
            bars.read(code);
            network.decode(code, pixels);
        }
        reconstruction.grey(pixels);
        ReconstructionError.difference(picture.pixels(), pixels, differences);
        difference.difference(differences);
        if (nothingDrawn) {
            error.showNothing();
        } else {
            error.show(ReconstructionError.meanSquared(picture.pixels(), pixels));
        }
    }
}
