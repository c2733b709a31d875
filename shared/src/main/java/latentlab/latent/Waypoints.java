package latentlab.latent;

import java.util.List;

/**
 * A path through several codes, straight from each to the next. Every leg takes an equal share of the way.
 *
 * @param codes at least two, of the same length. Not copied.
 */
public record Waypoints(List<float[]> codes) {
    /** @throws IllegalArgumentException when there are fewer than two */
    public Waypoints {
        if (codes.size() < 2) {
            throw new IllegalArgumentException("a path needs at least two waypoints, not " + codes.size());
        }
    }

    /**
     * A point of the path.
     *
     * @param share of the way, 0 at the first code and 1 at the last
     * @param out   as long as a code, overwritten; none of the codes
     */
    public void at(double share, float[] out) {
        int legs = codes.size() - 1;
        double way = Math.max(0, Math.min(1, share)) * legs;
        int leg = Math.min((int) way, legs - 1);
        float alpha = (float) (1 - (way - leg)); // an interpolation is at its first end at α = 1
        Interpolation.LINEAR.mix(codes.get(leg), codes.get(leg + 1), alpha, out);
    }
}
