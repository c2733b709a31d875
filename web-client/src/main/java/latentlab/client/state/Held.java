package latentlab.client.state;

import java.util.ArrayList;
import java.util.List;

/**
 * The code's numbers that the visitor moved, as a link says them: {@code 3:1250,7:-80} for the third at 1.25 and the
 * seventh at −0.08. Whatever moves a number leaves it at a whole thousandth, so that a link carries it exactly.
 *
 * @param bars by their places
 */
public record Held(List<Bar> bars) {
    /** Nothing was moved. */
    public static final Held NONE = new Held(List.of());

    /**
     * One number.
     *
     * @param place       in the code, from 0
     * @param thousandths where it was moved to
     */
    public record Bar(int place, int thousandths) {
        /** Of the number itself. */
        public static Bar of(int place, float value) {
            return new Bar(place, nearest(value));
        }

        public float value() {
            return thousandths / 1000f;
        }
    }

    public boolean isEmpty() {
        return bars.isEmpty();
    }

    /** The nearest number that a link can carry. */
    public static float snap(float value) {
        return nearest(value) / 1000f;
    }

    private static int nearest(float value) {
        return (int) (1000 * value + (value < 0 ? -0.5f : 0.5f));
    }

    /** What can't be understood is left out. */
    static Held read(String text) {
        List<Bar> bars = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf(',', from);
            if (end < 0) {
                end = text.length();
            }
            int colon = text.indexOf(':', from);
            if (colon > from && colon < end) {
                int number = Fragment.wholeNumber(text.substring(from, colon));
                boolean negative = text.startsWith("-", colon + 1);
                int thousandths = Fragment.wholeNumber(text.substring(colon + (negative ? 2 : 1), end));
                if (number > 0 && thousandths >= 0) {
                    bars.add(new Bar(number - 1, negative ? -thousandths : thousandths));
                }
            }
            from = end + 1;
        }
        return new Held(bars);
    }

    String write() {
        StringBuilder text = new StringBuilder();
        for (Bar bar : bars) {
            text.append(text.length() == 0 ? "" : ",")
                    .append(bar.place() + 1)
                    .append(':')
                    .append(bar.thousandths());
        }
        return text.toString();
    }
}
