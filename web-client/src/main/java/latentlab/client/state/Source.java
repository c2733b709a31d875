package latentlab.client.state;

import latentlab.image.Drawing;

/**
 * Where a picture comes from, as a link says it: {@code ink.…} for strokes, {@code none} for an empty surface,
 * {@code test.7} for an image of MNIST's test set, {@code test.7.NAME} for one of another data set's.
 *
 * @param drawing null when it is an image of a test set
 * @param index   of that image, else −1
 * @param dataset its name, else empty
 */
public record Source(Drawing drawing, int index, String dataset) {
    private static final String INK = "ink.";
    private static final String TEST = "test.";
    private static final String NONE = "none";

    /** What is there, be it nothing. */
    public static Source of(Input input) {
        TestDigit digit = input.digit();
        return digit == null ? new Source(input.drawing(), -1, "") : new Source(null, digit.index(), digit.dataset());
    }

    /** @return null when the text says nothing that could be understood */
    static Source read(String text) {
        if (text.equals(NONE)) {
            return new Source(Drawing.EMPTY, -1, "");
        }
        if (text.startsWith(INK)) {
            Drawing drawing = Ink.read(text.substring(INK.length()));
            return drawing == null || drawing.isEmpty() ? null : new Source(drawing, -1, "");
        }
        if (!text.startsWith(TEST)) {
            return null;
        }
        int dot = text.indexOf('.', TEST.length());
        int index = Fragment.wholeNumber(text.substring(TEST.length(), dot < 0 ? text.length() : dot));
        String dataset = dot < 0 ? TestDigit.MNIST : text.substring(dot + 1);
        return index < 0 || !isName(dataset) ? null : new Source(null, index, dataset);
    }

    /** Small letters, digits and hyphens, as it becomes part of an address. */
    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    String write() {
        if (drawing != null) {
            return drawing.isEmpty() ? NONE : INK + Ink.write(drawing);
        }
        return TEST + index + (dataset.equals(TestDigit.MNIST) ? "" : "." + dataset);
    }
}
