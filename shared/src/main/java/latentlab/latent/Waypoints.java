package latentlab.latent;

import java.util.List;

/**
 * A path through several codes, straight from each to the next. Every leg takes an equal share of the way.
 *
 * @param codes at least two, of the same length. Not copied.
 */
public record Waypoints(List<float[]> codes) {
    /**
     * A point of the path.
     *
     * @param leg   from the waypoint of that number to the next
     * @param alpha 1 at the leg's first code, 0 at its second
     */
    public record Place(int leg, float alpha) {}

    /** @throws IllegalArgumentException when there are fewer than two */
    public Waypoints {
        if (codes.size() < 2) {
            throw new IllegalArgumentException("a path needs at least two waypoints, not " + codes.size());
        }
    }

    /** @param share of the way, 0 at the first code and 1 at the last */
    public Place place(double share) {
        int legs = codes.size() - 1;
        double way = Math.max(0, Math.min(1, share)) * legs;
        int leg = Math.min((int) way, legs - 1);
        return new Place(leg, (float) (1 - (way - leg))); // an interpolation is at its first end at α = 1
    }

    /**
     * The code of a point of the path.
     *
     * @param share of the way, 0 at the first code and 1 at the last
     * @param out   as long as a code, overwritten; none of the codes
     */
    public void at(double share, float[] out) {
        Place place = place(share);
        Interpolation.LINEAR.mix(codes.get(place.leg()), codes.get(place.leg() + 1), place.alpha(), out);
    }
}
