package latentlab.theory;

/**
 * An affine map of the plane, p ↦ Ap + b: a linear map and a shift. It is linear only when b = 0, as a linear map leaves
 * the origin where it is.
 *
 * @param xx first row of A
 * @param xy likewise
 * @param yx second row of A
 * @param yy likewise
 * @param bx the shift
 * @param by likewise
 */
public record AffineMap(double xx, double xy, double yx, double yy, double bx, double by) {
    /** p ↦ p. */
    public static final AffineMap IDENTITY = new AffineMap(1, 0, 0, 1, 0, 0);

    /** A turn by an angle in degrees, counter-clockwise, then a stretch of both axes, then a shift. */
    public static AffineMap turned(double degrees, double stretch, double bx, double by) {
        double c = stretch * Math.cos(Math.PI * degrees / 180);
        double s = stretch * Math.sin(Math.PI * degrees / 180);
        return new AffineMap(c, -s, s, c, bx, by);
    }

    /** First coordinate of the image of (x, y). */
    public double x(double x, double y) {
        return xx * x + xy * y + bx;
    }

    /** Second coordinate of the image of (x, y). */
    public double y(double x, double y) {
        return yx * x + yy * y + by;
    }

    /** This map after another one, which is one affine map again: B(Ap + b) + c = (BA)p + (Bb + c). */
    public AffineMap after(AffineMap first) {
        return new AffineMap(
                xx * first.xx + xy * first.yx,
                xx * first.xy + xy * first.yy,
                yx * first.xx + yy * first.yx,
                yx * first.xy + yy * first.yy,
                x(first.bx, first.by),
                y(first.bx, first.by));
    }

    /**
     * The largest distance between where a point goes by one map after another, and by the map that both make. Nothing but
     * rounding.
     *
     * @param points x before y
     */
    public static double gap(AffineMap first, AffineMap second, double... points) {
        AffineMap both = second.after(first);
        double largest = 0;
        for (int i = 0; i < points.length; i += 2) {
            double x = first.x(points[i], points[i + 1]);
            double y = first.y(points[i], points[i + 1]);
            double dx = second.x(x, y) - both.x(points[i], points[i + 1]);
            double dy = second.y(x, y) - both.y(points[i], points[i + 1]);
            largest = Math.max(largest, Math.sqrt(dx * dx + dy * dy));
        }
        return largest;
    }

    /** Whether f(p + q) = f(p) + f(q) for all p and q: both sides differ by the shift. */
    public boolean isLinear() {
        return bx == 0 && by == 0;
    }

    /** A map on the way to another one, number by number: 0 is this one and 1 the other. */
    public AffineMap towards(AffineMap other, double share) {
        return new AffineMap(
                xx + share * (other.xx - xx),
                xy + share * (other.xy - xy),
                yx + share * (other.yx - yx),
                yy + share * (other.yy - yy),
                bx + share * (other.bx - bx),
                by + share * (other.by - by));
    }
}
