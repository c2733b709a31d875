package latentlab.client.view;

import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.canvas.ImageData;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.typedarrays.Uint8ClampedArray;

/**
 * A canvas of 28×28 pixels, which the style sheet enlarges without smoothing. The scales are fixed: a value has the same
 * colour in every picture.
 */
public final class PixelCanvas {
    private static final int SIDE = 28;

    private final HTMLCanvasElement canvas;
    private final CanvasRenderingContext2D context;
    private final ImageData image = new ImageData(SIDE, SIDE);

    public PixelCanvas(HTMLCanvasElement canvas) {
        this.canvas = canvas;
        canvas.setWidth(SIDE);
        canvas.setHeight(SIDE);
        context = (CanvasRenderingContext2D) canvas.getContext("2d");
    }

    public HTMLCanvasElement element() {
        return canvas;
    }

    /** Shows grey values (28,28): 0 black, 1 white. */
    public void grey(float[] pixels) {
        Uint8ClampedArray bytes = image.getData();
        for (int i = 0; i < pixels.length; i++) {
            int grey = level(pixels[i]);
            set(bytes, i, grey, grey, grey);
        }
        context.putImageData(image, 0, 0);
    }

    /** Shows differences (28,28): violet below 0, black at 0, amber above; full colour from ±½ on. */
    public void difference(float[] differences) {
        Uint8ClampedArray bytes = image.getData();
        for (int i = 0; i < differences.length; i++) {
            float strength = Math.min(1, 2 * Math.abs(differences[i]));
            if (differences[i] < 0) {
                set(bytes, i, level(0.64f * strength), level(0.53f * strength), level(strength));
            } else {
                set(bytes, i, level(strength), level(0.74f * strength), level(0.18f * strength));
            }
        }
        context.putImageData(image, 0, 0);
    }

    private static void set(Uint8ClampedArray bytes, int pixel, int red, int green, int blue) {
        bytes.set(4 * pixel, red);
        bytes.set(4 * pixel + 1, green);
        bytes.set(4 * pixel + 2, blue);
        bytes.set(4 * pixel + 3, 255);
    }

    private static int level(float value) {
        return (int) (255 * value + 0.5f);
    }
}
