package latentlab.server.models;

/** A file is not what was once written; the message says which one, and what to do about it. */
public final class DamagedFileException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private DamagedFileException(String message) {
        super(message);
    }

    /** @param file what to call it in a message */
    public static DamagedFileException ofARun(String file) {
        return new DamagedFileException(file
                + " is damaged: its bytes are not those that its run has written (SHA-256). Put it back from a backup,"
                + " or remove it and start the run again.");
    }

    /** @param file what to call it in a message */
    static DamagedFileException ofTheProgram(String file) {
        return new DamagedFileException(
                file + " is damaged: its bytes are not those that travel with the program (CRC-32). "
                        + WeightsFile.PROGRAM_ANEW);
    }
}
