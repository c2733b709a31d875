package latentlab.server.runs;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is known of a database that can't be reached. To find that out takes seconds, which not every visitor of the site is
 * to wait for: one asks, and meanwhile the others are told what was found last (the pattern of a circuit breaker). For many
 * threads.
 */
final class LostDatabase {
    private static final long BETWEEN_TRIES = TimeUnit.SECONDS.toNanos(1);
    /** Whoever asks has not come back by then, so another one may ask. */
    private static final long LONGEST_TRY = TimeUnit.SECONDS.toNanos(10);

    private final AtomicLong nextTry = new AtomicLong();
    private volatile StoreException found;

    /** @throws StoreException when it was lost a moment ago, and somebody else asks or has just asked whether it is back */
    void check() {
        StoreException known = found;
        if (known != null && !isMyTurn()) {
            throw known;
        }
    }

    private boolean isMyTurn() {
        long due = nextTry.get();
        long now = System.nanoTime();
        return now - due >= 0 && nextTry.compareAndSet(due, now + LONGEST_TRY);
    }

    void found(StoreException lost) {
        nextTry.set(System.nanoTime() + BETWEEN_TRIES);
        found = lost;
    }

    void isBack() {
        if (found != null) {
            found = null;
        }
    }
}
