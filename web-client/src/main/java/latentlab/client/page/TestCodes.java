package latentlab.client.page;

/**
 * The codes of all test images.
 *
 * @param d      numbers of a code
 * @param codes  (n,d)
 * @param labels (n), the digits that people read
 */
record TestCodes(int d, float[] codes, byte[] labels) {
    /** n. */
    int size() {
        return labels.length;
    }

    /** One of the codes (d). */
    float[] code(int index) {
        float[] code = new float[d];
        System.arraycopy(codes, index * d, code, 0, d);
        return code;
    }
}
