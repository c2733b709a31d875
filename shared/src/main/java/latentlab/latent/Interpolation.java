package latentlab.latent;

/**
 * A path between two vectors of the same length, codes (d) or pictures (784): α = 1 is the first end, α = 0 the second,
 * as the study writes D(α·E(A) + (1−α)·E(B)).
 */
public enum Interpolation {
    /** α·a + (1−α)·b. Of two pictures instead of two codes it is a cross-fade. */
    LINEAR {
        @Override
        public double[] shares(float[] a, float[] b, float alpha) {
            return new double[] {alpha, 1 - alpha};
        }
    },
    /**
     * sin(αω)/sin ω · a + sin((1−α)ω)/sin ω · b with ω the angle between a and b (Shoemake 1985): turns from one
     * direction to the other evenly, where the straight line cuts through the inside of the sphere.
     */
    SPHERICAL {
        @Override
        public double[] shares(float[] a, float[] b, float alpha) {
            double omega = angle(a, b);
            double sin = Math.sin(omega);
            // Parallel ends have no angle to turn by, opposite ones no single way to turn: the straight line serves.
            return sin < 1e-6
                    ? LINEAR.shares(a, b, alpha)
                    : new double[] {Math.sin(alpha * omega) / sin, Math.sin((1 - alpha) * omega) / sin};
        }
    };

    /**
     * How much of each end a point of the path has; the sum is 1 only on a straight path.
     *
     * @param a     the end at α = 1
     * @param b     the end at α = 0, as long as a
     * @param alpha in [0,1]
     * @return (2) the share of a, the share of b
     */
    public abstract double[] shares(float[] a, float[] b, float alpha);

    /**
     * A point of the path.
     *
     * @param a     the end at α = 1
     * @param b     the end at α = 0, as long as a
     * @param alpha in [0,1]
     * @param out   as long as a, overwritten; may be a or b
     */
    public void mix(float[] a, float[] b, float alpha, float[] out) {
        double[] shares = shares(a, b, alpha);
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) (shares[0] * a[i] + shares[1] * b[i]);
        }
    }

    /** A point of the path in a new array; see {@link #mix(float[], float[], float, float[])}. */
    public float[] mix(float[] a, float[] b, float alpha) {
        float[] out = new float[a.length];
        mix(a, b, alpha, out);
        return out;
    }

    /** The angle between two vectors in radians, 0 when one of them is zero. */
    static double angle(float[] a, float[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        if (aa == 0 || bb == 0) {
            return 0;
        }
        return Math.acos(Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb))));
    }
}
