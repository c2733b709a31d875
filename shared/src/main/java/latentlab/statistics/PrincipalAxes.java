package latentlab.statistics;

/**
 * The orthogonal directions in which codes vary, most varied first: principal component analysis. The first two span
 * the flat picture that keeps the most of the codes' distances.
 *
 * <p>An axis has no sense of its own; here its largest number is positive, so that equal codes give equal pictures.
 *
 * @param mean      (d)
 * @param axes      (d,d), a unit vector in each row
 * @param variances (d), along each axis, descending. None is copied.
 */
public record PrincipalAxes(double[] mean, double[][] axes, double[] variances) {
    /**
     * Of codes that follow each other.
     *
     * @param codes (n,d)
     * @param d     coordinates of a code
     */
    public static PrincipalAxes of(float[] codes, int d) {
        Covariance covariance = Covariance.of(codes, d);
        SymmetricEigen eigen = SymmetricEigen.of(covariance.values());
        double[][] axes = new double[d][];
        double[] variances = new double[d];
        boolean[] taken = new boolean[d];
        for (int k = 0; k < d; k++) {
            int most = -1;
            for (int j = 0; j < d; j++) {
                if (!taken[j] && (most < 0 || eigen.values()[j] > eigen.values()[most])) {
                    most = j;
                }
            }
            taken[most] = true;
            axes[k] = axis(eigen.vectors(), most);
            variances[k] = Math.max(0, eigen.values()[most]); // a rounding error may be below
        }
        return new PrincipalAxes(covariance.mean(), axes, variances);
    }

    private static double[] axis(double[][] vectors, int column) {
        double[] axis = new double[vectors.length];
        double largest = 0;
        for (int i = 0; i < axis.length; i++) {
            axis[i] = vectors[i][column];
            largest = Math.abs(axis[i]) > Math.abs(largest) ? axis[i] : largest;
        }
        for (int i = 0; i < axis.length && largest < 0; i++) {
            axis[i] = -axis[i];
        }
        return axis;
    }

    /**
     * A code's coordinate along an axis, from the mean.
     *
     * @param codes (n,d)
     * @param row   which of the codes
     */
    public double coordinate(float[] codes, int row, int axis) {
        int at = row * mean.length;
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            sum += axes[axis][i] * (codes[at + i] - mean[i]);
        }
        return sum;
    }

    /** The first axes' share of the whole variance, in [0,1]. */
    public double share(int first) {
        double part = 0;
        double all = 0;
        for (int k = 0; k < variances.length; k++) {
            part += k < first ? variances[k] : 0;
            all += variances[k];
        }
        return all > 0 ? part / all : 1;
    }
}
