package latentlab.client.state;

import java.util.ArrayList;
import java.util.List;
import latentlab.image.Drawing;
import latentlab.image.Stroke;

/** A drawing as text that fits into a link: two characters a coordinate, x before y, a dot between strokes. */
final class Ink {
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Ink() {}

    static String write(Drawing drawing) {
        StringBuilder text = new StringBuilder();
        for (Stroke stroke : drawing.strokes()) {
            if (text.length() > 0) {
                text.append('.');
            }
            for (int i = 0; i < stroke.size(); i++) {
                write(stroke.xs()[i], text);
                write(stroke.ys()[i], text);
            }
        }
        return text.toString();
    }

    /** @return null when the text is no drawing */
    static Drawing read(String text) {
        List<Stroke> strokes = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('.', from);
            if (end < 0) {
                end = text.length();
            }
            if (end == from || (end - from) % 4 != 0) {
                return null;
            }
            float[] xs = new float[(end - from) / 4];
            float[] ys = new float[xs.length];
            for (int i = 0; i < xs.length; i++) {
                xs[i] = read(text, from + 4 * i);
                ys[i] = read(text, from + 4 * i + 2);
                if (xs[i] < 0 || ys[i] < 0) {
                    return null;
                }
            }
            strokes.add(new Stroke(xs, ys));
            from = end + 1;
        }
        return new Drawing(strokes);
    }

    private static void write(float position, StringBuilder text) {
        int number = (int) (PenPath.snap(position) * PenPath.GRID + 0.5f);
        text.append(DIGITS.charAt(number >> 6)).append(DIGITS.charAt(number & 63));
    }

    private static float read(String text, int at) {
        int high = DIGITS.indexOf(text.charAt(at));
        int low = DIGITS.indexOf(text.charAt(at + 1));
        return high < 0 || low < 0 ? -1 : (high << 6 | low) / (float) PenPath.GRID;
    }
}
