package latentlab.client.view;

import latentlab.theory.ContourLines;
import org.teavm.jso.dom.html.HTMLElement;

/** A surface from above: its lines of equal height, the higher the stronger. */
public final class ContourPaths {
    private final HTMLElement[] paths;

    public ContourPaths(Plane plane, int levels) {
        paths = new HTMLElement[levels];
        for (int i = 0; i < levels; i++) {
            paths[i] = plane.path("contour");
            Svg.set(paths[i], "stroke-opacity", 0.25 + 0.7 * i / levels);
        }
    }

    public void show(ContourLines lines) {
        double[] levels = lines.levels(paths.length);
        for (int i = 0; i < paths.length; i++) {
            PathData path = new PathData();
            lines.trace(
                    levels[i],
                    (fromX, fromY, toX, toY) -> path.move(fromX, fromY).line(toX, toY));
            path.show(paths[i]);
        }
    }
}
