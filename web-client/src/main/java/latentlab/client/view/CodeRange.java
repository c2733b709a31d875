package latentlab.client.view;

/**
 * Where one number of the code lies, over the test set.
 *
 * @param low  98 % of the test set lie between this
 * @param high and this
 */
public record CodeRange(float min, float low, float high, float max) {
    /** For a model that does not say. */
    public static final CodeRange UNKNOWN = new CodeRange(-10, -5, 5, 10);
}
