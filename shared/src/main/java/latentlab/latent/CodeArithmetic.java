package latentlab.latent;

/** Codes are vectors: what tells one digit from another may be taken from a third. */
public final class CodeArithmetic {
    private CodeArithmetic() {}

    /**
     * a − b + c: from c, the step that leads from b to a.
     *
     * @param out as long as each of them, overwritten; may be one of them
     */
    public static void combine(float[] a, float[] b, float[] c, float[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) ((double) a[i] - b[i] + c[i]);
        }
    }
}
