package latentlab.network;

/**
 * Weighted sums of a matrix's rows, the loop in which the plain Java path spends its time. Rows are contiguous, so that
 * a JIT compiler makes vector code of it; eight of them are added at a time, so that the sum is loaded and stored once
 * for eight multiplications. Rows with the factor 0 cost nothing: a ReLU leaves many.
 */
final class Rows {
    /** Rows added in one pass over the sum. */
    private static final int BLOCK = 8;

    private final float[] matrix;
    private final int width;
    private final int[] offsets; // of the rows to be added
    private final float[] factors;
    private int count;

    /**
     * @param matrix  (rows,width)
     * @param longest the most rows that are ever remembered
     */
    Rows(float[] matrix, int width, int longest) {
        this.matrix = matrix;
        this.width = width;
        offsets = new int[longest + BLOCK];
        factors = new float[longest + BLOCK];
    }

    /** Remembers the rows from firstRow on, with the factors values[from …]. */
    void take(float[] values, int from, int length, int firstRow) {
        int[] offsets = this.offsets;
        float[] factors = this.factors;
        int n = count;
        int offset = firstRow * width;
        for (int i = from; i < from + length; i++) {
            float value = values[i];
            if (value != 0) {
                offsets[n] = offset;
                factors[n++] = value;
            }
            offset += width;
        }
        count = n;
    }

    /** y[at … at+width) += Σ factor·row over the remembered rows, and forgets them. */
    void addTo(float[] y, int at) {
        while (count % BLOCK != 0) {
            offsets[count] = 0;
            factors[count++] = 0;
        }
        for (int k = 0; k < count; k += BLOCK) {
            addBlock(y, at, k);
        }
        count = 0;
    }

    private void addBlock(float[] y, int at, int k) {
        float[] m = matrix;
        int a = offsets[k];
        int b = offsets[k + 1];
        int c = offsets[k + 2];
        int d = offsets[k + 3];
        int e = offsets[k + 4];
        int f = offsets[k + 5];
        int g = offsets[k + 6];
        int h = offsets[k + 7];
        float fa = factors[k];
        float fb = factors[k + 1];
        float fc = factors[k + 2];
        float fd = factors[k + 3];
        float fe = factors[k + 4];
        float ff = factors[k + 5];
        float fg = factors[k + 6];
        float fh = factors[k + 7];
        for (int i = 0; i < width; i++) {
            y[at + i] += fa * m[a + i]
                    + fb * m[b + i]
                    + fc * m[c + i]
                    + fd * m[d + i]
                    + fe * m[e + i]
                    + ff * m[f + i]
                    + fg * m[g + i]
                    + fh * m[h + i];
        }
    }
}
