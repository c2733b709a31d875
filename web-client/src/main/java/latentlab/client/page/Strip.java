package latentlab.client.page;

import java.util.function.IntConsumer;
import latentlab.client.view.Dom;
import latentlab.client.view.PixelCanvas;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/** The study's strip: the path at α = 0, 0.1 … 1, each frame a button that goes there. */
final class Strip {
    private final PixelCanvas[] canvases;
    private final HTMLElement[] buttons;
    private final float[] pixels = new float[28 * 28];

    /**
     * @param root   its buttons hold a canvas each, from α = 0 on
     * @param chosen called with α in hundredths
     */
    Strip(HTMLElement root, IntConsumer chosen) {
        NodeList<? extends HTMLElement> found = Dom.all(root, "button");
        buttons = new HTMLElement[found.getLength()];
        canvases = new PixelCanvas[buttons.length];
        for (int i = 0; i < buttons.length; i++) {
            int hundredths = 10 * i;
            buttons[i] = found.item(i);
            canvases[i] = new PixelCanvas((HTMLCanvasElement) buttons[i].querySelector("canvas"));
            buttons[i].onEvent("click", (Event event) -> chosen.accept(hundredths));
        }
    }

    void show(CodePath path, int alpha) {
        for (int i = 0; i < canvases.length; i++) {
            path.at(i / 10f, pixels);
            canvases[i].grey(pixels);
        }
    }

    /** Marks the frame nearest to α, in hundredths. */
    void mark(int alpha) {
        int nearest = (alpha + 5) / 10;
        for (int i = 0; i < buttons.length; i++) {
            buttons[i].setAttribute("data-near", i == nearest ? "true" : "false");
        }
    }
}
