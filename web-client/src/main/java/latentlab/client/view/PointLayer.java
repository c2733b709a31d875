package latentlab.client.view;

import latentlab.client.state.MapWindow;
import latentlab.latent.CodeMap;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * The points of a map, each drawn as its digit. They are drawn on a sheet a little larger than what is seen; while the map
 * is moved the sheet is moved, and while it is enlarged the sheet is, so that ten thousand points cost one picture a frame.
 */
final class PointLayer {
    /** Of the canvas's side, drawn beyond each of its edges. */
    private static final double BEYOND = 0.25;

    /** Height of a digit on the whole map, in CSS pixels. */
    private static final double GLYPH = 8;

    private static final double FAINT = 0.13;

    private final HTMLCanvasElement canvas;
    private final CanvasRenderingContext2D context;
    private final HTMLCanvasElement sheet = newCanvas();
    private final CanvasRenderingContext2D onSheet = (CanvasRenderingContext2D) sheet.getContext("2d");
    private final HTMLCanvasElement[] glyphs = new HTMLCanvasElement[10];
    private CodeMap map;
    private byte[] labels;
    private boolean[] chosen; // null when all are shown alike
    private MapWindow drawn; // what the sheet shows; null when that is no more what it should
    private int side; // of the canvas, in its own pixels

    PointLayer(HTMLCanvasElement canvas) {
        this.canvas = canvas;
        context = (CanvasRenderingContext2D) canvas.getContext("2d");
        whenColoursChange(() -> drawn = null);
    }

    void open(CodeMap map, byte[] labels) {
        this.map = map;
        this.labels = labels;
        drawn = null;
    }

    /** Which points stand out (n); null for all alike. */
    void choose(boolean[] chosen) {
        this.chosen = chosen;
        drawn = null;
    }

    /** @param still whether the map rests, so that it is worth being drawn anew in its right size */
    void show(MapWindow window, boolean still) {
        double scale = Window.current().getDevicePixelRatio();
        int now = (int) (canvas.getClientWidth() * scale + 0.5);
        if (now == 0) {
            return;
        }
        if (now != side) {
            side = now;
            canvas.setWidth(side);
            canvas.setHeight(side);
            drawn = null;
        }
        context.clearRect(0, 0, side, side);
        if (map == null) {
            return;
        }
        boolean resized = drawn != null && drawn.zoom() != window.zoom();
        if (drawn == null || resized && still || !resized && !reaches(window)) {
            draw(window, scale);
        }
        if (window.zoom() == drawn.zoom()) {
            double left = edge(drawn.x(), drawn) - edge(window.x(), window) - beyond();
            double top = edge(drawn.y(), drawn) - edge(window.y(), window) - beyond();
            context.drawImage(sheet, left, top);
        } else {
            double size = sheet.getWidth() * window.zoom() / drawn.zoom();
            double left = window.screenX(drawn.x()) * side - size / 2;
            double top = window.screenY(drawn.y()) * side - size / 2;
            context.drawImage(sheet, left, top, size, size);
        }
    }

    /**
     * The canvas's first pixel among those of the whole map at the window's zoom. As points lie on whole ones of these, too,
     * a sheet that was moved looks like one that is drawn there, and no digit blurs.
     *
     * @param middle of the window, on the map
     */
    private double edge(double middle, MapWindow window) {
        return Math.floor((middle * window.zoom() - 0.5) * side);
    }

    private int beyond() {
        return (int) (BEYOND * side);
    }

    private boolean reaches(MapWindow window) {
        return Math.abs(edge(window.x(), window) - edge(drawn.x(), drawn)) <= beyond()
                && Math.abs(edge(window.y(), window) - edge(drawn.y(), drawn)) <= beyond();
    }

    private void draw(MapWindow window, double scale) {
        drawn = window;
        int whole = side + 2 * beyond();
        if (sheet.getWidth() != whole) {
            sheet.setWidth(whole);
            sheet.setHeight(whole);
        }
        onSheet.clearRect(0, 0, whole, whole);
        int glyph = (int) (GLYPH * Math.sqrt(Math.sqrt(window.zoom())) * scale + 0.5);
        prepareGlyphs(glyph);
        if (chosen != null) {
            onSheet.setGlobalAlpha(FAINT);
            drawPoints(window, whole, glyph, false);
            onSheet.setGlobalAlpha(1);
        }
        drawPoints(window, whole, glyph, true);
    }

    private void drawPoints(MapWindow window, int whole, int glyph, boolean standingOut) {
        float[] xs = map.xs();
        float[] ys = map.ys();
        double scale = window.zoom() * side;
        double left = edge(window.x(), window) - beyond() + glyph / 2;
        double top = edge(window.y(), window) - beyond() + glyph / 2;
        for (int i = 0; i < xs.length; i++) {
            if (chosen == null || chosen[i] == standingOut) {
                double x = Math.floor(xs[i] * scale) - left;
                double y = Math.floor(ys[i] * scale) - top;
                if (x > -glyph && y > -glyph && x < whole && y < whole) {
                    onSheet.drawImage(glyphs[labels[i]], x, y);
                }
            }
        }
    }

    /** Each digit drawn once, to be copied thousands of times. */
    private void prepareGlyphs(int size) {
        for (int digit = 0; digit < glyphs.length; digit++) {
            HTMLCanvasElement glyph = newCanvas();
            glyph.setWidth(size);
            glyph.setHeight(size);
            CanvasRenderingContext2D pen = (CanvasRenderingContext2D) glyph.getContext("2d");
            pen.setFont("600 " + size + "px " + style(canvas, "font-family"));
            pen.setTextAlign("center");
            pen.setTextBaseline("middle");
            pen.setFillStyle(style(canvas, "--digit-" + digit));
            pen.fillText(Integer.toString(digit), size / 2.0, size * 0.55);
            glyphs[digit] = glyph;
        }
    }

    private static HTMLCanvasElement newCanvas() {
        return (HTMLCanvasElement) Window.current().getDocument().createElement("canvas");
    }

    /** What a style sheet says of an element; variables, too. */
    @JSBody(
            params = {"element", "name"},
            script = "return getComputedStyle(element).getPropertyValue(name).trim();")
    static native String style(HTMLElement element, String name);

    @JSBody(
            params = "changed",
            script =
                    "matchMedia('(prefers-color-scheme: dark)').addEventListener('change', function() { changed(); });")
    private static native void whenColoursChange(Changed changed);

    /** What to do then. */
    @JSFunctor
    private interface Changed extends JSObject {
        void run();
    }
}
