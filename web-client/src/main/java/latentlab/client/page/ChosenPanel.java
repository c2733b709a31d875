package latentlab.client.page;

import latentlab.client.kernel.Network;
import latentlab.client.state.Chosen;
import latentlab.client.view.Decimal;
import latentlab.client.view.Dom;
import latentlab.client.view.PixelCanvas;
import latentlab.client.view.Text;
import latentlab.image.DigitImage;
import latentlab.latent.CodeMap;
import latentlab.latent.Selection;
import latentlab.network.Classifier;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/** The points that are chosen: how many, of which digits, and their mean, of the pictures and of the codes. */
final class ChosenPanel {
    /** Pictures that go into the mean. */
    private static final int MOST = 500;

    private final HTMLElement root = Dom.byId("chosen");
    private final NodeList<? extends HTMLElement> rows = Dom.all(root, "tbody tr");
    private final PixelCanvas ofPictures = new PixelCanvas(Dom.canvas("mean-picture"));
    private final PixelCanvas ofCodes = new PixelCanvas(Dom.canvas("mean-code"));
    private final float[] pixels = new float[DigitImage.PIXELS];

    /** Which points are chosen (n); null for none. */
    static boolean[] among(TestCodes codes, CodeMap map, Chosen chosen) {
        if (chosen.isNothing()) {
            return null;
        }
        boolean[] inside = new boolean[codes.size()];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = chosen.outline() == null
                    ? chosen.has(codes.labels()[i])
                    : chosen.outline().contains(map.xs()[i], map.ys()[i]);
        }
        return inside;
    }

    /** @param inside null when nothing is chosen */
    void show(boolean[] inside, TestCodes codes, Network network) {
        Selection selection = Selection.of(codes.size(), i -> inside != null && inside[i]);
        int n = selection.size();
        root.setAttribute("data-empty", n == 0 ? "true" : "false");
        Dom.text(
                Dom.byId("chosen-count"),
                inside == null
                        ? Text.of("Nothing is chosen.")
                        : n == 0
                                ? Text.of("There is no point inside.")
                                : n == 1 ? Text.of("1 test digit.") : Text.of("{0} test digits.", n));
        int[] mix = selection.mix(codes.labels(), Classifier.CLASSES);
        for (int digit = 0; digit < mix.length; digit++) {
            HTMLElement row = rows.item(digit);
            Dom.variable(row, "--share", Decimal.plain(n == 0 ? 0 : mix[digit] / (double) n));
            Dom.text(row.querySelector(".count"), Integer.toString(mix[digit]));
            Dom.text(row.querySelector(".percent"), n == 0 ? "–" : Decimal.fixed(100.0 * mix[digit] / n, 1) + " %");
        }
        float[] mean = new float[DigitImage.PIXELS];
        Selection sample = selection.sample(MOST);
        for (int index : sample.indices()) {
            network.decode(codes.code(index), pixels);
            for (int k = 0; k < mean.length; k++) {
                mean[k] += pixels[k] / sample.size();
            }
        }
        ofPictures.grey(mean);
        if (n == 0) {
            ofCodes.grey(mean); // black, too
        } else {
            network.decode(selection.mean(codes.codes(), codes.d()), pixels);
            ofCodes.grey(pixels);
        }
    }
}
