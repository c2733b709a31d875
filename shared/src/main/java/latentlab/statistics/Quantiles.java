package latentlab.statistics;

import java.util.Arrays;

/**
 * A distribution known by its quantiles at equal steps, straight lines between them: 101 values are the 0th to 100th
 * percentile.
 *
 * @param values ascending, at least two. Not copied.
 */
public record Quantiles(double[] values) {
    /** @throws IllegalArgumentException when there are fewer than two values or they descend */
    public Quantiles {
        if (values.length < 2) {
            throw new IllegalArgumentException("a distribution needs at least two quantiles, not " + values.length);
        }
        for (int i = 1; i < values.length; i++) {
            if (!(values[i] >= values[i - 1])) {
                throw new IllegalArgumentException("quantile " + i + " is below the one before it");
            }
        }
    }

    /**
     * The percentiles of a sample, 0th to 100th.
     *
     * @param sample at least one value, none of them NaN; left as it is
     */
    public static Quantiles percentilesOf(double[] sample) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        double[] values = new double[101];
        for (int i = 0; i < values.length; i++) {
            double position = i / 100.0 * (sorted.length - 1);
            int below = (int) position;
            int above = Math.min(below + 1, sorted.length - 1);
            values[i] = sorted[below] + (position - below) * (sorted[above] - sorted[below]);
        }
        return new Quantiles(values);
    }

    /** Share of the distribution below x, in [0,1]. */
    public double rank(double x) {
        int last = values.length - 1;
        if (x <= values[0]) {
            return 0;
        }
        for (int i = 1; i <= last; i++) {
            if (x < values[i]) {
                return (i - 1 + (x - values[i - 1]) / (values[i] - values[i - 1])) / last;
            }
        }
        return 1;
    }

    /** The value below which the given share of the distribution lies. */
    public double at(double share) {
        double position = Math.max(0, Math.min(1, share)) * (values.length - 1);
        int below = Math.min((int) position, values.length - 2);
        return values[below] + (position - below) * (values[below + 1] - values[below]);
    }

    /** Shares of the distribution in equal bins from 0 up to the given value. */
    public double[] histogram(int bins, double to) {
        double[] shares = new double[bins];
        double below = rank(0);
        for (int i = 0; i < bins; i++) {
            double next = rank(to * (i + 1) / bins);
            shares[i] = next - below;
            below = next;
        }
        return shares;
    }
}
