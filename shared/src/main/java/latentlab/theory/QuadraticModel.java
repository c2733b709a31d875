package latentlab.theory;

import latentlab.statistics.SymmetricEigen;

/**
 * A function of two variables near a point, up to second order: f + g·Δ + ½·ΔᵀHΔ.
 *
 * @param x  the point
 * @param y  likewise
 * @param f  the function's value there
 * @param gx its gradient
 * @param gy likewise
 * @param xx its second derivatives, the Hessian matrix
 * @param xy likewise; the matrix is symmetric
 * @param yy likewise
 */
public record QuadraticModel(double x, double y, double f, double gx, double gy, double xx, double xy, double yy) {
    /** Directions in which the curvature is smaller than this do not count for a step to the stationary point. */
    private static final double FLAT = 1e-9;

    /** The model's value at another point. */
    public double value(double atX, double atY) {
        double dx = atX - x;
        double dy = atY - y;
        return f + gx * dx + gy * dy + (xx * dx * dx + 2 * xy * dx * dy + yy * dy * dy) / 2;
    }

    /** Euclidean norm of the gradient. */
    public double gradientNorm() {
        return Math.sqrt(gx * gx + gy * gy);
    }

    /** Eigenvalues of the Hessian, the larger one first, each with its direction. */
    public Curvature curvature() {
        SymmetricEigen eigen = SymmetricEigen.of(new double[][] {{xx, xy}, {xy, yy}});
        int first = eigen.values()[0] >= eigen.values()[1] ? 0 : 1;
        double[][] v = eigen.vectors();
        return new Curvature(
                eigen.values()[first],
                v[0][first],
                v[1][first],
                eigen.values()[1 - first],
                v[0][1 - first],
                v[1][1 - first]);
    }

    /**
     * How the function bends: along two directions at right angles to each other, without a mixed term.
     *
     * @param first  the larger eigenvalue
     * @param firstX its direction, of length 1
     * @param firstY likewise
     * @param second  the smaller eigenvalue
     * @param secondX its direction, of length 1
     * @param secondY likewise
     */
    public record Curvature(double first, double firstX, double firstY, double second, double secondX, double secondY) {
        /** What the eigenvalues say about a stationary point. */
        public StationaryPoint kind() {
            return StationaryPoint.of(first, second);
        }
    }

    /**
     * The way from the point to the model's own stationary point (Newton's step), of which directions without curvature
     * know nothing.
     *
     * @return {Δx, Δy}
     */
    public double[] newtonStep() {
        Curvature c = curvature();
        double along = Math.abs(c.first) > FLAT ? -(gx * c.firstX + gy * c.firstY) / c.first : 0;
        double across = Math.abs(c.second) > FLAT ? -(gx * c.secondX + gy * c.secondY) / c.second : 0;
        return new double[] {along * c.firstX + across * c.secondX, along * c.firstY + across * c.secondY};
    }
}
