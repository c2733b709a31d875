package latentlab.client.state;

import latentlab.theory.AffineMap;

/**
 * What a link to the page about affine maps carries.
 *
 * @param model  its id; empty for the default model
 * @param first  the map that comes first; null for the one that the page begins with
 * @param second the map after it; likewise
 * @param digit  what is decoded; null for the digit that the page begins with
 */
public record AffineMapsState(String model, AffineMap first, AffineMap second, Source digit) {
    /** What the fragment says; what it does not say is the default. */
    public static AffineMapsState read(Fragment fragment) {
        return new AffineMapsState(
                fragment.get("model"),
                map(fragment.get("f")),
                map(fragment.get("g")),
                Source.read(fragment.get("digit")));
    }

    /** The fragment that {@link #read} reads. */
    public Fragment write() {
        return new Fragment()
                .put("model", model)
                .put("f", text(first))
                .put("g", text(second))
                .put("digit", digit == null ? "" : digit.write());
    }

    private static AffineMap map(String text) {
        double[] n = NumberList.readHundredths(text, 6);
        return n == null ? null : new AffineMap(n[0], n[1], n[2], n[3], n[4], n[5]);
    }

    private static String text(AffineMap map) {
        return map == null
                ? ""
                : NumberList.writeHundredths(map.xx(), map.xy(), map.yx(), map.yy(), map.bx(), map.by());
    }
}
