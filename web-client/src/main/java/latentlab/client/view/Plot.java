package latentlab.client.view;

import org.teavm.jso.dom.html.HTMLElement;

/**
 * Curves over two axes, drawn anew whenever something changes: {@link #begin}, then what is to be seen. Its units are CSS
 * pixels, so that text and lines are as large at any width.
 */
public final class Plot {
    private static final int LEFT = 52;
    private static final int RIGHT = 12;
    private static final int TOP = 10;
    private static final int BOTTOM = 24;

    /** Between two ticks, at least, in CSS pixels. */
    private static final int TICK_WIDTH = 64;

    private static final int TICK_HEIGHT = 34;

    private final HTMLElement svg;
    private double width;
    private double height;
    private double fromX;
    private double toX;
    private double fromY;
    private double toY;

    /** @param svg an empty one of the template, whose size the style sheet knows */
    public Plot(HTMLElement svg) {
        this.svg = svg;
    }

    /** Forgets what was drawn, and draws the axes. */
    public void begin(double firstX, double lastX, double firstY, double lastY) {
        fromX = firstX;
        toX = lastX;
        fromY = firstY;
        toY = lastY;
        width = svg.getClientWidth();
        height = svg.getClientHeight();
        svg.clear();
        Svg.show(svg, 0, 0, width, height);
        double stepX = step(toX - fromX, (width - LEFT - RIGHT) / TICK_WIDTH);
        double stepY = step(toY - fromY, (height - TOP - BOTTOM) / TICK_HEIGHT);
        PathData grid = new PathData();
        for (double x = Math.ceil(fromX / stepX - 1e-9) * stepX; x <= toX + 1e-9 * stepX; x += stepX) {
            grid.move(x(x), TOP).line(x(x), height - BOTTOM);
            label(number(x, stepX), x(x), height - 8, "middle");
        }
        for (double y = Math.ceil(fromY / stepY - 1e-9) * stepY; y <= toY + 1e-9 * stepY; y += stepY) {
            grid.move(LEFT, y(y)).line(width - RIGHT, y(y));
            label(number(y, stepY), LEFT - 6, y(y) + 4, "end");
        }
        grid.show(Svg.append(svg, "path", "grid"));
    }

    /** A curve through points; one that is not finite is a gap. */
    public void curve(String cssClass, double[] xs, double[] ys) {
        PathData path = new PathData();
        boolean on = false;
        for (int i = 0; i < xs.length; i++) {
            boolean there = ys[i] - ys[i] == 0;
            if (there && on) {
                path.line(x(xs[i]), y(ys[i]));
            } else if (there) {
                path.move(x(xs[i]), y(ys[i]));
            }
            on = there;
        }
        path.show(Svg.append(svg, "path", "curve " + cssClass));
    }

    /** Many small points. */
    public void points(String cssClass, double[] xs, double[] ys, int count) {
        PathData path = new PathData();
        for (int i = 0; i < count; i++) {
            path.dot(x(xs[i]), y(ys[i]));
        }
        path.show(Svg.append(svg, "path", "points " + cssClass));
    }

    public void dot(String cssClass, double x, double y) {
        HTMLElement dot = Svg.append(svg, "circle", cssClass);
        Svg.set(dot, "r", 5);
        Svg.at(dot, x(x), y(y));
    }

    /** From the bottom to the top. */
    public void upright(String cssClass, double x) {
        Svg.line(Svg.append(svg, "line", cssClass), x(x), TOP, x(x), height - BOTTOM);
    }

    /** From the left to the right. */
    public void level(String cssClass, double y) {
        Svg.line(Svg.append(svg, "line", cssClass), LEFT, y(y), width - RIGHT, y(y));
    }

    private double x(double x) {
        return LEFT + (x - fromX) / (toX - fromX) * (width - LEFT - RIGHT);
    }

    /** Kept near the picture: far beyond it nobody looks, and the text of a number has no room. */
    private double y(double y) {
        double share = Math.max(-5, Math.min(6, (y - fromY) / (toY - fromY)));
        return TOP + (1 - share) * (height - TOP - BOTTOM);
    }

    private void label(String text, double x, double y, String anchor) {
        HTMLElement label = Svg.append(svg, "text", "");
        Svg.set(label, "x", x);
        Svg.set(label, "y", y);
        label.setAttribute("text-anchor", anchor);
        Dom.text(label, text);
    }

    /** The distance of ticks, 1, 2 or 5 times a power of ten, such that there are not more than so many. */
    private static double step(double span, double most) {
        double power = 1;
        while (power < span) {
            power *= 10;
        }
        while (power > span / Math.max(1, most)) {
            power /= 10;
        }
        for (int times : new int[] {1, 2, 5, 10}) {
            if (span / (times * power) <= Math.max(1, most)) {
                return times * power;
            }
        }
        return span;
    }

    private static String number(double value, double step) {
        int places = 0;
        for (double s = step; s < 0.99 && places < 6; s *= 10) {
            places++;
        }
        return Decimal.fixed(value, places);
    }
}
