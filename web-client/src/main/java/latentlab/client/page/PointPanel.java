package latentlab.client.page;

import java.util.function.IntConsumer;
import latentlab.client.kernel.Network;
import latentlab.client.view.Dom;
import latentlab.client.view.PixelCanvas;
import latentlab.client.view.Text;
import latentlab.image.DigitImage;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;

/** The point of the map that is looked at, or else was taken: the test digit and what its code decodes to. */
final class PointPanel {
    /** A pointer that only passes by asks the server for nothing. */
    private static final int REST_MS = 90;

    private final HTMLElement root = Dom.byId("point");
    private final PixelCanvas original = new PixelCanvas(Dom.canvas("point-original"));
    private final PixelCanvas decoded = new PixelCanvas(Dom.canvas("point-decoded"));
    private final Originals originals;
    private final float[] pixels = new float[DigitImage.PIXELS];
    private final float[] black = new float[DigitImage.PIXELS];
    private int timer;
    private int shown = -1;

    /** @param use called with what is to be done with the point that was taken: 0 is to be A, 1 B, 2 the drawing */
    PointPanel(Originals originals, IntConsumer use) {
        this.originals = originals;
        String[] buttons = {"point-a", "point-b", "point-draw"};
        for (int i = 0; i < buttons.length; i++) {
            int what = i;
            Dom.byId(buttons[i]).onEvent("click", (Event event) -> use.accept(what));
        }
    }

    /** What the point decodes to (28,28), as it is shown. */
    float[] pixels() {
        return pixels;
    }

    /**
     * Shows a point.
     *
     * @param index −1 for none
     * @param taken whether something can be done with it
     */
    void show(int index, boolean taken, TestCodes codes, Network network) {
        root.setAttribute("data-empty", index < 0 ? "true" : "false");
        for (String button : new String[] {"point-a", "point-b", "point-draw"}) {
            Dom.byId(button).setAttribute("aria-disabled", taken ? "false" : "true");
        }
        if (index == shown) {
            return;
        }
        shown = index;
        Window.clearTimeout(timer);
        if (index < 0) {
            original.grey(black);
            decoded.grey(black);
            Dom.text(Dom.byId("point-text"), Text.of("Point at the map, tap it, or go there with the arrow keys."));
            return;
        }
        network.decode(codes.code(index), pixels);
        decoded.grey(pixels);
        Dom.text(Dom.byId("point-text"), Text.of("Test digit {0}, a {1}.", index, codes.labels()[index]));
        showOriginal();
        timer = Window.setTimeout(() -> originals.fetch(index, this::showOriginal), REST_MS);
    }

    /** Another network decodes from now on. */
    void forget() {
        shown = -2;
    }

    private void showOriginal() {
        float[] picture = shown < 0 ? null : originals.get(shown);
        original.grey(picture == null ? black : picture);
        original.element().setAttribute("data-waiting", picture == null ? "true" : "false");
    }
}
