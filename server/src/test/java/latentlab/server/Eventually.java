package latentlab.server;

import java.time.Duration;

/** Waits for what another thread or process does, for as long as a machine may take that is busy with other things. */
public final class Eventually {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int PAUSE = 10; // milliseconds

    private Eventually() {}

    /** Something that others bring about. */
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** What to say when they don't. */
    public interface Description {
        String text() throws Exception;
    }

    /** Returns as soon as a condition holds; fails with a description of how things stand when it never does. */
    public static void holds(Condition condition, Description otherwise) throws Exception {
        long start = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - start > LONGEST.toNanos()) {
                throw new AssertionError("still not so after " + LONGEST.toSeconds() + " s: " + otherwise.text());
            }
            Thread.sleep(PAUSE);
        }
    }
}
