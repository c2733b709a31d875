package latentlab.theory;

/** What the eigenvalues of the Hessian say about a point where the gradient is zero; about any other they say nothing. */
public enum StationaryPoint {
    /** All are positive: up in every direction. */
    MINIMUM,
    /** All are negative: down in every direction. */
    MAXIMUM,
    /** Some are positive and some negative: up one way and down another. */
    SADDLE,
    /** Some are zero and the others of one sign: higher derivatives decide. */
    INCONCLUSIVE;

    /** Eigenvalues closer to zero are zero but for rounding. */
    public static final double ZERO = 1e-9;

    /** By the Hessian's eigenvalues, as many as there are variables. */
    public static StationaryPoint of(double... eigenvalues) {
        int positive = 0;
        int negative = 0;
        for (double value : eigenvalues) {
            positive += value > ZERO ? 1 : 0;
            negative += value < -ZERO ? 1 : 0;
        }
        if (positive > 0 && negative > 0) {
            return SADDLE;
        }
        if (positive + negative < eigenvalues.length) {
            return INCONCLUSIVE;
        }
        return positive > 0 ? MINIMUM : MAXIMUM;
    }
}
