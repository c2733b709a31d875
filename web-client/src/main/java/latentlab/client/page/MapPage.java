package latentlab.client.page;

import latentlab.client.kernel.Network;
import latentlab.client.state.Chosen;
import latentlab.client.state.Fragment;
import latentlab.client.state.Input;
import latentlab.client.state.MapState;
import latentlab.client.state.PathEnd;
import latentlab.client.state.Source;
import latentlab.client.view.Dom;
import latentlab.client.view.MapBoard;
import latentlab.client.view.MapMarks;
import latentlab.client.view.Notice;
import latentlab.client.view.Numbers;
import latentlab.client.view.Text;
import latentlab.image.DigitImage;
import latentlab.latent.NearestCodes;
import latentlab.statistics.ReconstructionError;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/** The codes of all test digits as a map, the visitor's drawing among them. */
public final class MapPage implements MapBoard.Listener {
    private static final double CLOSER = 1.6;

    private final MapState opened = MapState.read(Link.current());
    private final Frame frame = new Frame(this::show);
    private final Link link = new Link(this::state);
    private final Notice notice = new Notice();
    private final TestSet testSet = new TestSet(notice);
    private final TestCodesFile testCodes = new TestCodesFile(testSet, notice);
    private final Originals originals = new Originals(testSet);
    private final End drawing = new End(Dom.byId("drawing"), this::drawn, testSet);
    private final Atlas atlas = new Atlas(opened.neighbours(), opened.seed(), this::mapChanged);
    private final MapBoard board =
            new MapBoard(Dom.canvas("points"), Dom.canvas("marks"), opened.window(), this, this::paint);
    private final PointPanel pointPanel = new PointPanel(originals, this::use);
    private final NearestPanel nearestPanel = new NearestPanel(originals, this::takes);
    private final ReadingPanel reading = new ReadingPanel(this::drawn);
    private final FamiliarityPanel familiarity = new FamiliarityPanel();
    private final ChosenPanel chosenPanel = new ChosenPanel();
    private final MapPath path = new MapPath(this::goTo);
    private final Playback playback = new Playback(hundredths -> {
        alpha = hundredths;
        frame.request();
    });
    private final NodeList<? extends HTMLElement> digits = Dom.all(Dom.byId("digits"), "button");
    private final float[] pixels = new float[DigitImage.PIXELS];
    private final double[] place = new double[2];
    private final ModelChoice model;

    private PathEnd a = opened.a();
    private PathEnd b = opened.b();
    private int alpha = opened.alpha();
    private Chosen chosen = opened.chosen();
    private int taken = opened.point();
    private int looked = -1;
    private boolean lasso;

    private Network network; // null until it is here, as the next
    private TestCodes codes;
    private NearestCodes nearest;

    /** Of the drawing: its code (d), null when nothing is drawn, and the nearest codes. */
    private float[] code;

    private NearestCodes.Found found;
    private boolean drawingShown;
    private boolean pathShown;

    /** Brings the page to life. */
    public static void main(String[] args) {
        new MapPage();
    }

    private MapPage() {
        begin(opened.source());
        click("closer", () -> board.enlarge(CLOSER));
        click("away", () -> board.enlarge(1 / CLOSER));
        click("whole", board::showWhole);
        click("lasso", () -> {
            lasso = !lasso;
            board.setLasso(lasso);
            Dom.byId("lasso").setAttribute("aria-pressed", lasso ? "true" : "false");
        });
        click("choose-nothing", () -> choose(Chosen.NOTHING));
        click("play", () -> {
            playback.toggle(alpha);
            changed();
        });
        click("a-drawing", () -> setEnds(PathEnd.DRAWING, b));
        click("b-drawing", () -> setEnds(a, PathEnd.DRAWING));
        for (int i = 0; i < digits.getLength(); i++) {
            int digit = i;
            digits.item(i).onEvent("click", (Event event) -> choose(chosen.toggled(digit)));
        }
        Taking.offer(share -> Taking.pictures(path.picture(share)), () -> code == null ? null : Taking.copy(code));
        model = new ModelChoice(opened.model(), notice, this::open);
    }

    private void click(String id, Runnable action) {
        Dom.byId(id).onEvent("click", (Event event) -> action.run());
    }

    private void begin(Source source) {
        if (source == null) {
            drawing.pad().presentForNow(Input.drawn(BuiltInDigits.three()));
        } else if (source.drawing() != null) {
            drawing.pad().present(Input.drawn(source.drawing()));
            drawing.touch();
        } else {
            drawing.await(source, testSet);
        }
    }

    private void open(Network opened) {
        ModelFacts facts = ModelFacts.of(opened);
        testSet.use(facts.dataset());
        Dom.byId("map").setAttribute("data-state", "loading");
        testCodes.fetch(model, opened, arrived -> {
            network = opened;
            codes = arrived;
            looked = -1;
            taken = taken < codes.size() ? taken : -1;
            nearest = new NearestCodes(codes.codes(), codes.d());
            Dom.text(Dom.byId("count"), Numbers.grouped(codes.size()));
            originals.forget();
            pointPanel.forget();
            familiarity.open(facts.errors());
            reading.open(model, opened);
            atlas.open(codes, nearest, distances -> {
                familiarity.compareWith(distances);
                drawn();
            });
            Dom.byId("map").setAttribute("data-state", "here");
        });
    }

