package latentlab.image;

/**
 * Turns pictures about where the centre of mass of every normalised digit lies, pixel (14, 14), mixing the four nearest
 * pixels (bilinear). What leaves the picture is lost, and what comes in is black.
 */
public final class Turn {
    private static final int CENTRE = 14;

    private Turn() {}

    /** The picture turned clockwise by an angle in degrees. */
    public static DigitImage clockwise(DigitImage image, double degrees) {
        double c = Math.cos(Math.PI * degrees / 180);
        double s = Math.sin(Math.PI * degrees / 180);
        float[] turned = new float[DigitImage.PIXELS];
        for (int row = 0; row < DigitImage.SIDE; row++) {
            for (int column = 0; column < DigitImage.SIDE; column++) {
                double right = column - CENTRE;
                double down = row - CENTRE;
                // where the pixel came from: back by the same angle
                turned[row * DigitImage.SIDE + column] =
                        sample(image.pixels(), CENTRE + c * right + s * down, CENTRE - s * right + c * down);
            }
        }
        return new DigitImage(turned);
    }

    private static float sample(float[] pixels, double column, double row) {
        int left = (int) Math.floor(column);
        int top = (int) Math.floor(row);
        float right = (float) (column - left);
        float down = (float) (row - top);
        return (1 - down) * ((1 - right) * pixel(pixels, top, left) + right * pixel(pixels, top, left + 1))
                + down * ((1 - right) * pixel(pixels, top + 1, left) + right * pixel(pixels, top + 1, left + 1));
    }

    private static float pixel(float[] pixels, int row, int column) {
        boolean inside = row >= 0 && row < DigitImage.SIDE && column >= 0 && column < DigitImage.SIDE;
        return inside ? pixels[row * DigitImage.SIDE + column] : 0;
    }
}
