package latentlab.client.benchmark;

/** What is timed. */
public enum Operation {
    /** 784 pixels to a code. */
    ENCODE("encode"),
    /** A code to 784 pixels. */
    DECODE("decode"),
    /** A point between two codes to 784 pixels. */
    INTERPOLATE("interpolate");

    private final String word;

    Operation(String word) {
        this.word = word;
    }

    /** In a page's attributes and in results. */
    public String word() {
        return word;
    }

    /** The operation of that word. */
    public static Operation of(String word) {
        for (Operation operation : values()) {
            if (operation.word.equals(word)) {
                return operation;
            }
        }
        throw new IllegalArgumentException("no operation " + word);
    }
}
