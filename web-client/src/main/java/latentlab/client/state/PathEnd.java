package latentlab.client.state;

/**
 * An end of the path on the map.
 *
 * @param index of an image of the test set; −1 for the visitor's drawing
 */
public record PathEnd(int index) {
    /** What the visitor has drawn. */
    public static final PathEnd DRAWING = new PathEnd(-1);

    public boolean isDrawing() {
        return index < 0;
    }

    String write() {
        return isDrawing() ? "drawing" : Integer.toString(index);
    }

    /** @param otherwise when the text names no end */
    static PathEnd read(String text, PathEnd otherwise) {
        int index = Fragment.wholeNumber(text);
        return text.equals("drawing") ? DRAWING : index < 0 ? otherwise : new PathEnd(index);
    }
}
