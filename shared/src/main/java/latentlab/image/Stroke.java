package latentlab.image;

/**
 * One movement of the pen, as a line through points. A single point is a dot.
 *
 * @param xs from the left, in sides of the square drawing surface, so that 1 is its right edge. Not copied.
 * @param ys from the top, likewise; as many as xs, at least one
 */
public record Stroke(float[] xs, float[] ys) {
    /** @throws IllegalArgumentException when there is no point or the two arrays differ in length */
    public Stroke {
        if (xs.length == 0 || xs.length != ys.length) {
            throw new IllegalArgumentException(
                    "a stroke has at least one point, and an x for each y; got " + xs.length + " and " + ys.length);
        }
    }

    /** Number of points. */
    public int size() {
        return xs.length;
    }

    /** The stroke with one more point. */
    public Stroke with(float x, float y) {
        return new Stroke(append(xs, x), append(ys, y));
    }

    /** The stroke's first points, at least one: how it looked while it was drawn. */
    public Stroke first(int points) {
        return part(0, points);
    }

    /** Points {@code from} (inclusive) to {@code to} (exclusive). */
    Stroke part(int from, int to) {
        float[] x = new float[to - from];
        float[] y = new float[to - from];
        System.arraycopy(xs, from, x, 0, x.length);
        System.arraycopy(ys, from, y, 0, y.length);
        return new Stroke(x, y);
    }

    private static float[] append(float[] values, float value) {
        float[] longer = new float[values.length + 1];
        System.arraycopy(values, 0, longer, 0, values.length);
        longer[values.length] = value;
        return longer;
    }
}
