package latentlab.image;

import java.util.Arrays;

/** A black and white picture of 8×8 samples a pixel, onto which round-ended lines are drawn. */
final class Raster {
    /** Samples per pixel and direction: 64 grey levels, a quarter of MNIST's, and cheap enough for every frame. */
    private static final int FINE = 8;

    private static final int SIDE = DigitImage.SIDE * FINE;

    private final byte[] samples = new byte[SIDE * SIDE];

    // where there may be ink: the first and the last of these rows and columns
    private int top = SIDE;
    private int bottom = -1;
    private int left = SIDE;
    private int right = -1;

    void clear() {
        for (int row = top; row <= bottom; row++) {
            Arrays.fill(samples, row * SIDE + left, row * SIDE + right + 1, (byte) 0);
        }
        top = SIDE;
        bottom = -1;
        left = SIDE;
        right = -1;
    }

    /**
     * Draws a stroke.
     *
     * @param scale  pixels in a side of the surface
     * @param dx     pixels from the picture's left edge to the surface's
     * @param dy     pixels from the picture's upper edge to the surface's
     * @param radius half the width of the line, in pixels
     */
    void draw(Stroke stroke, float scale, double dx, double dy, double radius) {
        double x = stroke.xs()[0] * scale + dx;
        double y = stroke.ys()[0] * scale + dy;
        if (stroke.size() == 1) {
            segment(x, y, x, y, radius);
        }
        for (int i = 1; i < stroke.size(); i++) {
            double nextX = stroke.xs()[i] * scale + dx;
            double nextY = stroke.ys()[i] * scale + dy;
            segment(x, y, nextX, nextY, radius);
            x = nextX;
            y = nextY;
        }
    }

    /** Marks the samples within the radius of the line from (x0,y0) to (x1,y1); all in pixels. */
    private void segment(double x0, double y0, double x1, double y1, double radius) {
        int firstRow = first(Math.min(y0, y1) - radius);
        int lastRow = last(Math.max(y0, y1) + radius);
        int firstColumn = first(Math.min(x0, x1) - radius);
        int lastColumn = last(Math.max(x0, x1) + radius);
        if (firstRow > lastRow || firstColumn > lastColumn) {
            return; // outside
        }
        top = Math.min(top, firstRow);
        bottom = Math.max(bottom, lastRow);
        left = Math.min(left, firstColumn);
        right = Math.max(right, lastColumn);
        double dx = x1 - x0;
        double dy = y1 - y0;
        double squaredLength = dx * dx + dy * dy;
        double squaredRadius = radius * radius;
        for (int row = firstRow; row <= lastRow; row++) {
            double y = (row + 0.5) / FINE - y0;
            for (int column = firstColumn; column <= lastColumn; column++) {
                double x = (column + 0.5) / FINE - x0;
                double along = x * dx + y * dy; // the way to the nearest point, in parts of the squared length
                boolean near;
                if (along <= 0) {
                    near = x * x + y * y <= squaredRadius;
                } else if (along >= squaredLength) {
                    near = (x - dx) * (x - dx) + (y - dy) * (y - dy) <= squaredRadius;
                } else {
                    double across = x * dy - y * dx;
                    near = across * across <= squaredRadius * squaredLength;
                }
                if (near) {
                    samples[row * SIDE + column] = 1;
                }
            }
        }
    }

    private static int first(double pixels) {
        return (int) Math.max(0, Math.floor(pixels * FINE));
    }

    private static int last(double pixels) {
        return (int) Math.min(SIDE - 1, Math.ceil(pixels * FINE));
    }

    /** Each pixel is the inked share of its samples. */
    DigitImage average() {
        float[] pixels = new float[DigitImage.PIXELS];
        for (int row = top / FINE; row * FINE <= bottom; row++) {
            for (int column = left / FINE; column * FINE <= right; column++) {
                pixels[row * DigitImage.SIDE + column] = average(row, column);
            }
        }
        return new DigitImage(pixels);
    }

    private float average(int row, int column) {
        int corner = row * FINE * SIDE + column * FINE;
        int inked = 0;
        for (int r = 0; r < FINE; r++) {
            for (int c = 0; c < FINE; c++) {
                inked += samples[corner + r * SIDE + c];
            }
        }
        return (float) inked / (FINE * FINE);
    }

    /** Each pixel is the sample in its middle. */
    DigitImage sample() {
        float[] pixels = new float[DigitImage.PIXELS];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / DigitImage.SIDE * FINE + FINE / 2;
            int column = i % DigitImage.SIDE * FINE + FINE / 2;
            pixels[i] = samples[row * SIDE + column];
        }
        return new DigitImage(pixels);
    }
}
