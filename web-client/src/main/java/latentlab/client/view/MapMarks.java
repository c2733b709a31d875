package latentlab.client.view;

import latentlab.client.state.MapWindow;
import latentlab.latent.Outline;
import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/** What lies over a map's points: the drawing and its nearest, a path, a lasso, the point that is looked at, a cursor. */
public final class MapMarks {
    private final HTMLCanvasElement canvas;
    private final CanvasRenderingContext2D context;
    private final PixelCanvas picture =
            new PixelCanvas((HTMLCanvasElement) Window.current().getDocument().createElement("canvas"));
    private MapWindow window;
    private double scale; // canvas pixels in a CSS pixel
    private int side;

    MapMarks(HTMLCanvasElement canvas) {
        this.canvas = canvas;
        context = (CanvasRenderingContext2D) canvas.getContext("2d");
    }

    void clear(MapWindow window) {
        this.window = window;
        scale = Window.current().getDevicePixelRatio();
        side = (int) (canvas.getClientWidth() * scale + 0.5);
        if (canvas.getWidth() != side) {
            canvas.setWidth(side);
            canvas.setHeight(side);
        }
        context.clearRect(0, 0, side, side);
        context.setLineJoin("round");
        context.setLineCap("round");
    }

    /** A line through places, over whatever there is; the positions are the map's. */
    public void path(float[] xs, float[] ys, String colour) {
        line(xs, ys, false);
        stroke(5, "--pico-background-color");
        line(xs, ys, false);
        stroke(2.5, colour);
    }

    /** A thin line from a place to another. */
    public void thread(double x, double y, double toX, double toY) {
        context.beginPath();
        context.moveTo(x(x), y(y));
        context.lineTo(x(toX), y(toY));
        stroke(1, "--accent");
    }

    /** A closed line. */
    public void outline(Outline outline) {
        line(outline.xs(), outline.ys(), true);
        stroke(4, "--pico-background-color");
        line(outline.xs(), outline.ys(), true);
        stroke(2, "--accent");
    }

    /** A ring around a place. */
    public void ring(double x, double y, double radius, String colour) {
        for (int pass = 0; pass < 2; pass++) {
            context.beginPath();
            context.arc(x(x), y(y), radius * scale, 0, 2 * Math.PI);
            stroke(pass == 0 ? 5 : 2.5, pass == 0 ? "--pico-background-color" : colour);
        }
    }

    /**
     * A disc with a letter, at the map's edge when its place lies beyond.
     *
     * @param beside whether it makes room for another one at the same place
     */
    public void badge(double x, double y, boolean beside, String letter, String colour) {
        double radius = 9 * scale;
        double away = beside ? 13 * scale : 0;
        double atX = Math.max(radius + away, Math.min(side - radius, x(x) + away));
        double atY = Math.max(radius, Math.min(side - radius - away, y(y) - away));
        context.beginPath();
        context.arc(atX, atY, radius, 0, 2 * Math.PI);
        context.setFillStyle(colour(colour));
        context.fill();
        stroke(2, "--pico-background-color");
        context.setFillStyle(colour("--pico-background-color"));
        context.setFont("700 " + (int) (12 * scale) + "px " + PointLayer.style(canvas, "font-family"));
        context.setTextAlign("center");
        context.setTextBaseline("middle");
        context.fillText(letter, atX, atY + scale);
    }

    /** A picture (28,28) beside a place, where there is room for it. */
    public void picture(double x, double y, float[] pixels) {
        picture.grey(pixels);
        double size = 56 * scale;
        double away = 12 * scale;
        double left = x(x) + away + size > side ? x(x) - away - size : x(x) + away;
        double top = Math.max(0, Math.min(side - size, y(y) - size / 2));
        DrawingSurface.smooth(context, false);
        context.drawImage(picture.element(), left, top, size, size);
        context.beginPath();
        context.rect(left, top, size, size);
        stroke(1.5, "--accent");
    }

    /** The keyboard's place on the screen, in shares of it. */
    void cursor(double screenX, double screenY) {
        double x = screenX * side;
        double y = screenY * side;
        double arm = 11 * scale;
        for (int pass = 0; pass < 2; pass++) {
            context.beginPath();
            context.moveTo(x - arm, y);
            context.lineTo(x + arm, y);
            context.moveTo(x, y - arm);
            context.lineTo(x, y + arm);
            stroke(pass == 0 ? 5 : 2, pass == 0 ? "--pico-background-color" : "--ink");
        }
    }

    private void line(float[] xs, float[] ys, boolean closed) {
        context.beginPath();
        for (int i = 0; i < xs.length; i++) {
            if (i == 0) {
                context.moveTo(x(xs[i]), y(ys[i]));
            } else {
                context.lineTo(x(xs[i]), y(ys[i]));
            }
        }
        if (closed) {
            context.closePath();
        }
    }

    private void stroke(double width, String colour) {
        context.setLineWidth(width * scale);
        context.setStrokeStyle(colour(colour));
        context.stroke();
    }

    private String colour(String variable) {
        return PointLayer.style(canvas, variable);
    }

    private double x(double mapX) {
        return window.screenX(mapX) * side;
    }

    private double y(double mapY) {
        return window.screenY(mapY) * side;
    }
}
