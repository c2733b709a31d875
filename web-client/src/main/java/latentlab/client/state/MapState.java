package latentlab.client.state;

/**
 * What a link to the Map carries.
 *
 * @param model      its id; empty for the default model
 * @param source     of the drawing; null for the digit that the page begins with
 * @param neighbours whether neighbours are kept together; else the map is that of the principal axes
 * @param seed       of the map that keeps neighbours together
 * @param window     what is seen
 * @param point      index of the test image that is looked at; −1 for none
 * @param a          where the path is at α = 1
 * @param b          where it is at α = 0
 * @param alpha      in hundredths, 0 to 100
 * @param chosen     points
 */
public record MapState(
        String model,
        Source source,
        boolean neighbours,
        int seed,
        MapWindow window,
        int point,
        PathEnd a,
        PathEnd b,
        int alpha,
        Chosen chosen) {
    /** The first image of the test set, a 7. */
    private static final PathEnd FIRST = new PathEnd(0);

    private static final int HALF = 50;
    private static final int LARGEST_SEED = 9999;

    /** What the fragment says; what it does not say is the default. */
    public static MapState read(Fragment fragment) {
        int alpha = Fragment.wholeNumber(fragment.get("alpha"));
        return new MapState(
                fragment.get("model"),
                Source.read(fragment.get("digit")),
                fragment.get("map").equals("neighbours"),
                seed(fragment.get("seed")),
                MapWindow.read(fragment.get("view")),
                Fragment.wholeNumber(fragment.get("point")),
                PathEnd.read(fragment.get("a"), PathEnd.DRAWING),
                PathEnd.read(fragment.get("b"), FIRST),
                alpha < 0 || alpha > 100 ? HALF : alpha,
                Chosen.read(fragment.get("chosen")));
    }

    /** A seed that someone wrote; 0 for what is none. */
    public static int seed(String text) {
        return Math.max(0, Math.min(LARGEST_SEED, Fragment.wholeNumber(text)));
    }

    /** The fragment that {@link #read} reads. */
    public Fragment write() {
        return new Fragment()
                .put("model", model)
                .put("digit", source == null ? "" : source.write())
                .put("map", neighbours ? "neighbours" : "")
                .put("seed", seed == 0 ? "" : Integer.toString(seed))
                .put("view", window.write())
                .put("point", point < 0 ? "" : Integer.toString(point))
                .put("a", a.isDrawing() ? "" : a.write())
                .put("b", b.equals(FIRST) ? "" : b.write())
                .put("alpha", alpha == HALF ? "" : Integer.toString(alpha))
                .put("chosen", chosen.write());
    }
}
