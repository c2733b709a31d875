package latentlab.image;

/**
 * A grey picture of 28×28 pixels, 0 black and 1 white, as MNIST has them.
 *
 * @param pixels (28,28) in row-major order. Not copied.
 */
public record DigitImage(float[] pixels) {
    /** Pixels per side. */
    public static final int SIDE = 28;

    /** Number of pixels. */
    public static final int PIXELS = SIDE * SIDE;

    /** @throws IllegalArgumentException when the number of pixels is another */
    public DigitImage {
        if (pixels.length != PIXELS) {
            throw new IllegalArgumentException("a picture has 784 pixels, not " + pixels.length);
        }
    }

    /** From bytes 0…255, as the IDX files hold them. */
    public static DigitImage ofBytes(byte[] bytes, int offset) {
        float[] pixels = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            pixels[i] = (bytes[offset + i] & 0xff) / 255f;
        }
        return new DigitImage(pixels);
    }

    /** Sum of all pixels. */
    public double ink() {
        double sum = 0;
        for (float pixel : pixels) {
            sum += pixel;
        }
        return sum;
    }

    /**
     * How much of the ink is neither black nor white, Σp(1 − p)/Σp: 0 for a picture of black and white alone, a half where
     * all is medium grey; NaN for a black picture.
     */
    public double undecidedInk() {
        double sum = 0;
        for (float pixel : pixels) {
            sum += pixel * (1 - pixel);
        }
        return sum / ink();
    }

    /** Column of the centre of mass in pixel indices 0…27; NaN for a black picture. */
    public double centreColumn() {
        double sum = 0;
        for (int i = 0; i < PIXELS; i++) {
            sum += pixels[i] * (i % SIDE);
        }
        return sum / ink();
    }

    /** Row of the centre of mass in pixel indices 0…27; NaN for a black picture. */
    public double centreRow() {
        double sum = 0;
        for (int i = 0; i < PIXELS; i++) {
            sum += pixels[i] * (i / SIDE);
        }
        return sum / ink();
    }

    /** Larger side of the box around all pixels that are not black, in pixels; 0 for a black picture. */
    public int largerSide() {
        int top = SIDE;
        int bottom = -1;
        int left = SIDE;
        int right = -1;
        for (int i = 0; i < PIXELS; i++) {
            if (pixels[i] > 0) {
                top = Math.min(top, i / SIDE);
                bottom = Math.max(bottom, i / SIDE);
                left = Math.min(left, i % SIDE);
                right = Math.max(right, i % SIDE);
            }
        }
        return Math.max(0, Math.max(bottom - top, right - left) + 1);
    }
}
