package latentlab.server.dataset;

/** A file is not what a data set needs; the message names the file, the offset and what was expected. */
public final class MalformedDatasetException extends RuntimeException {
    private final String file;
    private final String reason;
    private final long offset;

    /**
     * @param file   as the user knows it
     * @param offset at which the unpacked file stopped making sense, in bytes
     */
    public MalformedDatasetException(String file, long offset, String message) {
        super(file + ", byte " + offset + ": " + message);
        this.file = file;
        reason = message;
        this.offset = offset;
    }

    /** The same of a file that nobody can mend by itself. */
    MalformedDatasetException ofTheProgram() {
        return new MalformedDatasetException(
                file, offset, reason + "; it travels with the program: get or build that again and restart it");
    }

    public String file() {
        return file;
    }

    public long offset() {
        return offset;
    }
}
