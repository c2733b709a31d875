package latentlab.client.state;

import latentlab.image.Drawing;

/**
 * What a picture is made from: the visitor's strokes, or an image of the test set.
 *
 * @param drawing empty when there is a test digit
 * @param digit   null when the picture is drawn
 */
public record Input(Drawing drawing, TestDigit digit) {
    /** Nothing drawn, nothing picked. */
    public static final Input EMPTY = new Input(Drawing.EMPTY, null);

    /** Strokes. */
    public static Input drawn(Drawing drawing) {
        return new Input(drawing, null);
    }

    /** An image of the test set. */
    public static Input picked(TestDigit digit) {
        return new Input(Drawing.EMPTY, digit);
    }

    /** Whether there is nothing to see. */
    public boolean isEmpty() {
        return digit == null && drawing.isEmpty();
    }
}
