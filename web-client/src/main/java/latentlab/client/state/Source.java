package latentlab.client.state;

import latentlab.image.Drawing;

/**
 * Where a picture comes from, as a link says it: {@code ink.…} for strokes, {@code test.7} for an image of the test set.
 *
 * @param drawing null when it is an image of the test set
 * @param index   of that image, else −1
 */
public record Source(Drawing drawing, int index) {
    private static final String INK = "ink.";
    private static final String TEST = "test.";

    /** @return null for an input with nothing to see */
    public static Source of(Input input) {
        if (input.isEmpty()) {
            return null;
        }
        return input.digit() == null
                ? new Source(input.drawing(), -1)
                : new Source(null, input.digit().index());
    }

    /** @return null when the text says nothing that could be understood */
    static Source read(String text) {
        if (text.startsWith(INK)) {
            Drawing drawing = Ink.read(text.substring(INK.length()));
            return drawing == null || drawing.isEmpty() ? null : new Source(drawing, -1);
        }
        int index = text.startsWith(TEST) ? Fragment.wholeNumber(text.substring(TEST.length())) : -1;
        return index < 0 ? null : new Source(null, index);
    }

    String write() {
        return drawing == null ? TEST + index : INK + Ink.write(drawing);
    }
}
