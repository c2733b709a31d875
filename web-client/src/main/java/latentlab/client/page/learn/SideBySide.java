package latentlab.client.page.learn;

import latentlab.client.benchmark.Timing;
import latentlab.client.page.BenchmarkClock;
import org.teavm.jso.browser.Window;

/** Times two calls by turns, in slices with the browser's own work in between. */
final class SideBySide {
    private final Timing first;
    private final Timing second;
    private final Measured measured;
    private boolean running = true;

    /** Hears the result. */
    interface Measured {
        /** Median milliseconds of a call. */
        void result(double first, double second);
    }

    SideBySide(Runnable first, Runnable second, Measured measured) {
        this.first = new Timing(first, BenchmarkClock::now);
        this.second = new Timing(second, BenchmarkClock::now);
        this.measured = measured;
        Window.setTimeout(this::slice, 0);
    }

    boolean isRunning() {
        return running;
    }

    private void slice() {
        if (!first.done()) {
            first.step();
        }
        if (!second.done()) {
            second.step();
        }
        running = !first.done() || !second.done();
        if (running) {
            Window.setTimeout(this::slice, 0);
        } else {
            measured.result(first.milliseconds(), second.milliseconds());
        }
    }
}
