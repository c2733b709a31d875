package latentlab.client.state;

import latentlab.theory.Surface;

/**
 * What a link to the page about stationary points carries.
 *
 * @param x where one looks; NaN for where the page begins
 * @param y likewise
 * @param nearest whether one looks at the stationary point next to it instead
 */
public record StationaryPointsState(Surface surface, double x, double y, boolean nearest) {
    /** What the fragment says; what it does not say is the default. */
    public static StationaryPointsState read(Fragment fragment) {
        double[] point = NumberList.readHundredths(fragment.get("at"), 2);
        String surface = fragment.get("surface");
        return new StationaryPointsState(
                surface.isEmpty() ? Surface.EGG_BOX : Surface.of(surface),
                point == null ? Double.NaN : point[0],
                point == null ? Double.NaN : point[1],
                point != null && fragment.get("nearest").equals("yes"));
    }

    /** The fragment that {@link #read} reads. */
    public Fragment write() {
        return new Fragment()
                .put("surface", surface == Surface.EGG_BOX ? "" : surface.word())
                .put("at", x != x ? "" : NumberList.writeHundredths(x, y))
                .put("nearest", nearest ? "yes" : "");
    }
}
