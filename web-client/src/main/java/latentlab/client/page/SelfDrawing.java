package latentlab.client.page;

import java.util.function.Consumer;
import latentlab.client.view.Dom;
import latentlab.image.Drawing;
import latentlab.image.Stroke;
import org.teavm.jso.browser.Window;

/** Draws a drawing stroke by stroke, at a calm hand's speed; at once for those who asked for less motion. */
final class SelfDrawing {
    private static final double POINTS_PER_MS = 0.055;

    /** The pen travels through the air for as long as it would draw this many points. */
    private static final int PAUSE = 9;

    private static final int FIRST_POINTS = 6;

    private final Drawing whole;
    private final Consumer<Drawing> show;
    private double begin = -1;
    private boolean stopped;

    SelfDrawing(Drawing whole, Consumer<Drawing> show) {
        this.whole = whole;
        this.show = show;
    }

    /** Shows the first points, or all for those who asked for less motion: something is there with the page. */
    void announce() {
        show.accept(Dom.reducedMotion() ? whole : upTo(whole, FIRST_POINTS));
    }

    /** Whether {@link #start} is still to come. */
    boolean isWaiting() {
        return begin < 0 && !stopped;
    }

    /** Draws the rest, once. */
    void start() {
        if (!isWaiting()) {
            return;
        }
        begin = 0;
        if (!Dom.reducedMotion()) {
            Window.requestAnimationFrame(now -> {
                begin = now;
                tick(now);
            });
        }
    }

    void stop() {
        stopped = true;
    }

    /** All at once. */
    void finish() {
        if (!stopped) {
            stopped = true;
            show.accept(whole);
        }
    }

    private void tick(double now) {
        if (stopped) {
            return;
        }
        double points = FIRST_POINTS + (now - begin) * POINTS_PER_MS;
        Drawing drawing = upTo(whole, (int) points);
        show.accept(drawing);
        if (drawing != whole) {
            Window.requestAnimationFrame(this::tick);
        } else {
            stopped = true;
        }
    }

    /** How a drawing looked when that share of the time that it takes was over. */
    static Drawing part(Drawing whole, float share) {
        int points = 0;
        for (Stroke stroke : whole.strokes()) {
            points += stroke.size() + PAUSE;
        }
        return upTo(whole, (int) (share * points));
    }

    private static Drawing upTo(Drawing whole, int points) {
        Drawing drawing = Drawing.EMPTY;
        int left = points;
        for (Stroke stroke : whole.strokes()) {
            if (left <= 0) {
                return drawing;
            }
            if (left < stroke.size()) {
                return drawing.with(stroke.first(left));
            }
            drawing = drawing.with(stroke);
            left -= stroke.size() + PAUSE;
        }
        return whole;
    }
}
