package latentlab.statistics;

/**
 * The linear map after which codes have mean 0, variance 1 and no correlation, and are as near as can be to what they
 * were: W = C^(−½) for the covariance C (zero-phase whitening; Kessy, Lewin and Strimmer 2018). An encoder followed by
 * it and a decoder that begins with its inverse reconstruct the same pictures.
 *
 * @param mean    (d)
 * @param matrix  (d,d), W, symmetric
 * @param inverse (d,d), C^½, symmetric: back from whitened codes. None is copied.
 * @see <a href="https://arxiv.org/abs/1512.00809">Kessy, Lewin and Strimmer, Optimal whitening and decorrelation</a>
 */
public record Whitening(double[] mean, double[][] matrix, double[][] inverse) {
    /** Variances below this share of the largest are rounding errors of float32 codes; they are left as they are. */
    private static final double NOISE = 1e-12;

    /**
     * Of codes that follow each other.
     *
     * @param codes (n,d)
     * @param d     coordinates of a code
     */
    public static Whitening of(float[] codes, int d) {
        Covariance covariance = Covariance.of(codes, d);
        SymmetricEigen eigen = SymmetricEigen.of(covariance.values());
        double largest = 0;
        for (double value : eigen.values()) {
            largest = Math.max(largest, value);
        }
        double[][] w = new double[d][d];
        double[][] inverse = new double[d][d];
        for (int k = 0; k < d; k++) {
            double value = eigen.values()[k];
            double scale = value > NOISE * largest ? 1 / Math.sqrt(value) : 1;
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    double both = eigen.vectors()[i][k] * eigen.vectors()[j][k];
                    w[i][j] += scale * both;
                    inverse[i][j] += both / scale;
                }
            }
        }
        return new Whitening(covariance.mean(), w, inverse);
    }

    /** Whitens codes (n,d) into a new array. */
    public float[] apply(float[] codes) {
        int d = mean.length;
        float[] white = new float[codes.length];
        for (int at = 0; at < codes.length; at += d) {
            for (int i = 0; i < d; i++) {
                double sum = 0;
                for (int j = 0; j < d; j++) {
                    sum += matrix[i][j] * (codes[at + j] - mean[j]);
                }
                white[at + i] = (float) sum;
            }
        }
        return white;
    }
}
