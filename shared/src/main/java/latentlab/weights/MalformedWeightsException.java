package latentlab.weights;

/** The bytes are not a usable weights file; the message says where and what was expected. */
public final class MalformedWeightsException extends RuntimeException {
    private final int offset;

    public MalformedWeightsException(int offset, String message) {
        super("at byte " + offset + ": " + message);
        this.offset = offset;
    }

    /** Position in the file at which it stopped making sense, in bytes from the start. */
    public long offset() {
        return offset;
    }
}
