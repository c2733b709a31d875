package latentlab.client.page;

import latentlab.client.kernel.Network;
import latentlab.client.view.Decimal;
import latentlab.client.view.Dom;
import latentlab.client.view.Knob;
import latentlab.client.view.PictureGrid;
import latentlab.client.view.PixelCanvas;
import latentlab.image.DigitImage;
import latentlab.latent.Sheet;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;

/** A sheet between four codes: a grid of its pictures, and one point of it that is moved. */
final class SheetPanel {
    /** Pictures in a row. */
    private static final int GRID = 7;

    private final RecipeChoice corners;
    private final Runnable changed;
    private final PictureGrid grid = new PictureGrid(Dom.canvas("sheet"), GRID, GRID);
    private final PixelCanvas picture = new PixelCanvas(Dom.canvas("sheet-picture"));
    private final HTMLElement across = Dom.byId("across");
    private final HTMLElement down = Dom.byId("down");
    private final Knob knob = new Knob(Dom.byId("sheet"), Dom.byId("knob"), (x, y) -> move(fromGrid(x), fromGrid(y)));
    private final float[] pixels = new float[DigitImage.PIXELS];
    private Network.Blend blend; // null until there is a network
    private int u;
    private int v;

    /**
     * @param u       across, in hundredths
     * @param v       down, in hundredths
     * @param corner  called when a corner is another
     * @param changed called when the point is another
     */
    SheetPanel(String recipe, int u, int v, Runnable corner, Runnable changed) {
        corners = new RecipeChoice(Dom.byId("sheet-panel"), recipe, corner);
        this.changed = changed;
        this.u = u;
        this.v = v;
        across.onEvent("input", (Event event) -> move(Dom.hundredths(across) / 100.0, this.v / 100.0));
        down.onEvent("input", (Event event) -> move(this.u / 100.0, Dom.hundredths(down) / 100.0));
    }

    /** A corner of the sheet is in the middle of the picture there. */
    private static double toGrid(double share) {
        return (0.5 + (GRID - 1) * share) / GRID;
    }

    private static double fromGrid(double position) {
        return Math.max(0, Math.min(1, (GRID * position - 0.5) / (GRID - 1)));
    }

    private void move(double across, double down) {
        u = (int) (100 * across + 0.5);
        v = (int) (100 * down + 0.5);
        changed.run();
    }

    String recipe() {
        return corners.recipe();
    }

    int u() {
        return u;
    }

    int v() {
        return v;
    }

    /** Begins with other corners, and shows all pictures between them. */
    void open(Ingredients ingredients, Network network) {
        blend = network.blend(ingredients.codes(recipe()).toArray(new float[0][]));
        for (int row = 0; row < GRID; row++) {
            for (int column = 0; column < GRID; column++) {
                blend.at(Sheet.shares(column / (GRID - 1.0), row / (GRID - 1.0)), pixels);
                grid.show(column, row, pixels);
            }
        }
    }

    /** Shows the point that is moved; only when it is open. */
    void show() {
        Dom.value(across, Decimal.plain(u / 100.0));
        Dom.value(down, Decimal.plain(v / 100.0));
        knob.show(toGrid(u / 100.0), toGrid(v / 100.0));
        double[] shares = Sheet.shares(u / 100.0, v / 100.0);
        blend.at(shares, pixels);
        picture.grey(pixels);
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < shares.length; i++) {
            words.append(i == 0 ? "" : " + ")
                    .append(Decimal.fixed(shares[i], 2))
                    .append("·");
            words.append(Ingredients.name(recipe().charAt(i)));
        }
        Dom.text(Dom.byId("sheet-shares"), words.toString());
    }
}
