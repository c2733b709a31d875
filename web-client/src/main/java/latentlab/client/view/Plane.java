package latentlab.client.view;

import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.TextRectangle;

/**
 * A square of the plane as a drawing, whose coordinates are the plane's own: x to the right, y upwards. Lines keep their
 * width on the screen at any size.
 */
public final class Plane {
    private static final int MAX_GRID = 40;

    private final HTMLElement svg;
    private final HTMLElement upwards;
    private final HTMLElement grid;
    private final HTMLElement axes;
    private final double side;
    private double left;
    private double bottom;

    /** @param svg an empty square one of the template */
    public Plane(HTMLElement svg, double left, double bottom, double side) {
        this.svg = svg;
        this.side = side;
        svg.clear();
        upwards = Svg.append(svg, "g", "");
        upwards.setAttribute("transform", "scale(1 -1)");
        grid = path("grid");
        axes = path("axes");
        look(left, bottom);
    }

    /** Shows another square of the plane, as large as the first one. */
    public void look(double newLeft, double newBottom) {
        left = newLeft;
        bottom = newBottom;
        double top = bottom + side;
        double right = left + side;
        Svg.show(svg, left, -top, side, side);
        PathData lines = new PathData();
        for (int i = -MAX_GRID; i <= MAX_GRID; i++) {
            if (i > left && i < right) {
                lines.move(i, bottom).line(i, top);
            }
            if (i > bottom && i < top) {
                lines.move(left, i).line(right, i);
            }
        }
        lines.show(grid);
        new PathData().move(left, 0).line(right, 0).move(0, bottom).line(0, top).show(axes);
    }

    public double left() {
        return left;
    }

    public double bottom() {
        return bottom;
    }

    public double side() {
        return side;
    }

    HTMLElement element() {
        return svg;
    }

    /** An element above all that there is so far. */
    public HTMLElement append(String tag, String cssClass) {
        return Svg.append(upwards, tag, cssClass);
    }

    /** A path, empty at first. */
    public HTMLElement path(String cssClass) {
        return append("path", cssClass);
    }

    /** A dot of a radius in the plane's units. */
    public HTMLElement dot(String cssClass, double radius) {
        HTMLElement dot = append("circle", cssClass);
        Svg.set(dot, "r", radius);
        return dot;
    }

    /** Moves a dot. */
    public static void move(HTMLElement dot, double x, double y) {
        Svg.at(dot, x, y);
    }

    double x(PointerEvent event) {
        TextRectangle box = svg.getBoundingClientRect();
        return left + (event.getClientX() - box.getLeft()) / box.getWidth() * side;
    }

    double y(PointerEvent event) {
        TextRectangle box = svg.getBoundingClientRect();
        return bottom + (1 - (event.getClientY() - box.getTop()) / box.getHeight()) * side;
    }
}
