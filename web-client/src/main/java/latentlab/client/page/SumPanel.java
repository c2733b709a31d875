package latentlab.client.page;

import java.util.List;
import latentlab.client.kernel.Network;
import latentlab.client.view.Dom;
import latentlab.client.view.PixelCanvas;
import latentlab.image.DigitImage;
import latentlab.latent.CodeArithmetic;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/** One code minus a second plus a third. */
final class SumPanel {
    private final HTMLElement root = Dom.byId("sum-panel");
    private final RecipeChoice terms;
    private final PixelCanvas[] canvases = new PixelCanvas[4];
    private final float[] pixels = new float[DigitImage.PIXELS];

    SumPanel(String recipe, Runnable changed) {
        terms = new RecipeChoice(root, recipe, changed);
        NodeList<? extends HTMLElement> found = Dom.all(root, "canvas");
        for (int i = 0; i < canvases.length; i++) {
            canvases[i] = new PixelCanvas((HTMLCanvasElement) found.item(i));
        }
    }

    String recipe() {
        return terms.recipe();
    }

    /** Shows the three and what they give. */
    void show(Ingredients ingredients, Network network) {
        List<float[]> codes = ingredients.codes(recipe());
        for (int i = 0; i < 3; i++) {
            network.decode(codes.get(i), pixels);
            canvases[i].grey(pixels);
        }
        float[] sum = new float[network.latentDim()];
        CodeArithmetic.combine(codes.get(0), codes.get(1), codes.get(2), sum);
        network.decode(sum, pixels);
        canvases[3].grey(pixels);
    }
}
