package latentlab.client.benchmark;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * Times a call in slices so short that a page stays alive between them: first slices to warm up, which also show how
 * many calls make a slice, then batches of so many calls. The result is the batches' median, which a few disturbed ones
 * do not move.
 */
public final class Timing {
    /** Somewhat less than a frame at 60 Hz; a longer call is a slice by itself. */
    static final double SLICE_MS = 12;
    /** Browsers compile ever better what runs often, the last time after some tenths of a second. */
    static final double WARM_UP_MS = 250;

    static final int BATCHES = 25;
    /** Where calls are slow, fewer batches do, once they have taken so long. */
    static final int FEWEST_BATCHES = 5;

    static final double LONGEST_MS = 1000;
    /** To a clock that stands still no number of calls would take any time. */
    static final int MOST_CALLS = 10_000;

    private final Runnable call;
    private final DoubleSupplier clock;
    private final double[] batches = new double[BATCHES]; // ms of a call
    private int batch;
    private int count = 1; // calls in a slice
    private double warm; // ms
    private double measured; // ms

    /**
     * @param call  what is timed
     * @param clock in milliseconds
     */
    public Timing(Runnable call, DoubleSupplier clock) {
        this.call = call;
        this.clock = clock;
    }

    /** Runs one slice. */
    public void step() {
        double start = clock.getAsDouble();
        for (int i = 0; i < count; i++) {
            call.run();
        }
        double time = clock.getAsDouble() - start;
        if (warm < WARM_UP_MS) {
            warm += time;
            // at most ten times as many as before: to a coarse clock few calls take no time at all
            count = time * 10 < SLICE_MS ? 10 * count : Math.max(1, (int) (count * SLICE_MS / time));
            count = Math.min(count, MOST_CALLS);
        } else {
            measured += time;
            batches[batch++] = time / count;
        }
    }

    /** Whether there is nothing left to do. */
    public boolean done() {
        return batch == BATCHES || batch >= FEWEST_BATCHES && measured >= LONGEST_MS;
    }

    /** From 0 to 1. */
    public double progress() {
        return (Math.min(warm / WARM_UP_MS, 1) + (double) batch / BATCHES) / 2;
    }

    /** Median milliseconds of a call; only when done. */
    public double milliseconds() {
        double[] sorted = Arrays.copyOf(batches, batch);
        Arrays.sort(sorted);
        return sorted[batch / 2];
    }
}
