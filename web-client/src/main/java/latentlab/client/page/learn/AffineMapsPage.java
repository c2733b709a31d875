package latentlab.client.page.learn;

import latentlab.client.page.Link;
import latentlab.client.state.AffineMapsState;
import latentlab.client.state.Fragment;
import latentlab.client.view.Decimal;
import latentlab.client.view.Dom;
import latentlab.client.view.MapPlane;
import latentlab.client.view.Numbers;
import latentlab.client.view.Text;
import latentlab.theory.AffineMap;
import org.teavm.jso.dom.html.HTMLElement;

/** Two affine maps of the plane and the one that they make together; then the decoder's first two layers, likewise. */
final class AffineMapsPage extends Lesson {
    private static final AffineMap FIRST = new AffineMap(0.87, -0.5, 0.5, 0.87, 0.6, 0.3);
    private static final AffineMap SECOND = new AffineMap(1.2, 0.5, 0, 0.8, -0.8, 0.4);

    private final AffineMapsState opened = AffineMapsState.read(Link.current());
    private final MapPlane firstPlane = new MapPlane(Dom.byId("plane-f"));
    private final MapPlane secondPlane = new MapPlane(Dom.byId("plane-g"));
    private final MapPlane bothPlane = new MapPlane(Dom.byId("plane-both"));
    private final FoldFigure fold = new FoldFigure(opened, this);
    private final Opening opening = new Opening(this::open);
    private AffineMap first = opened.first() == null ? FIRST : opened.first();
    private AffineMap second = opened.second() == null ? SECOND : opened.second();
    private boolean touched = opened.first() != null || opened.second() != null;

    AffineMapsPage() {
        firstPlane.drag("f", map -> {
            first = map;
            moved();
        });
        secondPlane.drag("g", map -> {
            second = map;
            moved();
        });
        Dom.on(Dom.byId("start-again"), "click", () -> {
            first = FIRST;
            second = SECOND;
            moved();
            touched = false;
        });
        Dom.on(Dom.byId("without-shift"), "click", () -> {
            first = new AffineMap(first.xx(), first.xy(), first.yx(), first.yy(), 0, 0);
            second = new AffineMap(second.xx(), second.xy(), second.yx(), second.yy(), 0, 0);
            moved();
        });
        if (!touched) {
            opening.begin();
        }
        redraw();
    }

    private void open(double share) {
        // one after the other, each slower towards its end
        double f = Math.min(1, 2 * share);
        double g = Math.max(0, 2 * share - 1);
        first = AffineMap.IDENTITY.towards(FIRST, f * (2 - f));
        second = AffineMap.IDENTITY.towards(SECOND, g * (2 - g));
        redraw();
    }

    private void moved() {
        opening.stop();
        touched = true;
        changed();
    }

    @Override
    Fragment state() {
        return new AffineMapsState(fold.model(), touched ? first : null, touched ? second : null, fold.source())
                .write();
    }

    @Override
    void show() {
        AffineMap both = second.after(first);
        firstPlane.show(first);
        secondPlane.show(second);
        bothPlane.show(both);
        bothPlane.showOneAfterTheOther(first, second);
        say("f", first);
        say("g", second);
        say("both", both);
        Dom.say("ways", Numbers.precise(AffineMap.gap(first, second, MapPlane.SHAPE)));
        Dom.say("origin", pair(both.bx(), both.by()));
        Dom.say(
                "verdict",
                both.isLinear()
                        ? Text.of("This one is linear as well: it leaves the origin where it is.")
                        : Text.of("So this one is affine and not linear."));
        fold.show();
    }

    private static void say(String row, AffineMap map) {
        HTMLElement cells = Dom.byId("map-" + row);
        Dom.say(cells, ".x", formula(map.xx(), map.xy(), map.bx()));
        Dom.say(cells, ".y", formula(map.yx(), map.yy(), map.by()));
    }

    private static String formula(double byX, double byY, double shift) {
        return Decimal.fixed(byX, 2) + "·x" + signed(byY) + "·y" + signed(shift);
    }

    private static String signed(double number) {
        String text = Decimal.fixed(Math.abs(number), 2);
        return (number < 0 ? " − " : " + ") + text;
    }

    private static String pair(double x, double y) {
        return "(" + Decimal.fixed(x, 2) + Text.between() + Decimal.fixed(y, 2) + ")";
    }
}
