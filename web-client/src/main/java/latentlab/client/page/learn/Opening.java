package latentlab.client.page.learn;

import latentlab.client.view.Dom;
import org.teavm.jso.browser.Window;

/**
 * What moves by itself when a page is opened, so that one sees what there is to move: once, for less than five seconds, and
 * not at all for those who asked for less motion.
 */
final class Opening {
    private static final double MS = 4500;

    private final Show show;
    private double begin;
    private int runs; // so that an earlier one's frames are known for what they are
    private boolean running;

    /** Shows a moment of it. */
    interface Show {
        /** @param share of its time, from 0 to 1; 1 is how it ends, which is always shown unless the visitor takes over */
        void at(double share);
    }

    Opening(Show show) {
        this.show = show;
    }

    /** Begins, from the next frame on; shows the end at once to those who asked for less motion. */
    void begin() {
        if (Dom.reducedMotion()) {
            show.at(1);
        } else {
            play();
        }
    }

    /** Begins, because the visitor asked for it. */
    void play() {
        begin = -1;
        running = true;
        int run = ++runs;
        show.at(0);
        Window.requestAnimationFrame(now -> tick(run, now));
    }

    /** The visitor takes over: nothing is shown any more. */
    void stop() {
        running = false;
    }

    private void tick(int run, double now) {
        if (!running || run != runs) {
            return;
        }
        if (begin < 0) {
            begin = now;
        }
        double share = Math.min(1, (now - begin) / MS);
        running = share < 1;
        show.at(share);
        if (running) {
            Window.requestAnimationFrame(next -> tick(run, next));
        }
    }
}
