package latentlab.client.page;

import latentlab.client.state.PenPath;
import latentlab.image.Drawing;
import latentlab.image.Stroke;

/** A few digits as a person would draw them, for the pages to begin with. */
public final class BuiltInDigits {
    /** Points between two given ones. */
    private static final int SMOOTHNESS = 8;

    private BuiltInDigits() {}

    public static Drawing two() {
        return Drawing.EMPTY.with(curve(28, 32, 36, 19, 54, 15, 68, 25, 66, 42, 50, 62, 28, 83, 50, 82, 76, 80));
    }

    public static Drawing three() {
        return Drawing.EMPTY.with(
                curve(30, 22, 46, 14, 64, 20, 65, 36, 46, 47, 64, 53, 70, 69, 56, 84, 36, 85, 25, 75));
    }

    public static Drawing five() {
        return Drawing.EMPTY
                .with(curve(36, 18, 34, 32, 31, 48, 46, 43, 64, 50, 69, 66, 58, 83, 40, 87, 26, 78))
                .with(curve(36, 18, 52, 17, 70, 15));
    }

    public static Drawing seven() {
        return Drawing.EMPTY.with(curve(27, 22, 48, 20, 70, 19, 64, 38, 53, 60, 45, 86));
    }

    /** A smooth line through the points (Catmull and Rom 1974), given in hundredths of the surface. */
    private static Stroke curve(int... points) {
        int last = points.length / 2 - 1;
        float[] xs = new float[last * SMOOTHNESS + 1];
        float[] ys = new float[xs.length];
        for (int i = 0; i < xs.length; i++) {
            int from = Math.min(i / SMOOTHNESS, last - 1);
            float t = (i - from * SMOOTHNESS) / (float) SMOOTHNESS;
            xs[i] = PenPath.snap(spline(points, 0, from, last, t));
            ys[i] = PenPath.snap(spline(points, 1, from, last, t));
        }
        return new Stroke(xs, ys);
    }

    private static float spline(int[] points, int axis, int from, int last, float t) {
        float before = points[2 * Math.max(0, from - 1) + axis];
        float start = points[2 * from + axis];
        float end = points[2 * (from + 1) + axis];
        float after = points[2 * Math.min(last, from + 2) + axis];
        float curved = 2 * start
                + (end - before) * t
                + (2 * before - 5 * start + 4 * end - after) * t * t
                + (3 * start - before - 3 * end + after) * t * t * t;
        return curved / 200;
    }
}
