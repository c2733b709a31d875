package latentlab.server.jobs;

/** Runs can't be ordered or cancelled for a while, as what is known of them is about to be replaced. */
public final class PausedException extends IllegalStateException {
    PausedException() {
        super("A backup is being restored. Try again when that is done.");
    }
}
