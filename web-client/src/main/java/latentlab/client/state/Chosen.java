package latentlab.client.state;

import latentlab.image.Drawing;
import latentlab.image.Stroke;
import latentlab.latent.Outline;

/**
 * Which points of the map are chosen: all of some digits, or those that a lasso encloses.
 *
 * @param digits  a bit for each digit, the lowest for 0
 * @param outline on the map; null for none
 */
public record Chosen(int digits, Outline outline) {
    /** No point. */
    public static final Chosen NOTHING = new Chosen(0, null);

    /** These digits with one more, or without it. */
    public Chosen toggled(int digit) {
        return new Chosen(digits ^ 1 << digit, null);
    }

    public boolean has(int digit) {
        return (digits >> digit & 1) == 1;
    }

    /** The points inside a lasso, which a link carries to 1/4095 of the map, as this keeps it. */
    public static Chosen inside(float[] xs, float[] ys) {
        float[] x = new float[xs.length];
        float[] y = new float[xs.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = PenPath.snap(xs[i]);
            y[i] = PenPath.snap(ys[i]);
        }
        return x.length < 3 ? NOTHING : new Chosen(0, new Outline(x, y));
    }

    public boolean isNothing() {
        return digits == 0 && outline == null;
    }

    String write() {
        if (outline != null) {
            return "ink." + Ink.write(Drawing.EMPTY.with(new Stroke(outline.xs(), outline.ys())));
        }
        StringBuilder text = new StringBuilder();
        for (int digit = 0; digit < 10; digit++) {
            if (has(digit)) {
                text.append(digit);
            }
        }
        return text.toString();
    }

    static Chosen read(String text) {
        if (text.startsWith("ink.")) {
            Drawing line = Ink.read(text.substring("ink.".length()));
            return line == null || line.strokes().size() != 1
                    ? NOTHING
                    : inside(line.strokes().get(0).xs(), line.strokes().get(0).ys());
        }
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            digits |= digit >= 0 && digit <= 9 ? 1 << digit : 0;
        }
        return new Chosen(digits, null);
    }
}
