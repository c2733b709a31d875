package latentlab.client.page;

import java.util.function.Consumer;
import latentlab.client.kernel.Network;
import latentlab.client.state.Fragment;
import latentlab.client.state.Input;
import latentlab.client.state.InterpolateState;
import latentlab.client.state.Source;
import latentlab.client.view.Decimal;
import latentlab.client.view.Dom;
import latentlab.client.view.Notice;
import latentlab.client.view.PixelCanvas;
import latentlab.client.view.Text;
import latentlab.image.DigitImage;
import latentlab.image.Drawing;
import latentlab.latent.Interpolation;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;

/** From B (α = 0) to A (α = 1) through the code, and for comparison through the pixels. */
public final class InterpolatePage {
    private final InterpolateState opened = InterpolateState.read(Link.current());
    private final Frame frame = new Frame(this::show);
    private final Link link = new Link(this::state);
    private final Notice notice = new Notice();
    private final TestSet testSet = new TestSet(notice);
    private final HTMLElement slider = Dom.byId("alpha");
    private final HTMLElement spherical = Dom.byId("spherical");
    private final PixelCanvas frameCanvas = new PixelCanvas(Dom.canvas("frame"));
    private final PixelCanvas fadeCanvas = new PixelCanvas(Dom.canvas("fade"));
    private final Strip frames = new Strip(Dom.byId("frames"), this::goTo);
    private final Strip fades = new Strip(Dom.byId("fades"), this::goTo);
    private final Playback playback = new Playback(this::played);
    private final FrameReadings readings =
            new FrameReadings(Dom.byId("through"), opened.reads(), frame::request, this::changed);
    private final End a;
    private final End b;
    private final ModelChoice model;
    private final float[] pixels = new float[DigitImage.PIXELS];
    private Network network;
    private CodePath path;

    /** In hundredths. */
    private int alpha = opened.alpha() < 0 ? 50 : opened.alpha();

    /** Brings the page to life. */
    public static void main(String[] args) {
        new InterpolatePage();
    }

    private InterpolatePage() {
        Dom.check(spherical, opened.path() == Interpolation.SPHERICAL);
        Dom.check(Dom.byId("linear"), opened.path() == Interpolation.LINEAR);
        a = new End(Dom.byId("a"), this::endChanged, testSet);
        b = new End(Dom.byId("b"), this::endChanged, testSet);
        slider.onEvent("input", (Event event) -> goTo(Dom.hundredths(slider)));
        Consumer<Event> pathChosen = event -> endChanged();
        spherical.onEvent("change", (Event event) -> pathChosen.accept(event));
        Dom.byId("linear").onEvent("change", (Event event) -> pathChosen.accept(event));
        Dom.byId("play").onEvent("click", (Event event) -> {
            playback.toggle(alpha);
            changed();
        });
        begin(a, opened.a(), BuiltInDigits.three());
        begin(b, opened.b(), BuiltInDigits.seven());
        Taking.offer(this::film, () -> null);
        model = new ModelChoice(opened.model(), notice, this::open);
        if (opened.alpha() < 0 && !Dom.reducedMotion()) {
            playback.toggle(alpha);
        }
    }

    private void begin(End end, Source source, Drawing otherwise) {
        if (source == null) {
            end.pad().presentForNow(Input.drawn(otherwise));
        } else if (source.drawing() != null) {
            end.pad().present(Input.drawn(source.drawing()));
            end.touch();
        } else {
            end.await(source, testSet);
        }
    }

    private void open(Network opened) {
        network = opened;
        testSet.use(ModelFacts.of(network).dataset());
        readings.open(model, opened);
        endChanged();
    }

    private void endChanged() {
        path = null;
        changed();
    }

    private void changed() {
        frame.request();
        link.update();
    }

    /** The visitor chose a point of the path. */
    private void goTo(int hundredths) {
        playback.stop();
        alpha = hundredths;
        changed();
    }

    private void played(int hundredths) {
        alpha = hundredths;
        frame.request();
    }

    /** From B to A. */
    private JSObject film(float share) {
        float[] then = new float[DigitImage.PIXELS];
        if (path != null) {
            path.at(share, then);
        }
        return Taking.pictures(then);
    }

    private Fragment state() {
        return new InterpolateState(
                        model.inLink(),
                        a.source(),
                        b.source(),
                        playback.isPlaying() ? -1 : alpha,
                        Dom.checked(spherical) ? Interpolation.SPHERICAL : Interpolation.LINEAR,
                        readings.areWanted())
                .write();
    }

    private void show() {
        a.show();
        b.show();
        Dom.value(slider, Decimal.plain(alpha / 100.0, 2));
        Dom.text(Dom.byId("alpha-value"), Decimal.fixed(alpha / 100.0, 2));
        Dom.byId("play").setAttribute("data-playing", playback.isPlaying() ? "true" : "false");
        Dom.text(Dom.byId("play"), playback.isPlaying() ? Text.of("Pause") : Text.of("Play"));
        float share = alpha / 100f;
        if (path == null) {
            fades.show(this::fade, alpha);
            if (network != null) {
                path = CodePath.between(
                        network,
                        a.picture(),
                        b.picture(),
                        Dom.checked(spherical) ? Interpolation.SPHERICAL : Interpolation.LINEAR);
                frames.show(path::at, alpha);
                readings.changed();
            }
        }
        frames.mark(alpha);
        fades.mark(alpha);
        fade(share, pixels);
        fadeCanvas.grey(pixels);
        if (path != null) {
            path.at(share, pixels);
            frameCanvas.grey(pixels);
            Dom.mark("first-reconstruction");
            if (!a.pad().isBusy() && !b.pad().isBusy()) {
                readings.read(path, network); // while the pen moves, the frames alone are enough to do
            }
        }
    }

    private void fade(float share, float[] out) {
        Interpolation.LINEAR.mix(a.picture(), b.picture(), share, out);
    }
}
