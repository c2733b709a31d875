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

    /**
     * y[t·width … (t+1)·width) += Σ factors[first + t·count + k] · row k for four sums t, over all rows k of a matrix, each
     * of which is read once for all four.
     *
     * @param y      (4,width)
     * @param matrix (count,width)
     */
    static void addToFour(float[] y, float[] matrix, int width, float[] factors, int first, int count) {
        int k = 0;
        for (; k + 4 <= count; k += 4) {
            addFourToFour(y, width, matrix, k * width, factors, first + k, count);
        }
        for (; k < count; k++) {
            for (int t = 0; t < 4; t++) {
                addOne(y, t * width, width, matrix, k * width, factors[first + t * count + k]);
            }
        }
    }

    /** Rows of the matrix m from a on, their factors from f, f + next, … on. */
    private static void addFourToFour(float[] y, int width, float[] m, int a, float[] factors, int f, int next) {
        requireRoom(y, 3 * width, width, m);
        int b = a + width;
        int c = b + width;
        int d = c + width;
        float a0 = factors[f];
        float b0 = factors[f + 1];
        float c0 = factors[f + 2];
        float d0 = factors[f + 3];
        float a1 = factors[f + next];
        float b1 = factors[f + next + 1];
        float c1 = factors[f + next + 2];
        float d1 = factors[f + next + 3];
        float a2 = factors[f + 2 * next];
        float b2 = factors[f + 2 * next + 1];
        float c2 = factors[f + 2 * next + 2];
        float d2 = factors[f + 2 * next + 3];
        float a3 = factors[f + 3 * next];
        float b3 = factors[f + 3 * next + 1];
        float c3 = factors[f + 3 * next + 2];
        float d3 = factors[f + 3 * next + 3];
        for (int i = 0; i < width; i++) {
            float ma = m[a + i];
            float mb = m[b + i];
            float mc = m[c + i];
            float md = m[d + i];
            y[i] += a0 * ma + b0 * mb + c0 * mc + d0 * md;
            y[width + i] += a1 * ma + b1 * mb + c1 * mc + d1 * md;
            y[2 * width + i] += a2 * ma + b2 * mb + c2 * mc + d2 * md;
            y[3 * width + i] += a3 * ma + b3 * mb + c3 * mc + d3 * md;
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
