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

    private final Drawing whole;
    private final Consumer<Drawing> show;
    private double begin = -1;
    private boolean stopped;

    SelfDrawing(Drawing whole, Consumer<Drawing> show) {
        this.whole = whole;
        this.show = show;
    }

    void start() {
        if (Dom.reducedMotion()) {
            show.accept(whole);
        } else {
            // The first points are there with the page: something is on its way.
            show.accept(upTo(6));
            Window.requestAnimationFrame(this::tick);
        }
    }

    void stop() {
        stopped = true;
    }

    private void tick(double now) {
        if (stopped) {
            return;
        }
        if (begin < 0) {
            begin = now;
        }
        double points = 6 + (now - begin) * POINTS_PER_MS;
        Drawing drawing = upTo((int) points);
        show.accept(drawing);
        if (drawing != whole) {
            Window.requestAnimationFrame(this::tick);
        }
    }

    private Drawing upTo(int points) {
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
