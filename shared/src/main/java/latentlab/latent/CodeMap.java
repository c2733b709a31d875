package latentlab.latent;

import java.util.function.BiConsumer;
import latentlab.statistics.PrincipalAxes;

/**
 * A flat picture of codes: where each lies in the square [0,1]², x to the right and y down, and where another code belongs.
 * Both directions have the same scale.
 */
public final class CodeMap {
    /** Of the square, left free around the codes. */
    private static final double MARGIN = 0.03;

    /** Codes that say where another one belongs. */
    private static final int GUIDES = 8;

    private final float[] xs;
    private final float[] ys;
    private final BiConsumer<float[], double[]> placing;
    private final double share;

    private CodeMap(float[] xs, float[] ys, BiConsumer<float[], double[]> placing, double share) {
        this.xs = xs;
        this.ys = ys;
        this.placing = placing;
        this.share = share;
    }

    /**
     * By the first two principal axes. Another code's place is exact, and a straight path is straight here, too.
     *
     * @param codes (n,d), one after the other
     */
    public static CodeMap ofAxes(float[] codes, int d) {
        PrincipalAxes axes = PrincipalAxes.of(codes, d);
        double[] flat = new double[2 * (codes.length / d)];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = i % 2 < d ? axes.coordinate(codes, i / 2, i % 2) : 0;
        }
        Frame frame = Frame.around(flat);
        return new CodeMap(
                frame.xs(flat),
                frame.ys(flat),
                (code, place) -> {
                    place[0] = frame.x(axes.coordinate(code, 0, 0));
                    place[1] = frame.y(d > 1 ? axes.coordinate(code, 0, 1) : 0);
                },
                axes.share(2));
    }

    /**
     * By places that were found for these codes alone. Another code belongs to the mean of the places of the
     * {@value #GUIDES} nearest, each weighted by 1/distance².
     *
     * @param nearest among the same codes
     * @param places  (n,2), see {@link NeighbourMap#places}
     */
    public static CodeMap ofPlaces(NearestCodes nearest, float[] places) {
        double[] flat = new double[places.length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = places[i];
        }
        Frame frame = Frame.around(flat);
        float[] xs = frame.xs(flat);
        float[] ys = frame.ys(flat);
        return new CodeMap(xs, ys, (code, place) -> guide(nearest, xs, ys, code, place), -1);
    }

    private static void guide(NearestCodes nearest, float[] xs, float[] ys, float[] code, double[] place) {
        NearestCodes.Found found = nearest.of(code, Math.min(GUIDES, nearest.size()));
        double sum = 0;
        place[0] = 0;
        place[1] = 0;
        for (int i = 0; i < found.indices().length; i++) {
            double square = found.distances()[i] * found.distances()[i];
            double weight = 1 / Math.max(square, 1e-20); // at a code itself, its place and no other
            place[0] += weight * xs[found.indices()[i]];
            place[1] += weight * ys[found.indices()[i]];
            sum += weight;
        }
        place[0] /= sum;
        place[1] /= sum;
    }

    /** From left to right, of each code (n). */
    public float[] xs() {
        return xs;
    }

    /** From top to bottom, of each code (n). */
    public float[] ys() {
        return ys;
    }

    /** The share of the codes' variance that is to be seen; −1 where that means nothing. */
    public double share() {
        return share;
    }

    /**
     * Where a code belongs.
     *
     * @param code  (d)
     * @param place x and y, overwritten; may lie outside of the square
     */
    public void place(float[] code, double[] place) {
        placing.accept(code, place);
    }

    /** The code whose place is nearest to a point and no farther than {@code reach}; −1 for none. */
    public int nearest(double x, double y, double reach) {
        int best = -1;
        double limit = reach * reach;
        for (int i = 0; i < xs.length; i++) {
            double dx = xs[i] - x;
            double dy = ys[i] - y;
            double square = dx * dx + dy * dy;
            if (square <= limit) {
                limit = square;
                best = i;
            }
        }
        return best;
    }

    /** Fits numbers into the square: x ↦ ½ + scale·(x − centre). */
    private record Frame(double centreX, double centreY, double scale) {
        static Frame around(double[] flat) {
            double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
            double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
            for (int i = 0; i < flat.length; i++) {
                low[i % 2] = Math.min(low[i % 2], flat[i]);
                high[i % 2] = Math.max(high[i % 2], flat[i]);
            }
            double side = Math.max(high[0] - low[0], high[1] - low[1]);
            return new Frame((low[0] + high[0]) / 2, (low[1] + high[1]) / 2, side > 0 ? (1 - 2 * MARGIN) / side : 1);
        }

        double x(double value) {
            return 0.5 + scale * (value - centreX);
        }

        double y(double value) {
            return 0.5 + scale * (value - centreY);
        }

        float[] xs(double[] flat) {
            float[] xs = new float[flat.length / 2];
            for (int i = 0; i < xs.length; i++) {
                xs[i] = (float) x(flat[2 * i]);
            }
            return xs;
        }

        float[] ys(double[] flat) {
            float[] ys = new float[flat.length / 2];
            for (int i = 0; i < ys.length; i++) {
                ys[i] = (float) y(flat[2 * i + 1]);
            }
            return ys;
        }
    }
}
