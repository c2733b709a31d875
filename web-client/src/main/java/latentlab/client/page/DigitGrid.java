package latentlab.client.page;

import latentlab.client.kernel.Network;
import latentlab.client.view.Dom;
import latentlab.client.view.PixelCanvas;
import latentlab.image.DigitImage;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/** Test digits in a row, and below them a row of what each network makes of them. */
final class DigitGrid {
    private final float[][] pictures;
    private final PixelCanvas[] originals;
    private final PixelCanvas[][] rows;
    private final boolean[] shown;
    private final float[] pixels = new float[DigitImage.PIXELS];
    private final TestSet testSet;
    private final Runnable here;
    private int count;

    /**
     * @param root its first {@code [data-row]} has a canvas for each digit, with its number in {@code data-index}; each
     *     further one is a network's
     * @param here called when all digits are here
     */
    DigitGrid(HTMLElement root, TestSet testSet, Runnable here) {
        NodeList<? extends HTMLElement> all = Dom.all(root, "[data-row]");
        originals = canvases(all.item(0));
        rows = new PixelCanvas[all.getLength() - 1][];
        shown = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = canvases(all.item(i + 1));
        }
        pictures = new float[originals.length][];
        this.testSet = testSet;
        this.here = here;
        fetch();
    }

    /** One after another, so that after a failure the rest comes, too. */
    private void fetch() {
        if (count == originals.length) {
            here.run();
            return;
        }
        String index = originals[count].element().getAttribute("data-index");
        testSet.fetch(Integer.parseInt(index), digit -> {
            pictures[count] = digit.image().pixels();
            originals[count].grey(pictures[count]);
            count++;
            fetch();
        });
    }

    private static PixelCanvas[] canvases(HTMLElement row) {
        NodeList<? extends HTMLElement> found = Dom.all(row, "canvas");
        PixelCanvas[] canvases = new PixelCanvas[found.getLength()];
        for (int i = 0; i < canvases.length; i++) {
            canvases[i] = new PixelCanvas((HTMLCanvasElement) found.item(i));
        }
        return canvases;
    }

    /** Fills a network's row, once, when the digits are here. */
    void show(int row, Network network) {
        if (count < pictures.length || shown[row]) {
            return;
        }
        shown[row] = true;
        float[] code = new float[network.latentDim()];
        for (int i = 0; i < pictures.length; i++) {
            network.encode(pictures[i], code);
            network.decode(code, pixels);
            rows[row][i].grey(pixels);
        }
    }
}
