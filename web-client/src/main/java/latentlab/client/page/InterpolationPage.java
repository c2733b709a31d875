package latentlab.client.page;

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
import latentlab.latent.Interpolation;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/** The path between two digits through the networks of every latent dimension at once. */
public final class InterpolationPage {
    private final InterpolateState opened = InterpolateState.read(Link.current());
    private final HTMLElement live = Dom.byId("live");
    private final HTMLElement slider = Dom.byId("alpha");
    private final NodeList<? extends HTMLElement> rows = Dom.all(live, "[data-model]");
    private final Frame frame = new Frame(this::show);
    private final Link link = new Link(this::state);
    private final TestSet testSet = new TestSet(new Notice());
    private final Playback playback = new Playback(this::played);
    private final End a = new End(Dom.byId("a"), this::endChanged, testSet);
    private final End b = new End(Dom.byId("b"), this::endChanged, testSet);
    private final PixelCanvas[] frames = new PixelCanvas[rows.getLength()];
    private final Strip[] strips = new Strip[rows.getLength()];
    private final CodePath[] paths = new CodePath[rows.getLength()];
    private final float[] pixels = new float[DigitImage.PIXELS];
    private final boolean[] read = new boolean[rows.getLength()];
    private final StripReader reader = new StripReader();
    private final StudyNetworks networks;

    /** In hundredths. */
    private int alpha = opened.alpha() < 0 ? 50 : opened.alpha();

    /** Brings the page to life. */
    public static void main(String[] args) {
        new InterpolationPage();
    }

    private InterpolationPage() {
        for (int i = 0; i < frames.length; i++) {
            frames[i] = new PixelCanvas((HTMLCanvasElement) rows.item(i).querySelector("canvas.frame"));
            strips[i] = new Strip(rows.item(i), this::goTo);
        }
        networks = new StudyNetworks(live, place -> {
            frame.request();
            if (place == 0) {
                reader.fetch(live.getAttribute("data-classifier"), frame::request);
            }
        });
        slider.onEvent("input", (Event event) -> goTo(Dom.hundredths(slider)));
        Dom.byId("play").onEvent("click", (Event event) -> {
            playback.toggle(alpha);
            changed();
        });
        NodeList<? extends HTMLElement> pairs = Dom.all(live, "button[data-from]");
        for (int i = 0; i < pairs.getLength(); i++) {
            HTMLElement pair = pairs.item(i);
            pair.onEvent("click", (Event event) -> choose(pair));
        }
        boolean pair = pairs.getLength() > 0;
        begin(a, opened.a(), pair ? pairs.item(0).getAttribute("data-from") : "0");
        begin(b, opened.b(), pair ? pairs.item(0).getAttribute("data-to") : "1");
    }

    private void begin(End end, Source source, String otherwise) {
        if (source == null) {
            put(end, otherwise);
        } else if (source.drawing() != null) {
            end.touch();
            end.pad().present(Input.drawn(source.drawing()));
        } else {
            end.await(source, testSet);
        }
    }

    private void put(End end, String index) {
        end.awaitForNow(Integer.parseInt(index), testSet);
    }

    /** A pair of the study: its digits take the places of what is there. */
    private void choose(HTMLElement pair) {
        a.touch();
        b.touch();
        put(a, pair.getAttribute("data-from"));
        put(b, pair.getAttribute("data-to"));
    }

    private Fragment state() {
        return new InterpolateState(
                        Link.current().get("model"), // which the page's list of models keeps there
                        a.source(),
                        b.source(),
                        playback.isPlaying() || alpha == 50 ? -1 : alpha,
                        Interpolation.LINEAR,
                        true)
                .write();
    }

    private void endChanged() {
        for (int i = 0; i < paths.length; i++) {
            paths[i] = null;
        }
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

    private void show() {
        a.show();
        b.show();
        Dom.value(slider, Decimal.plain(alpha / 100.0, 2));
        Dom.text(Dom.byId("alpha-value"), Decimal.fixed(alpha / 100.0, 2));
        Dom.text(Dom.byId("play"), playback.isPlaying() ? Text.of("Pause") : Text.of("Play"));
        for (int i = 0; i < paths.length; i++) {
            Network network = networks.get(i);
            if (network != null && paths[i] == null) {
                paths[i] = CodePath.between(network, a.picture(), b.picture(), Interpolation.LINEAR);
                strips[i].show(paths[i], alpha);
                read[i] = false;
            }
            if (paths[i] != null
                    && !read[i]
                    && reader.isHere()
                    && !a.pad().isBusy()
                    && !b.pad().isBusy()) {
                reader.read(paths[i], rows.item(i)); // while the pen moves, the strips alone are enough to do
                read[i] = true;
            }
            strips[i].mark(alpha);
            if (paths[i] != null) {
                paths[i].at(alpha / 100f, pixels);
                frames[i].grey(pixels);
            }
        }
    }
}
