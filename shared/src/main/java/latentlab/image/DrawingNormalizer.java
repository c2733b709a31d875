package latentlab.image;

/**
 * Turns strokes into what the network was trained on. MNIST's own digits have their ink's larger side at 20 pixels,
 * lines of about a tenth of that, and their centre of mass at pixel (14,14)
 * (Y. LeCun, C. Cortes, C. Burges: "images were centered in a 28x28 image by computing the center of mass").
 *
 * <p>Strokes are rendered anew for each picture, so scaling never blurs. Not thread-safe: it has its own raster.
 */
public final class DrawingNormalizer {
    /** Width of the drawn line in sides of the surface, where step one is left out. */
    public static final float DRAWN_PEN_WIDTH = 0.06f;

    /** Larger side of the ink, in pixels. */
    private static final float LARGER_SIDE = 20;

    /** Width of a line in the ink's larger side. */
    private static final float PEN_SHARE = 0.1f;

    /** A dot has no size that could be scaled to 20 pixels; smaller drawings than this count as this large. */
    private static final float SMALLEST_DRAWING = 0.04f;

    /** Where the centre of mass goes, in pixels from the picture's edge: the middle of pixel 14. */
    private static final double CENTRE = 14.5;

    private final Raster raster = new Raster();

    /**
     * The picture of a drawing.
     *
     * @return black for an empty drawing
     */
    public DigitImage normalize(Drawing drawing, NormalizationSteps steps) {
        if (drawing.isEmpty()) {
            return new DigitImage(new float[DigitImage.PIXELS]);
        }
        Box lines = Box.around(drawing);
        float side = Math.max(SMALLEST_DRAWING, lines.largerSide());
        // The pen adds its width to the lines' box, and is to be a tenth of the sum.
        float pen = steps.penWidth() ? side * PEN_SHARE / (1 - PEN_SHARE) : DRAWN_PEN_WIDTH;
        float scale = steps.scale() ? LARGER_SIDE / (side + pen) : DigitImage.SIDE;
        double dx = steps.scale() ? DigitImage.SIDE / 2.0 - lines.centreX() * scale : 0;
        double dy = steps.scale() ? DigitImage.SIDE / 2.0 - lines.centreY() * scale : 0;
        DigitImage image = render(drawing, scale, dx, dy, pen, steps.average());
        if (!steps.centre() || image.ink() == 0) {
            return image;
        }
        double halfPen = pen * scale / 2;
        // Once brings the centre to within a sample, twice to within a fraction of one.
        for (int pass = 0; pass < 2; pass++) {
            dx = keepInside(
                    dx + CENTRE - 0.5 - image.centreColumn(),
                    lines.left() * scale - halfPen,
                    lines.right() * scale + halfPen);
            dy = keepInside(
                    dy + CENTRE - 0.5 - image.centreRow(),
                    lines.top() * scale - halfPen,
                    lines.bottom() * scale + halfPen);
            image = render(drawing, scale, dx, dy, pen, steps.average());
        }
        return image;
    }

    private DigitImage render(Drawing drawing, float scale, double dx, double dy, float pen, boolean average) {
        raster.clear();
        for (Stroke stroke : drawing.strokes()) {
            raster.draw(stroke, scale, dx, dy, pen * scale / 2);
        }
        return average ? raster.average() : raster.sample();
    }

    /** The nearest shift that cuts nothing off, where the ink fits into the picture at all. */
    private static double keepInside(double shift, double from, double to) {
        if (to - from > DigitImage.SIDE) {
            return shift;
        }
        return Math.max(-from, Math.min(DigitImage.SIDE - to, shift));
    }
}
