package latentlab.client.page;

import java.util.function.IntConsumer;
import latentlab.client.kernel.Network;
import latentlab.client.view.Decimal;
import latentlab.client.view.Dom;
import latentlab.client.view.PixelCanvas;
import latentlab.client.view.Text;
import latentlab.image.DigitImage;
import latentlab.latent.NearestCodes;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/**
 * The test digits whose codes are nearest to the drawing's, as pictures. While the pen moves, what their codes decode to
 * stands in for those that are not here yet.
 */
final class NearestPanel {
    private static final int REST_MS = 150;

    private final HTMLElement root = Dom.byId("nearest");
    private final HTMLElement[] buttons;
    private final PixelCanvas[] canvases;
    private final Originals originals;
    private final float[] pixels = new float[DigitImage.PIXELS];
    private int[] shown = {};
    private int timer;

    /** @param chosen called with the index of a test digit */
    NearestPanel(Originals originals, IntConsumer chosen) {
        this.originals = originals;
        NodeList<? extends HTMLElement> found = Dom.all(root, "button");
        buttons = new HTMLElement[found.getLength()];
        canvases = new PixelCanvas[buttons.length];
        for (int i = 0; i < buttons.length; i++) {
            int place = i;
            buttons[i] = found.item(i);
            canvases[i] = new PixelCanvas((HTMLCanvasElement) buttons[i].querySelector("canvas"));
            buttons[i].onEvent("click", (Event event) -> {
                if (place < shown.length) {
                    chosen.accept(shown[place]);
                }
            });
        }
    }

    /** How many there is room for. */
    int size() {
        return buttons.length;
    }

    /** @param found null when nothing is drawn */
    void show(NearestCodes.Found found, TestCodes codes, Network network) {
        shown = found == null ? new int[0] : found.indices();
        root.setAttribute("data-empty", found == null ? "true" : "false");
        Window.clearTimeout(timer);
        for (int i = 0; i < shown.length; i++) {
            int digit = codes.labels()[shown[i]];
            buttons[i].setAttribute(
                    "aria-label",
                    Text.of(
                            "Test digit {0}, a {1}, distance {2}",
                            Integer.toString(shown[i]),
                            Integer.toString(digit),
                            Decimal.fixed(found.distances()[i], 2)));
            Dom.text(buttons[i].querySelector("b"), Integer.toString(digit));
            Dom.text(buttons[i].querySelector("span"), Decimal.fixed(found.distances()[i], 2));
            if (originals.get(shown[i]) == null) {
                network.decode(codes.code(shown[i]), pixels);
                canvases[i].grey(pixels);
                canvases[i].element().setAttribute("data-waiting", "true");
            } else {
                showOriginal(i);
            }
        }
        if (found != null) {
            int[] now = shown;
            timer = Window.setTimeout(() -> fetch(now), REST_MS);
        }
    }

    private void fetch(int[] indices) {
        for (int i = 0; i < indices.length; i++) {
            int place = i;
            originals.fetch(indices[i], () -> {
                if (shown == indices) {
                    showOriginal(place);
                }
            });
        }
    }

    private void showOriginal(int place) {
        canvases[place].grey(originals.get(shown[place]));
        canvases[place].element().setAttribute("data-waiting", "false");
    }
}
