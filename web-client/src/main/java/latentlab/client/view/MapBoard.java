package latentlab.client.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import latentlab.client.state.Chosen;
import latentlab.client.state.MapWindow;
import latentlab.latent.CodeMap;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/** A map of codes that is moved, enlarged, looked at and lassoed. */
public final class MapBoard implements MapTool {
    /** What the page wants to know. */
    public interface Listener {
        /** Something is to be shown again. */
        void changed();

        /** A point is looked at, −1 for none; by keys when there is someone to be told. */
        void looksAt(int index, boolean byKeys);

        /** A point was taken, −1 for none. */
        void takes(int index);

        /** Points were enclosed. */
        void encloses(Chosen chosen);
    }

    /** How near a pointer must be to a point, in CSS pixels. */
    private static final double REACH = 14;

    /** A map that was enlarged is drawn anew when it rests so long. */
    private static final int REST_MS = 120;

    private final HTMLCanvasElement canvas;
    private final PointLayer points;
    private final MapMarks marks;
    private final MapKeys keys;
    private final Listener listener;
    private final Consumer<MapMarks> paintMarks;
    private final List<float[]> lasso = new ArrayList<>(); // on the map
    private CodeMap map;
    private MapWindow window;
    private boolean lassoTool;
    private boolean still = true;
    private int timer;
    private int looked = -1;

    /**
     * @param points     the canvas of the points
     * @param marks      the canvas over it, which hears pointers and keys
     * @param paintMarks draws the page's own marks
     */
    public MapBoard(
            HTMLCanvasElement points,
            HTMLCanvasElement marks,
            MapWindow window,
            Listener listener,
            Consumer<MapMarks> paintMarks) {
        canvas = marks;
        this.points = new PointLayer(points);
        this.marks = new MapMarks(marks);
        this.window = window;
        this.listener = listener;
        this.paintMarks = paintMarks;
        new MapPointer(marks, this);
        keys = new MapKeys(marks, this, this::showWhole);
        Window.current().onEvent("resize", event -> listener.changed());
    }

    /** Shows another map. */
    public void open(CodeMap map, byte[] labels) {
        this.map = map;
        points.open(map, labels);
        listener.changed();
    }

    /** Which points stand out (n); null for all alike. */
    public void choose(boolean[] chosen) {
        points.choose(chosen);
    }

    public MapWindow window() {
        return window;
    }

    /** Whether a pointer draws a lasso. */
    public void setLasso(boolean on) {
        lassoTool = on;
        canvas.setAttribute("data-tool", on ? "lasso" : "move");
    }

    public void showWhole() {
        window = MapWindow.WHOLE;
        listener.changed();
    }

    /** Enlarges around the middle. */
    public void enlarge(double factor) {
        enlarge(factor, 0.5, 0.5);
    }

    /** Draws it, once a frame. */
    public void show() {
        MapWindow shown = window.snapped(); // what a link to it would show
        points.show(shown, still);
        marks.clear(shown);
        if (map == null) {
            return;
        }
        paintMarks.accept(marks);
        if (lasso.size() > 1) {
            Chosen soFar = Chosen.inside(column(0), column(1));
            if (soFar.outline() != null) {
                marks.outline(soFar.outline());
            }
        }
        if (keys.isActive()) {
            marks.cursor(keys.x(), keys.y());
        }
    }

    @Override
    public void push(double dx, double dy) {
        window = window.moved(dx, dy);
        listener.changed();
    }

    @Override
    public void enlarge(double factor, double x, double y) {
        window = window.zoomed(factor, x, y);
        still = false;
        Window.clearTimeout(timer);
        timer = Window.setTimeout(
                () -> {
                    still = true;
                    listener.changed();
                },
                REST_MS);
        listener.changed();
    }

    @Override
    public void look(double x, double y) {
        int index = at(x, y);
        if (index != looked || keys.isActive()) {
            looked = index;
            listener.looksAt(index, keys.isActive());
        }
    }

    @Override
    public void lookAway() {
        looked = -1;
        listener.looksAt(-1, false);
    }

    @Override
    public void take(double x, double y) {
        listener.takes(at(x, y));
    }

    private int at(double x, double y) {
        double reach = REACH / canvas.getClientWidth() / window.zoom();
        return map == null ? -1 : map.nearest(window.mapX(x), window.mapY(y), reach);
    }

    @Override
    public boolean isLasso() {
        return lassoTool;
    }

    @Override
    public void beginLasso(double x, double y) {
        lasso.clear();
        dragLasso(x, y);
    }

    @Override
    public void dragLasso(double x, double y) {
        lasso.add(new float[] {(float) window.mapX(x), (float) window.mapY(y)});
        listener.changed();
    }

    @Override
    public void endLasso(boolean closed) {
        if (closed) {
            listener.encloses(Chosen.inside(column(0), column(1)));
        }
        lasso.clear();
        listener.changed();
    }

    private float[] column(int axis) {
        float[] values = new float[lasso.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = lasso.get(i)[axis];
        }
        return values;
    }
}
