package latentlab.client.page.learn;

import latentlab.client.page.Link;
import latentlab.client.state.Fragment;
import latentlab.client.state.StationaryPointsState;
import latentlab.client.view.CurvaturePicture;
import latentlab.client.view.Decimal;
import latentlab.client.view.Dom;
import latentlab.client.view.Numbers;
import latentlab.client.view.Plot;
import latentlab.client.view.Text;
import latentlab.theory.QuadraticModel;
import latentlab.theory.QuadraticModel.Curvature;
import latentlab.theory.StationaryPoint;
import latentlab.theory.Surface;
import org.teavm.jso.dom.html.HTMLElement;

/** What the second derivatives say about the ground under the pointer. */
final class StationaryPointsPage extends Lesson {
    /** A gradient below this is zero but for rounding. */
    private static final double NONE = 1e-6;

    /** In the order of the kinds. */
    private static final String[] STATIONARY = {
        Text.of("both eigenvalues are positive: a minimum."),
        Text.of("both eigenvalues are negative: a maximum."),
        Text.of("the eigenvalues have both signs: a saddle."),
        Text.of("so is an eigenvalue: the second derivatives say nothing.")
    };

    private static final double SECTION = 1.5; // of a cut through the surface, to each side
    private static final int POINTS = 61;

    private final StationaryPointsState opened = StationaryPointsState.read(Link.current());
    private final HTMLElement choice = Dom.byId("surface");
    private final CurvaturePicture picture = new CurvaturePicture(Dom.byId("plane"), this::moved, this::looked);
    private final Plot firstCut = new Plot(Dom.byId("first-cut"));
    private final Plot secondCut = new Plot(Dom.byId("second-cut"));
    private final Opening opening = new Opening(this::open);
    private Surface surface = opened.surface();
    private double x = 0.9;
    private double y = 0.8;
    private double lookedX = Double.NaN; // under the mouse; NaN when it is elsewhere
    private double lookedY;
    private boolean nearest = opened.nearest();
    private boolean touched = opened.x() == opened.x();

    StationaryPointsPage() {
        Dom.value(choice, surface.word());
        Dom.on(choice, "change", () -> {
            surface = Surface.of(Dom.value(choice));
            moved(surface.centreX() + 0.5, surface.centreY() + 0.4);
        });
        Dom.on(Dom.byId("nearest"), "click", () -> {
            opening.stop();
            touched = true;
            nearest = true;
            lookedX = Double.NaN;
            changed();
        });
        if (touched) {
            x = opened.x();
            y = opened.y();
        } else if (surface == Surface.EGG_BOX) {
            opening.begin();
        }
        redraw();
    }

    /** From a minimum past a saddle towards a maximum. */
    private void open(double share) {
        x = -1.05 + 1.95 * share;
        y = (2 * share - 1) * (2 * share - 1) * (1.05 - 0.25 * share);
        redraw();
    }

    private void moved(double newX, double newY) {
        opening.stop();
        x = newX;
        y = newY;
        nearest = false;
        touched = true;
        lookedX = Double.NaN;
        changed();
    }

    /** The point stays where it was put; what is said is of the place under the mouse as long as it is there. */
    private void looked(double newX, double newY) {
        lookedX = newX;
        lookedY = newY;
        redraw();
    }

    @Override
    Fragment state() {
        return new StationaryPointsState(surface, touched ? x : Double.NaN, y, nearest).write();
    }

    @Override
    void show() {
        double[] point = lookedX == lookedX
                ? new double[] {lookedX, lookedY}
                : nearest ? surface.stationaryNear(x, y) : new double[] {x, y};
        QuadraticModel at = surface.at(point[0], point[1]);
        Curvature c = at.curvature();
        picture.show(surface, at);
        Dom.say("x", Decimal.fixed(at.x(), 3));
        Dom.say("y", Decimal.fixed(at.y(), 3));
        Dom.say("value", Decimal.fixed(at.f(), 4));
        Dom.say("gradient", "(" + Decimal.fixed(at.gx(), 3) + Text.between() + Decimal.fixed(at.gy(), 3) + ")");
        Dom.say("norm", Numbers.precise(at.gradientNorm()));
        Dom.say("xx", Decimal.fixed(at.xx(), 3));
        Dom.say("xy", Decimal.fixed(at.xy(), 3));
        Dom.say("yx", Decimal.fixed(at.xy(), 3));
        Dom.say("yy", Decimal.fixed(at.yy(), 3));
        eigenvalue("first", c.first(), c.firstX(), c.firstY());
        eigenvalue("second", c.second(), c.secondX(), c.secondY());
        Dom.say("verdict", verdict(at.gradientNorm(), c.kind()));
        cut(firstCut, at, c.firstX(), c.firstY());
        cut(secondCut, at, c.secondX(), c.secondY());
    }

    private static void eigenvalue(String row, double value, double directionX, double directionY) {
        HTMLElement cells = Dom.byId(row);
        String sign = CurvaturePicture.sign(value);
        cells.setAttribute("data-sign", sign);
        Dom.say(cells, ".eigenvalue", Decimal.fixed(value, 3));
        Dom.say(
                cells,
                ".direction",
                "(" + Decimal.fixed(directionX, 2) + Text.between() + Decimal.fixed(directionY, 2) + ")");
        Dom.say(
                cells,
                ".bends",
                sign.equals("up")
                        ? Text.of("bends up")
                        : sign.equals("down") ? Text.of("bends down") : Text.of("doesn’t bend"));
    }

    private static String verdict(double norm, StationaryPoint kind) {
        if (norm < NONE) {
            return Text.of("The gradient is 0 and {0}", STATIONARY[kind.ordinal()]);
        }
        return norm < Ground.LEVEL
                ? Text.of("The gradient is small, but that alone is no proof: {0}.", Ground.kind(kind))
                : Text.of("No stationary point: the ground slopes, and the arrow shows the way down.");
    }

    /** The surface and its model along one direction. */
    private void cut(Plot plot, QuadraticModel at, double directionX, double directionY) {
        double[] along = new double[POINTS];
        double[] values = new double[POINTS];
        double[] model = new double[POINTS];
        double least = at.f();
        double most = at.f();
        for (int i = 0; i < POINTS; i++) {
            along[i] = SECTION * (2.0 * i / (POINTS - 1) - 1);
            double toX = at.x() + along[i] * directionX;
            double toY = at.y() + along[i] * directionY;
            values[i] = surface.value(toX, toY);
            model[i] = at.value(toX, toY);
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        double room = Math.max(0.1 * (most - least), 0.1);
        plot.begin(-SECTION, SECTION, least - room, most + room);
        plot.curve("surface", along, values);
        plot.curve("model", along, model);
        plot.dot("here", 0, at.f());
    }
}
