package latentlab.client.view;

/** Numbers as text, without what the general formatter would add to the page's weight. */
public final class Decimal {
    private Decimal() {}

    /**
     * With a fixed number of decimal places, rounded half away from zero, and a real minus sign so that tabular figures
     * line up, as people read it.
     *
     * @param number of absolute value below 2³¹ of its last places
     * @param places 0 to 6
     */
    public static String fixed(double number, int places) {
        return Text.number(written(number, places));
    }

    private static String written(double number, int places) {
        int scale = 1;
        for (int i = 0; i < places; i++) {
            scale *= 10;
        }
        int units = (int) (Math.abs(number) * scale + 0.5);
        StringBuilder text = new StringBuilder();
        if (number < 0 && units > 0) {
            text.append('−');
        }
        text.append(units / scale);
        if (places > 0) {
            text.append('.');
            String fraction = Integer.toString(units % scale);
            for (int i = fraction.length(); i < places; i++) {
                text.append('0');
            }
            text.append(fraction);
        }
        return text.toString();
    }

    /** For attributes and CSS, which know only the point, and the hyphen as a minus sign. */
    public static String plain(double number) {
        return plain(number, 3);
    }

    /** With fewer places or more, 0 to 6. */
    public static String plain(double number, int places) {
        return written(number, places).replace('−', '-');
    }
}
