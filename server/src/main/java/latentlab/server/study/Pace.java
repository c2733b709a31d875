package latentlab.server.study;

import java.util.Locale;

/** Counts what is done of a number of equal things. */
final class Pace {
    private final int all;
    private final long startedAt = System.nanoTime();
    private int done;

    Pace(int all) {
        this.all = all;
    }

    /** One more is done. */
    String next(String things) {
        done++;
        double rate = done / (1e-9 * Math.max(1, System.nanoTime() - startedAt));
        return String.format(
                Locale.ROOT,
                "%d of %d %s, %.2f/s, %s left",
                done,
                all,
                things,
                rate,
                TrainingsProgress.duration((all - done) / rate));
    }
}
