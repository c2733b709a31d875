package latentlab.client.page;

import java.util.function.Consumer;
import latentlab.client.state.MapState;
import latentlab.client.view.Decimal;
import latentlab.client.view.Dom;
import latentlab.client.view.Text;
import latentlab.latent.CodeMap;
import latentlab.latent.NearestCodes;
import latentlab.statistics.Quantiles;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;

/** Which map is on show, and how it comes about: that of the principal axes at once, that of neighbours in seconds. */
final class Atlas {
    private final HTMLElement root = Dom.byId("map");
    private final HTMLElement axes = Dom.byId("by-axes");
    private final HTMLElement neighbours = Dom.byId("by-neighbours");
    private final HTMLElement seedField = Dom.byId("seed");
    private final MapComputer computer = new MapComputer(root.getAttribute("data-worker"));
    private final MapComputer surveyor = new MapComputer(root.getAttribute("data-worker"));
    private final Runnable changed;
    private TestCodes codes;
    private NearestCodes nearest;
    private CodeMap map;

    /** @param changed called with each map that is to be shown, those on their way included */
    Atlas(boolean ofNeighbours, int seed, Runnable changed) {
        this.changed = changed;
        Dom.check(neighbours, ofNeighbours);
        Dom.check(axes, !ofNeighbours);
        Dom.value(seedField, Integer.toString(seed));
        for (HTMLElement control : new HTMLElement[] {axes, neighbours, seedField}) {
            control.onEvent("change", (Event event) -> make());
        }
        Dom.byId("cancel").onEvent("click", (Event event) -> {
            Dom.check(axes, true);
            make();
        });
    }

    boolean isOfNeighbours() {
        return Dom.checked(neighbours);
    }

    int seed() {
        return MapState.seed(Dom.value(seedField));
    }

    /** The map on show; null until there are codes. */
    CodeMap map() {
        return map;
    }

    /** @param surveyed called with the distances among the codes, when they are known */
    void open(TestCodes codes, NearestCodes nearest, Consumer<Quantiles> surveyed) {
        this.codes = codes;
        this.nearest = nearest;
        surveyor.distances(codes, surveyed, () -> {});
        make();
    }

    private void make() {
        Dom.value(seedField, Integer.toString(seed()));
        root.setAttribute("data-map", isOfNeighbours() ? "neighbours" : "axes");
        computer.stop();
        if (codes == null) {
            return;
        }
        map = CodeMap.ofAxes(codes.codes(), codes.d());
        Dom.text(Dom.byId("share"), Decimal.fixed(100 * map.share(), 0) + " %");
        progress(isOfNeighbours() ? 0 : -1);
        changed.run();
        if (isOfNeighbours()) {
            boolean calm = Dom.reducedMotion();
            computer.map(
                    codes,
                    seed(),
                    (progress, done, places) -> {
                        progress(done ? -1 : progress);
                        if (done || !calm) {
                            map = CodeMap.ofPlaces(nearest, places);
                            changed.run();
                        }
                    },
                    this::failed);
        }
    }

    private void progress(double progress) {
        HTMLElement bar = root.querySelector("progress");
        root.setAttribute("data-busy", progress < 0 ? "false" : "true");
        bar.setAttribute("value", Decimal.plain(Math.max(0, progress)));
        Dom.text(
                root.querySelector(".making span"),
                Text.of("Finding places on your device … {0} %", (int) (100 * Math.max(0, progress))));
    }

    private void failed() {
        computer.stop();
        Dom.check(axes, true);
        make();
        Dom.text(
                root.querySelector(".trouble"),
                Text.of("This browser can’t compute beside the page, so there is only the map of the principal axes."));
    }
}
