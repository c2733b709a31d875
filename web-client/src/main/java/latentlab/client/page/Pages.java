package latentlab.client.page;

import org.teavm.jso.JSExport;

/** What the module of the site's own pages exports. */
public final class Pages {
    private Pages() {}

    /**
     * Brings a page to life.
     *
     * @param name as the template gives it; any other only carries the choice of the model on
     */
    @JSExport
    public static void startPage(String name) {
        switch (name) {
            case "draw" -> new DrawPage();
            case "interpolate" -> new InterpolatePage();
            default -> ModelChoice.carry();
        }
    }
}
