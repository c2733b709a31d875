package latentlab.statistics;

/**
 * Mean and covariance of the coordinates of many codes.
 *
 * @param mean   (d)
 * @param values (d,d), Σ(xᵢ−meanᵢ)(xⱼ−meanⱼ)/n. Neither is copied.
 */
public record Covariance(double[] mean, double[][] values) {
    /**
     * Of codes that follow each other.
     *
     * @param codes (n,d)
     * @param d     coordinates of a code
     * @throws IllegalArgumentException when there is no code, or a part of one
     */
    public static Covariance of(float[] codes, int d) {
        if (d < 1 || codes.length == 0 || codes.length % d != 0) {
            throw new IllegalArgumentException(codes.length + " numbers are no codes of " + d + " coordinates");
        }
        int count = codes.length / d;
        double[] mean = new double[d];
        for (int i = 0; i < codes.length; i++) {
            mean[i % d] += codes[i];
        }
        for (int j = 0; j < d; j++) {
            mean[j] /= count;
        }
        double[][] sums = new double[d][d];
        double[] centred = new double[d];
        for (int at = 0; at < codes.length; at += d) {
            for (int j = 0; j < d; j++) {
                centred[j] = codes[at + j] - mean[j];
            }
            for (int i = 0; i < d; i++) {
                for (int j = 0; j <= i; j++) {
                    sums[i][j] += centred[i] * centred[j];
                }
            }
        }
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                sums[i][j] /= count;
                sums[j][i] = sums[i][j];
            }
        }
        return new Covariance(mean, sums);
    }
}
