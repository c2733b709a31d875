package latentlab.client.state;

/** Which codes are mixed, one character each: {@code A} to {@code D} for the drawings, {@code 0} to {@code 9} for class means. */
public final class Recipe {
    /** Drawings. */
    public static final int SLOTS = 4;

    private Recipe() {}

    /** Whether a character stands for a code. */
    public static boolean isIngredient(char c) {
        return isSlot(c) || c >= '0' && c <= '9';
    }

    /** Whether it stands for a drawing. */
    public static boolean isSlot(char c) {
        return c >= 'A' && c < 'A' + SLOTS;
    }

    /** The text, if it is a recipe of a permitted length; else the other one. */
    static String read(String text, int least, int most, String otherwise) {
        boolean good = text.length() >= least && text.length() <= most;
        for (int i = 0; good && i < text.length(); i++) {
            good = isIngredient(text.charAt(i));
        }
        return good ? text : otherwise;
    }
}
