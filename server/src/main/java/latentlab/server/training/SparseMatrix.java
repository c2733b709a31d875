package latentlab.server.training;

import java.util.stream.IntStream;

/**
 * A small constant matrix, most of it zeros, that is multiplied with a column of whole arrays: each result is the sum of
 * one, two or three arrays with a factor each.
 *
 * @param places  for each row, the columns that are not zero
 * @param factors for each row, their values
 */
record SparseMatrix(int columns, int[][] places, float[][] factors) {

    static SparseMatrix of(float[][] rows) {
        int[][] places = new int[rows.length][];
        float[][] factors = new float[rows.length][];
        for (int r = 0; r < rows.length; r++) {
            float[] row = rows[r];
            places[r] = IntStream.range(0, row.length).filter(k -> row[k] != 0).toArray();
            factors[r] = new float[places[r].length];
            for (int i = 0; i < factors[r].length; i++) {
                factors[r][i] = row[places[r][i]];
            }
        }
        return new SparseMatrix(rows[0].length, places, factors);
    }

    SparseMatrix transposed() {
        float[][] rows = new float[columns][rows()];
        for (int r = 0; r < rows(); r++) {
            for (int i = 0; i < places[r].length; i++) {
                rows[places[r][i]][r] = factors[r][i];
            }
        }
        return of(rows);
    }

    int rows() {
        return places.length;
    }

    /**
     * One row times a column of arrays.
     *
     * @param column arrays of one length
     * @param first  place in {@code column} of the first array
     * @param step   from one array to the next
     * @param result gets the sum, unless that is one of the arrays as it is
     * @return {@code result} or that array
     */
    float[] times(int row, float[][] column, int first, int step, float[] result) {
        int[] at = places[row];
        float[] f = factors[row];
        float[] a = column[first + at[0] * step];
        switch (at.length) {
            case 1 -> {
                if (f[0] == 1) {
                    return a;
                }
                sum(result, a, f[0], a, 0);
            }
            case 2 -> sum(result, a, f[0], column[first + at[1] * step], f[1]);
            case 3 -> sum(result, a, f[0], column[first + at[1] * step], f[1], column[first + at[2] * step], f[2]);
            default -> throw new IllegalStateException("a row of " + at.length);
        }
        return result;
    }

    // loops on arrays with one index, which the JVM's compiler turns into SIMD instructions

    private static void sum(float[] sum, float[] a, float fa, float[] b, float fb) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = fa * a[i] + fb * b[i];
        }
    }

    private static void sum(float[] sum, float[] a, float fa, float[] b, float fb, float[] c, float fc) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = fa * a[i] + fb * b[i] + fc * c[i];
        }
    }
}
