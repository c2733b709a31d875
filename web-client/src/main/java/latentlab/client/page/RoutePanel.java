package latentlab.client.page;

import latentlab.client.kernel.Network;
import latentlab.client.state.MixState;
import latentlab.client.view.Decimal;
import latentlab.client.view.Dom;
import latentlab.client.view.PixelCanvas;
import latentlab.client.view.Text;
import latentlab.image.DigitImage;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/** A path through several codes. */
final class RoutePanel {
    private final HTMLElement root = Dom.byId("route-panel");
    private final HTMLElement slider = Dom.byId("along");
    private final HTMLElement route = Dom.byId("route");
    private final HTMLElement shorter = Dom.byId("shorter");
    private final PixelCanvas frame = new PixelCanvas(Dom.canvas("route-frame"));
    private final PixelCanvas[] strip;
    private final Runnable changed;
    private final Runnable moved;
    private final Playback playback;
    private final FrameReadings readings;
    private final float[] pixels = new float[DigitImage.PIXELS];
    private Network network; // null until it is here, as the next
    private Route path;
    private String recipe;

    /** In hundredths. */
    private int share;

    /**
     * @param share   of the way, in hundredths
     * @param reads   whether the frames say what is read in them
     * @param changed called when the way is another
     * @param moved   called when the place on it is another
     * @param read    called when its frames are to be read
     */
    RoutePanel(String recipe, int share, boolean reads, Runnable changed, Runnable moved, Runnable read) {
        this.recipe = recipe;
        this.share = share;
        this.changed = changed;
        this.moved = moved;
        readings = new FrameReadings(root, reads, read, moved);
        playback = new Playback(hundredths -> {
            this.share = hundredths;
            moved.run();
        });
        slider.onEvent("input", (Event event) -> goTo(Dom.hundredths(slider)));
        Dom.byId("play").onEvent("click", (Event event) -> {
            playback.toggle(this.share);
            moved.run();
        });
        shorter.onEvent("click", (Event event) -> set(this.recipe.substring(0, Math.max(2, this.recipe.length() - 1))));
        NodeList<? extends HTMLElement> more = Dom.all(root, "button[data-add]");
        for (int i = 0; i < more.getLength(); i++) {
            String one = more.item(i).getAttribute("data-add");
            more.item(i).onEvent("click", (Event event) -> {
                if (this.recipe.length() < MixState.LONGEST) {
                    set(this.recipe + one);
                }
            });
        }
        NodeList<? extends HTMLElement> frames = Dom.all(Dom.byId("route-frames"), "button");
        strip = new PixelCanvas[frames.getLength()];
        for (int i = 0; i < strip.length; i++) {
            int hundredths = 100 * i / (strip.length - 1);
            strip[i] = new PixelCanvas((HTMLCanvasElement) frames.item(i).querySelector("canvas"));
            frames.item(i).onEvent("click", (Event event) -> goTo(hundredths));
        }
    }

    private void set(String next) {
        recipe = next;
        changed.run();
    }

    private void goTo(int hundredths) {
        playback.stop();
        share = hundredths;
        moved.run();
    }

    String recipe() {
        return recipe;
    }

    /** In hundredths. */
    int share() {
        return share;
    }

    boolean reads() {
        return readings.areWanted();
    }

    /** Begins with other waypoints, and shows all of the path. */
    void open(Ingredients ingredients, Network network) {
        this.network = network;
        path = new Route(network, ingredients.codes(recipe));
        readings.changed();
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < recipe.length(); i++) {
            names.append(i == 0 ? "" : " → ").append(Ingredients.name(recipe.charAt(i)));
        }
        Dom.text(route, names.toString());
        shorter.setAttribute("aria-disabled", recipe.length() > 2 ? "false" : "true");
        root.setAttribute("data-full", recipe.length() < MixState.LONGEST ? "false" : "true");
        for (int i = 0; i < strip.length; i++) {
            path.at(i / (strip.length - 1f), pixels);
            strip[i].grey(pixels);
        }
    }

    /** Fetches the readers of another model when they are looked at. */
    void open(ModelChoice model, Network network) {
        readings.open(model, network);
    }

    /**
     * Shows the frame at its place, and what is read in all of them; only when it is open.
     *
     * @param isBusy whether there is enough to do without reading, as a pen moves
     */
    void show(boolean isBusy) {
        Dom.value(slider, Decimal.plain(share / 100.0));
        Dom.text(Dom.byId("along-value"), share + " %");
        Dom.text(Dom.byId("play"), playback.isPlaying() ? Text.of("Pause") : Text.of("Play"));
        path.at(share / 100f, pixels);
        frame.grey(pixels);
        if (!isBusy) {
            readings.read(path, network);
        }
    }

    /** The frame (28,28) at a share of the way; black while there is no network. */
    float[] picture(float share) {
        float[] picture = new float[DigitImage.PIXELS];
        if (path != null) {
            path.at(share, picture);
        }
        return picture;
    }
}
