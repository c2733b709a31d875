package latentlab.latent;

/**
 * The surface that four codes span, straight along its edges and along every line parallel to one (bilinear):
 * (1−u)(1−v)·A + u(1−v)·B + (1−u)v·C + uv·D.
 *
 * @param a at u = 0, v = 0: the upper left
 * @param b at u = 1, v = 0: the upper right
 * @param c at u = 0, v = 1: the lower left
 * @param d at u = 1, v = 1: the lower right. All of the same length, none is copied.
 */
public record Sheet(float[] a, float[] b, float[] c, float[] d) {
    /**
     * How much of each corner a point of the sheet has, (4), in all 1.
     *
     * @param u from left to right, in [0,1]
     * @param v from top to bottom, in [0,1]
     */
    public static double[] shares(double u, double v) {
        return new double[] {(1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v};
    }

    /**
     * A point of the sheet.
     *
     * @param u   from left to right, in [0,1]
     * @param v   from top to bottom, in [0,1]
     * @param out as long as a corner, overwritten; none of the corners
     */
    public void at(double u, double v, float[] out) {
        double[] shares = shares(u, v);
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) (shares[0] * a[i] + shares[1] * b[i] + shares[2] * c[i] + shares[3] * d[i]);
        }
    }
}
