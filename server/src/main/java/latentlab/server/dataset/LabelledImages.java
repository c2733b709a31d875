package latentlab.server.dataset;

/**
 * Grey images of 28×28 pixels with their classes.
 *
 * @param pixels (n,28,28), 0 black to 255 white. Not copied.
 * @param labels (n), 0 to 9. Not copied.
 */
public record LabelledImages(byte[] pixels, byte[] labels) {
    /** Pixels in an image. */
    public static final int PIXELS = 28 * 28;

    /** @throws IllegalArgumentException when there are not as many images as labels */
    public LabelledImages {
        if (pixels.length != labels.length * PIXELS) {
            throw new IllegalArgumentException(pixels.length + " pixels for " + labels.length + " labels");
        }
    }

    /** n. */
    public int size() {
        return labels.length;
    }

    /** The class of an image, 0 to 9. */
    public int label(int index) {
        return labels[index];
    }
}
