package latentlab.client.view;

import latentlab.theory.ContourLines;
import latentlab.theory.QuadraticModel;
import latentlab.theory.QuadraticModel.Curvature;
import latentlab.theory.StationaryPoint;
import latentlab.theory.Surface;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * A surface from above with a point that can be moved: the quadratic model there as dashed lines of the same heights, the
 * way down, and the two directions of curvature, each with the colour of its sign.
 */
public final class CurvaturePicture {
    private static final int LEVELS = 14;
    private static final int CELLS = 64;
    private static final double REACH = 0.8; // of the model around the point
    private static final int MODEL_CELLS = 24;
    private static final double ARM = 0.55;
    private static final double LONGEST_ARROW = 0.9;

    private final Plane plane;
    private final ContourPaths contours;
    private final HTMLElement model;
    private final HTMLElement down;
    private final HTMLElement first;
    private final HTMLElement second;
    private final Handle point;
    private Surface surface;
    private double[] levels = {};

    /**
     * @param moved  called when the visitor has put the point elsewhere
     * @param looked called with where a mouse is over the surface, with NaN when it is gone
     */
    public CurvaturePicture(HTMLElement svg, Handle.Moved moved, Handle.Moved looked) {
        plane = new Plane(svg, -Surface.REACH, -Surface.REACH, 2 * Surface.REACH);
        contours = new ContourPaths(plane, LEVELS);
        model = plane.path("model");
        down = plane.path("arrow");
        first = plane.path("");
        second = plane.path("");
        point = new Handle(plane, Text.of("Where you look"), "", moved)
                .ledByPlane()
                .hovered(looked);
    }

    public void show(Surface shown, QuadraticModel at) {
        if (surface != shown) {
            surface = shown;
            double left = surface.centreX() - Surface.REACH;
            double bottom = surface.centreY() - Surface.REACH;
            plane.look(left, bottom);
            ContourLines lines = new ContourLines(surface::value, left, bottom, 2 * Surface.REACH, CELLS);
            contours.show(lines);
            levels = lines.levels(LEVELS);
        }
        PathData dashes = new PathData();
        ContourLines near = new ContourLines(at::value, at.x() - REACH, at.y() - REACH, 2 * REACH, MODEL_CELLS);
        for (double level : levels) {
            near.trace(level, (fromX, fromY, toX, toY) -> {
                if (inReach(at, fromX, fromY) && inReach(at, toX, toY)) {
                    dashes.move(fromX, fromY).line(toX, toY);
                }
            });
        }
        dashes.show(model);
        double length = Math.min(LONGEST_ARROW, at.gradientNorm());
        double share = at.gradientNorm() < 1e-6 ? 0 : -length / at.gradientNorm();
        arrow(at.x(), at.y(), share * at.gx(), share * at.gy()).show(down);
        Curvature c = at.curvature();
        arm(first, at, c.first(), c.firstX(), c.firstY());
        arm(second, at, c.second(), c.secondX(), c.secondY());
        point.show(at.x(), at.y());
    }

    private static boolean inReach(QuadraticModel at, double x, double y) {
        double dx = x - at.x();
        double dy = y - at.y();
        return dx * dx + dy * dy <= REACH * REACH;
    }

    private static void arm(HTMLElement arm, QuadraticModel at, double eigenvalue, double x, double y) {
        arm.setAttribute("class", "arm " + sign(eigenvalue));
        new PathData()
                .move(at.x() - ARM * x, at.y() - ARM * y)
                .line(at.x() + ARM * x, at.y() + ARM * y)
                .show(arm);
    }

    /** A word for the style sheet. */
    public static String sign(double eigenvalue) {
        return eigenvalue > StationaryPoint.ZERO ? "up" : eigenvalue < -StationaryPoint.ZERO ? "down" : "flat";
    }

    private static PathData arrow(double x, double y, double dx, double dy) {
        PathData path = new PathData().move(x, y).line(x + dx, y + dy);
        path.line(x + 0.8 * dx - 0.12 * dy, y + 0.8 * dy + 0.12 * dx).move(x + dx, y + dy);
        return path.line(x + 0.8 * dx + 0.12 * dy, y + 0.8 * dy - 0.12 * dx);
    }
}
