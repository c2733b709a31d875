package latentlab.statistics;

/**
 * What repeated measurements of one thing say.
 *
 * @param mean  arithmetic mean
 * @param sd    standard deviation of a sample, √(Σ(x−mean)²/(n−1)); 0 for a single value
 * @param count n
 */
public record Summary(double mean, double sd, int count) {
    /** @throws IllegalArgumentException when there is no value */
    public static Summary of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing to summarise");
        }
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Summary(mean, values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)), values.length);
    }
}
