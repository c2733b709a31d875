package latentlab.client.page.learn;

import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.html.HTMLElement;

/** The pages about theory, in one module: they share most of what they are made of. */
public final class LearnPage {
    private LearnPage() {}

    /** Brings the page to life that its template names. */
    public static void main(String[] args) {
        HTMLElement root = Window.current().getDocument().getDocumentElement();
        String page = root.getAttribute("data-page");
        switch (page.substring("learn-".length())) {
            case "affine-maps" -> new AffineMapsPage();
            case "stopping" -> new StoppingPage();
            case "stationary-points" -> new StationaryPointsPage();
            case "angles" -> new AnglesPage();
            case "chain-rule" -> new ChainRulePage();
            case "autoencoder" -> new AutoencoderPage();
            default -> throw new IllegalArgumentException("no page " + page);
        }
        root.setAttribute("data-alive", "true");
    }
}
