package latentlab.image;

/**
 * The steps that turn strokes into a picture of MNIST's form. Each may be left out, to see what it is for.
 *
 * @param penWidth lines as wide as a tenth of the ink's larger side; else as wide as they were drawn
 * @param scale    the ink's larger side becomes 20 pixels, its aspect is kept; else the whole surface becomes 28 pixels
 * @param average  a pixel is the share of its area that is inked; else black or white by its middle
 * @param centre   the centre of mass comes to pixel (14,14); else the box (when scaled) to the middle, or nothing moves
 */
public record NormalizationSteps(boolean penWidth, boolean scale, boolean average, boolean centre) {
    /** As MNIST was made. */
    public static final NormalizationSteps ALL = new NormalizationSteps(true, true, true, true);

    /** The surface as it is. */
    public static final NormalizationSteps NONE = new NormalizationSteps(false, false, false, false);

    /** Number of steps. */
    public static final int COUNT = 4;

    /** These steps without those from the {@code count}-th on: what the picture is on the way. */
    public NormalizationSteps first(int count) {
        return new NormalizationSteps(
                penWidth && count > 0, scale && count > 1, average && count > 2, centre && count > 3);
    }

    /** Whether the step of that number (0 pen width, 1 scale, 2 average, 3 centre) is done. */
    public boolean has(int step) {
        return switch (step) {
            case 0 -> penWidth;
            case 1 -> scale;
            case 2 -> average;
            case 3 -> centre;
            default -> throw new IllegalArgumentException("step " + step + ", expected 0 to 3");
        };
    }

    /** These steps with the one of that number done or left out. */
    public NormalizationSteps with(int step, boolean done) {
        return new NormalizationSteps(
                step == 0 ? done : penWidth,
                step == 1 ? done : scale,
                step == 2 ? done : average,
                step == 3 ? done : centre);
    }
}
