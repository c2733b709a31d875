package latentlab.server.runs;

/** Told how far something has come. */
@FunctionalInterface
public interface Progress {
    /**
     * Called again and again, from one thread.
     *
     * @param bytes that are done
     * @param all   that there are, as far as is known by now
     */
    void of(long bytes, long all);
}
