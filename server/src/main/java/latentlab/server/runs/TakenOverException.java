package latentlab.server.runs;

/** Another worker has begun this one's run meanwhile, as nobody had heard of this one for a while. */
public final class TakenOverException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    TakenOverException(String run) {
        super(run + " was taken over by another worker");
    }
}
