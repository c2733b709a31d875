package latentlab.server.models;

/** A file is not what was once written; the message says which one, and what to do about it. */
public final class DamagedFileException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /** @param file what to call it in a message */
    public DamagedFileException(String file) {
        super(file
                + " is damaged: its bytes are not those that its run has written (SHA-256). Put it back from a backup,"
                + " or remove it and start the run again.");
    }
}
