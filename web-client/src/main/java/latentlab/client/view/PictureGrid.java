package latentlab.client.view;

import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/** Pictures of 28×28 pixels in rows and columns on one canvas. */
public final class PictureGrid {
    private static final int SIDE = 28;

    private final CanvasRenderingContext2D context;
    private final PixelCanvas one =
            new PixelCanvas((HTMLCanvasElement) Window.current().getDocument().createElement("canvas"));

    public PictureGrid(HTMLCanvasElement canvas, int columns, int rows) {
        canvas.setWidth(columns * SIDE);
        canvas.setHeight(rows * SIDE);
        context = (CanvasRenderingContext2D) canvas.getContext("2d");
    }

    /** Shows one of them (28,28). */
    public void show(int column, int row, float[] pixels) {
        one.grey(pixels);
        context.drawImage(one.element(), column * SIDE, row * SIDE);
    }
}
