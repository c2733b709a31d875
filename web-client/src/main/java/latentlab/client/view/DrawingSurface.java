package latentlab.client.view;

import latentlab.client.state.Input;
import latentlab.image.DrawingNormalizer;
import latentlab.image.Stroke;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/** Shows what is drawn, at the screen's own resolution. */
final class DrawingSurface {
    private final HTMLCanvasElement canvas;
    private final CanvasRenderingContext2D context;
    private final PixelCanvas picked =
            new PixelCanvas((HTMLCanvasElement) Window.current().getDocument().createElement("canvas"));

    DrawingSurface(HTMLCanvasElement canvas) {
        this.canvas = canvas;
        context = (CanvasRenderingContext2D) canvas.getContext("2d");
    }

    /** @param cursor of the keyboard, null when there is none */
    void show(Input input, KeyboardPen cursor) {
        int side = (int) (canvas.getClientWidth() * Window.current().getDevicePixelRatio() + 0.5);
        if (canvas.getWidth() != side) {
            canvas.setWidth(side);
            canvas.setHeight(side);
        }
        context.setFillStyle("#000");
        context.fillRect(0, 0, side, side);
        if (input.digit() != null) {
            picked.grey(input.digit().image().pixels());
            smooth(context, false);
            context.drawImage(picked.element(), 0, 0, side, side);
        }
        context.setStrokeStyle("#fff");
        context.setLineWidth(DrawingNormalizer.DRAWN_PEN_WIDTH * side);
        context.setLineCap("round");
        context.setLineJoin("round");
        for (Stroke stroke : input.drawing().strokes()) {
            context.beginPath();
            context.moveTo(stroke.xs()[0] * side, stroke.ys()[0] * side);
            // A line of no length is a dot, thanks to its round ends.
            for (int i = Math.min(1, stroke.size() - 1); i < stroke.size(); i++) {
                context.lineTo(stroke.xs()[i] * side, stroke.ys()[i] * side);
            }
            context.stroke();
        }
        if (cursor != null) {
            showCursor(cursor, side);
        }
    }

    /** A ring, filled while the pen is down; black and white so that it stands out from both. */
    private void showCursor(KeyboardPen cursor, int side) {
        for (int ring = 0; ring < 2; ring++) {
            context.beginPath();
            context.arc(cursor.x() * side, cursor.y() * side, (ring == 0 ? 0.04 : 0.032) * side, 0, 2 * Math.PI);
            context.setLineWidth(0.012 * side);
            context.setStrokeStyle(ring == 0 ? "#fff" : "#0b7d72");
            context.stroke();
        }
        if (cursor.isDown()) {
            context.setFillStyle("#0b7d72");
            context.fill();
        }
    }

    @JSBody(
            params = {"context", "smooth"},
            script = "context.imageSmoothingEnabled = smooth;")
    static native void smooth(CanvasRenderingContext2D context, boolean smooth);
}
