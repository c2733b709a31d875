package latentlab.statistics;

/**
 * Pearson's correlation of every two coordinates of a code, cov(i,j)/√(cov(i,i)·cov(j,j)).
 *
 * @param values (d,d), symmetric, in [−1,1], 1 on the diagonal. Not copied.
 */
public record CorrelationMatrix(double[][] values) {
    /**
     * Of codes that follow each other. A coordinate that never changes counts as correlated with none.
     *
     * @param codes (n,d)
     * @param d     coordinates of a code
     */
    public static CorrelationMatrix of(float[] codes, int d) {
        return of(Covariance.of(codes, d));
    }

    /** The covariance brought to the scale of the coordinates' own deviations. */
    public static CorrelationMatrix of(Covariance covariance) {
        double[][] cov = covariance.values();
        int d = cov.length;
        double[][] r = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) {
                double scale = Math.sqrt(cov[i][i] * cov[j][j]);
                double value = scale > 0 ? cov[i][j] / scale : 0;
                r[i][j] = Math.max(-1, Math.min(1, value));
                r[j][i] = r[i][j];
            }
            r[i][i] = 1;
        }
        return new CorrelationMatrix(r);
    }

    /** The study's "overall correlation": mean of |r| over all pairs off the diagonal; 0 for a single coordinate. */
    public double overall() {
        int d = values.length;
        double sum = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) {
                sum += Math.abs(values[i][j]);
            }
        }
        return d < 2 ? 0 : 2 * sum / (d * (d - 1.0));
    }
}
