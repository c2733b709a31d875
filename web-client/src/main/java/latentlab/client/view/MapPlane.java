package latentlab.client.view;

import java.util.function.Consumer;
import latentlab.theory.AffineMap;
import org.teavm.jso.dom.html.HTMLElement;

/** The plane after an affine map: a figure that shows turns and mirrors, the unit square, and what of the map can be dragged. */
public final class MapPlane {
    /** Points of a 4, x before y. */
    public static final double[] SHAPE = {0.1, 0.9, -0.6, -0.1, 0.6, -0.1, 0.3, 0.4, 0.3, -0.9};

    private static final int FIRST_STROKE = 3; // points

    private final Plane plane;
    private final HTMLElement square;
    private final HTMLElement frame;
    private final HTMLElement after;
    private final HTMLElement[] dots = new HTMLElement[SHAPE.length / 2];
    private AffineMap map = AffineMap.IDENTITY;
    private Handle shift;
    private Handle right;
    private Handle up;

    public MapPlane(HTMLElement svg) {
        plane = new Plane(svg, -2.5, -2.5, 5);
        shape(AffineMap.IDENTITY).show(plane.path("before"));
        square = plane.path("square");
        frame = plane.path("frame");
        after = plane.path("after");
    }

    /**
     * Lets the visitor drag where the origin, (1, 0) and (0, 1) go.
     *
     * @param name    of the map
     * @param dragged called with the map that comes of it
     */
    public void drag(String name, Consumer<AffineMap> dragged) {
        right = new Handle(
                plane,
                Text.of("Where {0} takes (1, 0)", name),
                "",
                (x, y) -> dragged.accept(new AffineMap(
                        difference(x, map.bx()), map.xy(), difference(y, map.by()), map.yy(), map.bx(), map.by())));
        up = new Handle(
                plane,
                Text.of("Where {0} takes (0, 1)", name),
                "",
                (x, y) -> dragged.accept(new AffineMap(
                        map.xx(), difference(x, map.bx()), map.yx(), difference(y, map.by()), map.bx(), map.by())));
        shift = new Handle(
                plane,
                Text.of("Where {0} takes the origin", name),
                "shift",
                (x, y) -> dragged.accept(new AffineMap(map.xx(), map.xy(), map.yx(), map.yy(), x, y)));
    }

    /** Of two whole numbers of hundredths, which is one again. */
    private static double difference(double a, double b) {
        return Math.floor(100 * (a - b) + 0.5) / 100;
    }

    public void show(AffineMap shown) {
        map = shown;
        new PathData()
                .move(map.bx(), map.by())
                .line(map.x(1, 0), map.y(1, 0))
                .line(map.x(1, 1), map.y(1, 1))
                .line(map.x(0, 1), map.y(0, 1))
                .close()
                .show(square);
        new PathData()
                .move(map.x(1, 0), map.y(1, 0))
                .line(map.bx(), map.by())
                .line(map.x(0, 1), map.y(0, 1))
                .show(frame);
        shape(map).show(after);
        if (shift != null) {
            shift.show(map.bx(), map.by());
            right.show(map.x(1, 0), map.y(1, 0));
            up.show(map.x(0, 1), map.y(0, 1));
        }
    }

    /** The figure's points as dots, taken through one map and then through another. */
    public void showOneAfterTheOther(AffineMap first, AffineMap second) {
        for (int i = 0; i < dots.length; i++) {
            if (dots[i] == null) {
                dots[i] = plane.dot("one-after-the-other", 0.09);
            }
            double x = first.x(SHAPE[2 * i], SHAPE[2 * i + 1]);
            double y = first.y(SHAPE[2 * i], SHAPE[2 * i + 1]);
            Plane.move(dots[i], second.x(x, y), second.y(x, y));
        }
    }

    private static PathData shape(AffineMap map) {
        PathData path = new PathData();
        for (int i = 0; i < SHAPE.length / 2; i++) {
            double x = map.x(SHAPE[2 * i], SHAPE[2 * i + 1]);
            double y = map.y(SHAPE[2 * i], SHAPE[2 * i + 1]);
            if (i == 0 || i == FIRST_STROKE) {
                path.move(x, y);
            } else {
                path.line(x, y);
            }
        }
        return path;
    }
}
