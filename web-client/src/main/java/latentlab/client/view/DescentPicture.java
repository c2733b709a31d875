package latentlab.client.view;

import latentlab.theory.ContourLines;
import latentlab.theory.Descent;
import latentlab.theory.Surface;
import org.teavm.jso.dom.html.HTMLElement;

/** A surface from above, the start that can be dragged, and the way down from it. */
public final class DescentPicture {
    private static final int LEVELS = 14;
    private static final int CELLS = 64;

    private final Plane plane;
    private final ContourPaths contours;
    private final HTMLElement rest;
    private final HTMLElement way;
    private final HTMLElement here;
    private final Handle start;
    private Surface surface;

    /** @param moved called when the visitor has put the start elsewhere */
    public DescentPicture(HTMLElement svg, Handle.Moved moved) {
        plane = new Plane(svg, -Surface.REACH, -Surface.REACH, 2 * Surface.REACH);
        contours = new ContourPaths(plane, LEVELS);
        rest = plane.path("rest");
        way = plane.path("way");
        here = plane.dot("here", 0.07);
        start = new Handle(plane, Text.of("Start"), "start", moved).ledByPlane();
    }

    private void open(Surface shown) {
        surface = shown;
        double left = surface.centreX() - Surface.REACH;
        double bottom = surface.centreY() - Surface.REACH;
        plane.look(left, bottom);
        contours.show(new ContourLines(surface::value, left, bottom, 2 * Surface.REACH, CELLS));
    }

    /**
     * Shows a descent.
     *
     * @param step where one looks
     * @param stop where it ends; what would come after it is only hinted at
     */
    public void show(Surface shown, Descent descent, int step, int stop) {
        if (surface != shown) {
            open(shown);
        }
        path(descent, 0, step).show(way);
        path(descent, stop, descent.steps()).show(rest);
        Plane.move(here, descent.x(step), descent.y(step));
        start.show(descent.x(0), descent.y(0));
    }

    private static PathData path(Descent descent, int from, int to) {
        PathData path = new PathData().move(descent.x(from), descent.y(from));
        for (int i = from + 1; i <= to; i++) {
            path.line(descent.x(i), descent.y(i));
        }
        return path;
    }
}
