package latentlab.latent;

import latentlab.statistics.Quantiles;

/**
 * How usual a picture is among those that a network has been tested with, by two measures that know nothing of each
 * other's failings: how well the network draws it again, and how far its code lies from other codes.
 *
 * @param error    share of the test images that are drawn again with a smaller error, in [0,1]
 * @param distance share of the test images whose code lies nearer to its own {@value #NEIGHBOURS} nearest, in [0,1]
 */
public record Familiarity(double error, double distance) {
    /** Nearest codes whose mean distance is taken. */
    public static final int NEIGHBOURS = 8;

    /** What the shares say. */
    public enum Verdict {
        /** Most test images are as unusual. */
        USUAL,
        /** One in twenty test images is as unusual, by either measure. */
        UNUSUAL,
        /** One in fifty test images is as unusual, at most. */
        OFF_THE_MAP
    }

    /**
     * Of a picture.
     *
     * @param errors    of the test images' reconstructions
     * @param distances see {@link #distances}
     */
    public static Familiarity of(Quantiles errors, double error, Quantiles distances, double distance) {
        return new Familiarity(errors.rank(error), distances.rank(distance));
    }

    /**
     * How far codes lie from the {@value #NEIGHBOURS} nearest others, on the mean.
     *
     * @param sample at most so many codes are looked at, spread over all
     */
    public static Quantiles distances(NearestCodes codes, int sample) {
        int[] rows = Selection.of(codes.size(), i -> true).sample(sample).indices();
        double[] means = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            means[i] = codes.ofOthers(rows[i], NEIGHBOURS).meanDistance();
        }
        return Quantiles.percentilesOf(means);
    }

    public Verdict verdict() {
        double worst = Math.max(error, distance);
        return worst >= 0.99 ? Verdict.OFF_THE_MAP : worst >= 0.975 ? Verdict.UNUSUAL : Verdict.USUAL;
    }
}
