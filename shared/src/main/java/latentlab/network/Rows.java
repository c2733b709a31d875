package latentlab.network;

/**
 * Weighted sums of a matrix's rows, the loop in which the plain Java path spends its time. Rows are contiguous, so that
 * a compiler can make vector code of it; eight of them are added at a time, so that the sum is loaded and stored once
 * for eight multiplications.
 */
final class Rows {
    /** Rows added in one pass over the sum. */
    private static final int BLOCK = 8;

    private Rows() {}

    /**
     * y[at … at+width) += Σ factors[first+k] · row k, over the rows k &lt; count of a matrix.
     *
     * @param matrix (count,width)
     */
    static void add(float[] y, int at, float[] matrix, int width, float[] factors, int first, int count) {
        int k = 0;
        for (; k + BLOCK <= count; k += BLOCK) {
            int a = k * width;
            int f = first + k;
            addEight(
                    y,
                    at,
                    width,
                    matrix,
                    a,
                    a + width,
                    a + 2 * width,
                    a + 3 * width,
                    a + 4 * width,
                    a + 5 * width,
                    a + 6 * width,
                    a + 7 * width,
                    factors[f],
                    factors[f + 1],
                    factors[f + 2],
                    factors[f + 3],
                    factors[f + 4],
                    factors[f + 5],
                    factors[f + 6],
                    factors[f + 7]);
        }
        for (; k < count; k++) {
            addOne(y, at, width, matrix, k * width, factors[first + k]);
        }
    }

    private static void addOne(float[] y, int at, int width, float[] m, int a, float fa) {
        requireRoom(y, at, width, m);
        for (int i = 0; i < width; i++) {
            y[at + i] += fa * m[a + i];
        }
    }

    /** Rows of the matrix m that start at a … h. */
    private static void addEight(
            float[] y,
            int at,
            int width,
            float[] m,
            int a,
            int b,
            int c,
            int d,
            int e,
            int f,
            int g,
            int h,
            float fa,
            float fb,
            float fc,
            float fd,
            float fe,
            float ff,
            float fg,
            float fh) {
        requireRoom(y, at, width, m);
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

    /** Also tells compilers before the loop that there are arrays, which TeaVM else looks up in every turn. */
    private static void requireRoom(float[] y, int at, int width, float[] m) {
        if (at + width > y.length || width > m.length) {
            throw new IndexOutOfBoundsException(width + " values at " + at + " of " + y.length);
        }
    }

    /** The rows whose factor is not 0: a ReLU leaves many zeros, and so do the black parts of a picture. */
    static final class Sparse {
        private final float[] matrix;
        private final int width;
        private final int[] offsets; // of the rows to be added
        private final float[] factors;
        private int count;

        /**
         * @param matrix  (rows,width)
         * @param longest the most rows that are ever taken for one sum
         */
        Sparse(float[] matrix, int width, int longest) {
            this.matrix = matrix;
            this.width = width;
            offsets = new int[longest + BLOCK];
            factors = new float[longest + BLOCK];
        }

        /** Takes the rows from firstRow on, with the factors values[from … from+length). */
        void take(float[] values, int from, int length, int firstRow) {
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

        /** y[at … at+width) += Σ factor · row over the rows taken, and lets go of them. */
        void addTo(float[] y, int at) {
            int[] o = offsets;
            float[] f = factors;
            while (count % BLOCK != 0) {
                o[count] = 0;
                f[count++] = 0;
            }
            for (int k = 0; k < count; k += BLOCK) {
                addEight(
                        y, at, width, matrix, o[k], o[k + 1], o[k + 2], o[k + 3], o[k + 4], o[k + 5], o[k + 6],
                        o[k + 7], f[k], f[k + 1], f[k + 2], f[k + 3], f[k + 4], f[k + 5], f[k + 6], f[k + 7]);
            }
            count = 0;
        }
    }
}
