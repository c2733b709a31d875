package latentlab.client.state;

import latentlab.image.Drawing;
import latentlab.image.Stroke;

/**
 * Follows a pen over the surface and adds strokes to a drawing. A pen that leaves the surface ends its stroke at the
 * edge and begins another where it comes back, so that no ink lies where nobody sees it.
 *
 * <p>Points are kept to 1/{@value #GRID} of the surface, which is what a link can carry: a drawing opened from its link
 * is the same drawing.
 */
public final class PenPath {
    /** Positions per side, two characters of 64 each. */
    static final int GRID = 4095;

    /** Points closer than this to the last one add nothing that could be seen. */
    private static final float CLOSE = 0.004f;

    private Drawing finished;
    private Stroke stroke;
    private float x;
    private float y;

    /** Puts the pen down, on a drawing to be continued. */
    public PenPath(Drawing finished, float x, float y) {
        this.finished = finished;
        this.x = x;
        this.y = y;
        if (x >= 0 && x <= 1 && y >= 0 && y <= 1) {
            stroke = point(x, y);
        }
    }

    /** Moves the pen in a straight line; positions in sides of the surface, those outside [0,1] lie beyond its edge. */
    public void moveTo(float toX, float toY) {
        float dx = toX - x;
        float dy = toY - y;
        // The part of the way that lies on the surface, as shares of the way (Liang and Barsky 1984).
        float enter = Math.max(0, Math.max(reach(x, dx, dx > 0 ? 0 : 1), reach(y, dy, dy > 0 ? 0 : 1)));
        float leave = Math.min(1, Math.min(reach(x, dx, dx > 0 ? 1 : 0), reach(y, dy, dy > 0 ? 1 : 0)));
        boolean parallelOutside = dx == 0 && (x < 0 || x > 1) || dy == 0 && (y < 0 || y > 1);
        if (enter <= leave && !parallelOutside) {
            if (stroke == null) {
                stroke = point(x + enter * dx, y + enter * dy);
            }
            add(x + leave * dx, y + leave * dy, leave < 1);
        }
        if (leave < 1 || parallelOutside) {
            finish();
        }
        x = toX;
        y = toY;
    }

    /** The drawing with what the pen has added so far. */
    public Drawing drawing() {
        return stroke == null ? finished : finished.with(stroke);
    }

    private void finish() {
        finished = drawing();
        stroke = null;
    }

    private void add(float toX, float toY, boolean last) {
        float dx = toX - stroke.xs()[stroke.size() - 1];
        float dy = toY - stroke.ys()[stroke.size() - 1];
        if (last || dx * dx + dy * dy >= CLOSE * CLOSE) {
            stroke = stroke.with(snap(toX), snap(toY));
        }
    }

    /** Share of the way at which a coordinate reaches an edge; the way's end or start where it never moves. */
    private static float reach(float from, float delta, float edge) {
        if (delta == 0) {
            return edge == 1 ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
        }
        return (edge - from) / delta;
    }

    private static Stroke point(float x, float y) {
        return new Stroke(new float[] {snap(x)}, new float[] {snap(y)});
    }

    /** The drawing with all points where a link can carry them. */
    public static Drawing snap(Drawing drawing) {
        Drawing snapped = Drawing.EMPTY;
        for (Stroke stroke : drawing.strokes()) {
            float[] xs = new float[stroke.size()];
            float[] ys = new float[xs.length];
            for (int i = 0; i < xs.length; i++) {
                xs[i] = snap(stroke.xs()[i]);
                ys[i] = snap(stroke.ys()[i]);
            }
            snapped = snapped.with(new Stroke(xs, ys));
        }
        return snapped;
    }

    /** The nearest position that a link can carry. */
    public static float snap(float position) {
        return (int) (Math.max(0, Math.min(1, position)) * GRID + 0.5f) / (float) GRID;
    }
}
