package latentlab.client.page;

/** Brings a page to life. */
public final class Pages {
    private Pages() {}

    /** @param name as the template gives it; any other only carries the choice of the model on */
    public static void start(String name) {
        switch (name) {
            case "draw" -> new DrawPage();
            case "interpolate" -> new InterpolatePage();
            default -> ModelChoice.carry();
        }
    }
}
