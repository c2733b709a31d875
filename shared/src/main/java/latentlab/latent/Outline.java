package latentlab.latent;

/**
 * A closed line in the plane, as a lasso draws it; where it crosses itself, what is surrounded twice lies outside.
 *
 * @param xs of its corners
 * @param ys as many. Neither is copied.
 */
public record Outline(float[] xs, float[] ys) {
    /** Whether a point lies inside: a ray from it to the right meets the line an odd number of times. */
    public boolean contains(double x, double y) {
        boolean inside = false;
        for (int i = 0, before = xs.length - 1; i < xs.length; before = i++) {
            if (ys[i] > y != ys[before] > y) {
                double share = (y - ys[i]) / ((double) ys[before] - ys[i]);
                if (x < xs[i] + share * ((double) xs[before] - xs[i])) {
                    inside = !inside;
                }
            }
        }
        return inside;
    }
}
