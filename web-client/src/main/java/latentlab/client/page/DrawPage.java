package latentlab.client.page;

import java.util.Arrays;
import latentlab.client.kernel.Network;
import latentlab.client.state.DrawState;
import latentlab.client.state.Fragment;
import latentlab.client.state.Held;
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
import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.Event;

/** Strokes → what the network sees → code → reconstruction → difference, all of it live. */
public final class DrawPage {
    private static final int PATIENCE_MS = 400;

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
    /** A link's test digit that has not arrived yet; null when there is nothing. */
    private Source awaited;

    /** The numbers that the link moved, until their bars are there. */
    private Held pending = Held.NONE;

    private Network network;
    private float[] code;

    /** What is on show was made from these. */
    private Input encoded;

    private NormalizationSteps encodedWith;
    private DigitImage picture;

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
            // It waits for the model, but not for long.
            Window.setTimeout(
                    () -> {
                        demonstration.start();
                        frame.request();
                    },
                    PATIENCE_MS);
        } else if (source.drawing() != null) {
            touched();
            pad.present(Input.drawn(source.drawing()));
        } else {
            touched();
            awaited = source;
            testSet.fetch(source, digit -> {
                if (awaited == source) { // the visitor has drawn nothing meanwhile
                    awaited = null;
                    pad.present(Input.picked(digit));
                }
            });
        }
        pending = opened.held();
        Taking.offer(this::film, this::taken);
        model = new ModelChoice(opened.model(), notice, this::open);
    }

    /** From now on the drawing is part of the link, also where it is the page's own. */
    private JSObject taken() {
        if (code == null) {
            return null;
        }
        demonstration.stop();
        touched = true;
        return Taking.copy(code);
    }

    private void open(Network opened) {
        network = opened;
        code = new float[network.latentDim()];
        Input input = pad.input();
        encode(input);
        decode(input.isEmpty());
        Dom.mark("first-reconstruction"); // which waits for nothing of what follows
        ModelFacts facts = ModelFacts.of(network);
        testSet.use(facts.dataset());
        bars.open(facts.ranges(), this::bent);
        error.open(facts.errors());
        Dom.text(Dom.byId("latent-dim"), Integer.toString(code.length));
        encoded = null;
        frame.request();
        link.update(); // what was held of another code is held no more
        demonstration.start();
    }

    private void touched() {
        awaited = null;
        touched = true;
        pending = Held.NONE;
        demonstration.stop();
        Dom.byId("pad").setAttribute("data-touched", "true");
    }

    /** The visitor moved a number: from now on the picture, too, is part of the link. */
    private void bent() {
        if (!touched) {
            demonstration.finish();
            touched = true;
        }
        pending = Held.NONE;
        changed();
    }

    private void changed() {
        frame.request();
        link.update();
    }

    private Fragment state() {
        return new DrawState(
                        model.inLink(),
                        awaited != null ? awaited : touched ? Source.of(pad.input()) : null,
                        steps.steps(),
                        pending.isEmpty() ? bars.held() : pending)
                .write();
    }

    private void show() {
        if (network == null && demonstration.isWaiting()) {
            return; // for the model, whose arrival the pictures would delay
        }
        pad.show();
        Input input = pad.input();
        if (!input.equals(encoded) || !steps.steps().equals(encodedWith)) {
            encode(input);
            bars.release();
            bars.rest(code);
            seen.grey(picture.pixels());
            steps.show(input, picture);
            if (network != null
                    && !pending.isEmpty()
                    && (input.digit() != null || opened.source().index() < 0)) {
                bars.hold(pending);
                pending = Held.NONE;
            }
        }
        if (network == null) {
            return;
        }
        Dom.byId("release").setAttribute("data-idle", bars.isHeld() ? "false" : "true");
        bars.read(code);
        decode(input.isEmpty() && !bars.isHeld());
        bars.show();
        ReconstructionError.difference(picture.pixels(), pixels, differences);
        difference.difference(differences);
        if (input.isEmpty()) {
            error.showNothing();
        } else {
            error.show(ReconstructionError.meanSquared(picture.pixels(), pixels));
        }
    }

    /** The drawing as it is drawn, with what becomes of it; at the end as it stands. */
    private JSObject film(float share) {
        if (share == 1 || network == null || pad.input().digit() != null) {
            return Taking.pictures(picture.pixels(), pixels);
        }
        Input input = Input.drawn(SelfDrawing.part(pad.input().drawing(), share));
        float[] seenThen = steps.picture(input).pixels();
        float[] drawnThen = new float[DigitImage.PIXELS];
        if (!input.isEmpty()) {
            float[] codeThen = new float[code.length];
            network.encode(seenThen, codeThen);
            network.decode(codeThen, drawnThen);
        }
        return Taking.pictures(seenThen, drawnThen);
    }

    private void encode(Input input) {
        encoded = input;
        encodedWith = steps.steps();
        picture = steps.picture(input);
        if (network == null) {
            return;
        }
        if (input.isEmpty()) {
            Arrays.fill(code, 0); // the network would answer to a black picture too, but nobody asked it
        } else {
            network.encode(picture.pixels(), code);
        }
    }

    private void decode(boolean nothing) {
        if (nothing) {
            Arrays.fill(pixels, 0);
        } else {
            network.decode(code, pixels);
        }
        reconstruction.grey(pixels);
    }
}