    private Fragment state() {
        return new MapState(
                        model.inLink(),
                        drawing.source(),
                        atlas.isOfNeighbours(),
                        atlas.seed(),
                        board.window(),
                        taken,
                        a,
                        b,
                        alpha,
                        chosen)
                .write();
    }

    /** Another map of the same codes, or one that is still being made. */
    private void mapChanged() {
        if (codes != null) {
            board.open(atlas.map(), codes.labels());
            pathShown = false;
            choose(chosen);
        }
    }

    private void drawn() {
        drawingShown = false;
        pathShown = false;
        changed();
    }

    @Override
    public void changed() {
        frame.request();
        link.update();
    }

    @Override
    public void looksAt(int index, boolean byKeys) {
        looked = index;
        if (byKeys) {
            Dom.text(
                    Dom.byId("map-says"),
                    index < 0
                            ? Text.of("No point here.")
                            : Text.of("A {0}, test digit {1}", codes.labels()[index], index));
        }
        frame.request();
    }

    @Override
    public void takes(int index) {
        taken = index;
        looked = -1;
        changed();
    }

    @Override
    public void encloses(Chosen enclosed) {
        choose(enclosed);
    }

    private void choose(Chosen next) {
        chosen = next;
        for (int i = 0; i < digits.getLength(); i++) {
            digits.item(i).setAttribute("aria-pressed", chosen.has(i) ? "true" : "false");
        }
        Dom.byId("choose-nothing").setAttribute("aria-disabled", chosen.isNothing() ? "true" : "false");
        if (codes != null) {
            boolean[] inside = ChosenPanel.among(codes, atlas.map(), chosen);
            board.choose(inside);
            chosenPanel.show(inside, codes, network);
        }
        changed();
    }

    /** What is to be done with the point that was taken. */
    private void use(int what) {
        if (taken < 0 || codes == null) {
            return;
        }
        switch (what) {
            case 0 -> setEnds(new PathEnd(taken), b);
            case 1 -> setEnds(a, new PathEnd(taken));
            default ->
                testSet.fetch(taken, digit -> {
                    drawing.touch();
                    drawing.pad().put(Input.picked(digit));
                });
        }
    }

    private void setEnds(PathEnd newA, PathEnd newB) {
        a = newA;
        b = newB;
        pathShown = false;
        changed();
    }

    private void goTo(int hundredths) {
        playback.stop();
        alpha = hundredths;
        changed();
    }

    private void show() {
        drawing.show();
        if (codes != null) {
            if (!drawingShown) {
                showDrawing();
            }
            if (!pathShown) {
                pathShown = true;
                path.name("a-name", a, codes);
                path.name("b-name", b, codes);
                path.open(code(a), code(b), network, atlas.map(), reading.heads(), alpha);
            }
            pointPanel.show(looked >= 0 ? looked : taken, taken >= 0 && looked < 0, codes, network);
        }
        Dom.text(Dom.byId("play"), playback.isPlaying() ? Text.of("Pause") : Text.of("Play"));
        path.show(alpha);
        board.show();
        if (codes != null) {
            Dom.mark("map-shown");
        }
    }

    private float[] code(PathEnd end) {
        return end.isDrawing() ? code : end.index() < codes.size() ? codes.code(end.index()) : null;
    }

    private void showDrawing() {
        drawingShown = true;
        boolean nothing = drawing.pad().input().isEmpty();
        code = nothing ? null : new float[codes.d()];
        if (nothing) {
            found = null;
            familiarity.showNothing();
        } else {
            network.encode(drawing.picture(), code);
            network.decode(code, pixels);
            found = nearest.of(code, nearestPanel.size());
            familiarity.show(ReconstructionError.meanSquared(drawing.picture(), pixels), found.meanDistance());
        }
        reading.show(nothing ? null : drawing.picture(), code);
        nearestPanel.show(found, codes, network);
    }

    private void paint(MapMarks marks) {
        float[] xs = atlas.map().xs();
        float[] ys = atlas.map().ys();
        if (chosen.outline() != null) {
            marks.outline(chosen.outline());
        }
        if (found != null) {
            atlas.map().place(code, place);
            for (int index : found.indices()) {
                marks.thread(place[0], place[1], xs[index], ys[index]);
            }
        }
        if (path.isHere()) {
            marks.path(path.xs(), path.ys(), "--ink");
            double[] at = path.at(alpha, atlas.map());
            marks.ring(at[0], at[1], 5, "--ink");
            int last = path.xs().length - 1;
            marks.badge(path.xs()[0], path.ys()[0], a.isDrawing(), "A", "--a");
            marks.badge(path.xs()[last], path.ys()[last], b.isDrawing(), "B", "--b");
        }
        if (code != null) {
            atlas.map().place(code, place);
            marks.badge(place[0], place[1], false, "★", "--accent");
        }
        int point = looked >= 0 ? looked : taken;
        if (point >= 0 && point < xs.length) {
            marks.ring(xs[point], ys[point], 8, "--accent");
            marks.picture(xs[point], ys[point], pointPanel.pixels());
        }
    }
}
