package latentlab.server.training;

/** A training can't start or go on; the message says why and what to do. */
public final class TrainingException extends RuntimeException {
    public TrainingException(String message) {
        super(message);
    }
}
