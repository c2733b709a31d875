package latentlab.client.page;

import java.util.function.IntConsumer;
import latentlab.client.kernel.Network;
import latentlab.client.state.PathEnd;
import latentlab.client.view.Decimal;
import latentlab.client.view.Dom;
import latentlab.client.view.PixelCanvas;
import latentlab.client.view.Text;
import latentlab.image.DigitImage;
import latentlab.latent.CodeMap;
import latentlab.latent.Interpolation;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;

/** The straight path between two codes: its frames with what is read in each, and its line on the map. */
final class MapPath {
    /** Points of the line on a map that bends it. */
    private static final int POINTS = 41;

    private final HTMLElement root = Dom.byId("path");
    private final HTMLElement slider = Dom.byId("alpha");
    private final PixelCanvas frame = new PixelCanvas(Dom.canvas("path-frame"));
    private final Strip strip;
    private final PathReadings readings = new PathReadings(root);
    private final float[] pixels = new float[DigitImage.PIXELS];
    private final float[] xs = new float[POINTS];
    private final float[] ys = new float[POINTS];
    private final double[] place = new double[2];
    private float[] codeA;
    private float[] codeB;
    private CodePath path; // null when an end is missing

    /** @param goTo called with α in hundredths when the visitor chooses a point of the path */
    MapPath(IntConsumer goTo) {
        strip = new Strip(Dom.byId("frames"), goTo);
        slider.onEvent("input", (Event event) -> goTo.accept(Dom.hundredths(slider)));
    }

    /** Whether there is a path. */
    boolean isHere() {
        return path != null;
    }

    /** Its line's horizontal positions on the map, from α = 1 on. */
    float[] xs() {
        return xs;
    }

    /** Likewise, vertical. */
    float[] ys() {
        return ys;
    }

    /**
     * Lays it out.
     *
     * @param a     (d); null for an end that is missing
     * @param b     (d); likewise
     * @param heads null where there are none
     */
    void open(float[] a, float[] b, Network network, CodeMap map, Heads heads, int alpha) {
        codeA = a;
        codeB = b;
        path = a == null || b == null ? null : network.path(a, b)::at;
        root.setAttribute("data-empty", path == null ? "true" : "false");
        root.setAttribute("data-read", heads == null ? "false" : "true");
        if (path == null) {
            return;
        }
        strip.show(path, alpha);
        for (int i = 0; i < POINTS; i++) {
            map.place(Interpolation.LINEAR.mix(a, b, 1 - i / (POINTS - 1f)), place);
            xs[i] = (float) place[0];
            ys[i] = (float) place[1];
        }
        if (heads != null) {
            readings.read(path, network, heads);
        }
    }

    /** What an end is called. */
    void name(String id, PathEnd end, TestCodes codes) {
        Dom.text(
                Dom.byId(id),
                end.isDrawing()
                        ? Text.of("your drawing")
                        : end.index() < codes.size()
                                ? Text.of("test digit {0}, a {1}", end.index(), codes.labels()[end.index()])
                                : Text.of("test digit {0}", end.index()));
    }

    /** Where the path is at α on the map: x and y. */
    double[] at(int alpha, CodeMap map) {
        map.place(Interpolation.LINEAR.mix(codeA, codeB, alpha / 100f), place);
        return place;
    }

    /** The frame (28,28) at a share of the way from B to A; black when there is no path. */
    float[] picture(float share) {
        float[] picture = new float[DigitImage.PIXELS];
        if (path != null) {
            path.at(share, picture);
        }
        return picture;
    }

    /** Shows the frame at α, in hundredths. */
    void show(int alpha) {
        Dom.value(slider, Decimal.plain(alpha / 100.0, 2));
        Dom.text(Dom.byId("alpha-value"), Decimal.fixed(alpha / 100.0, 2));
        strip.mark(alpha);
        if (path != null) {
            path.at(alpha / 100f, pixels);
            frame.grey(pixels);
        }
    }
}
