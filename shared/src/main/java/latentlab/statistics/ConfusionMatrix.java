package latentlab.statistics;

/**
 * How often things of one class were taken for another.
 *
 * @param counts (actual, predicted). Not copied.
 */
public record ConfusionMatrix(int[][] counts) {
    /**
     * Counts predictions.
     *
     * @param actual    class of each thing, from 0 to {@code classes} − 1
     * @param predicted as many
     */
    public static ConfusionMatrix of(byte[] actual, byte[] predicted, int classes) {
        if (actual.length != predicted.length) {
            throw new IllegalArgumentException(predicted.length + " predictions for " + actual.length + " things");
        }
        int[][] counts = new int[classes][classes];
        for (int i = 0; i < actual.length; i++) {
            counts[actual[i]][predicted[i]]++;
        }
        return new ConfusionMatrix(counts);
    }

    /** Both together. */
    public ConfusionMatrix plus(ConfusionMatrix other) {
        int[][] sum = new int[counts.length][counts.length];
        for (int i = 0; i < sum.length; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[i][j] = counts[i][j] + other.counts[i][j];
            }
        }
        return new ConfusionMatrix(sum);
    }

    /** Share that was predicted right, in [0,1]; 0 when nothing was predicted. */
    public double accuracy() {
        long right = 0;
        long all = 0;
        for (int i = 0; i < counts.length; i++) {
            right += counts[i][i];
            for (int count : counts[i]) {
                all += count;
            }
        }
        return all == 0 ? 0 : (double) right / all;
    }
}
