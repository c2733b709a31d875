package latentlab.kernel;

/**
 * Which positions of a picture have ink in their window, for the encoder to skip the others: most of a drawing is black.
 * The first convolution looks at windows of 4×4 pixels, 14×14 of them; the second at their 16×16 with a padding of one.
 */
final class InkRows {
    private static final int SIZE = 28;
    private static final int POSITIONS = 14;

    /** For each padded row of positions, bit c is set where the padded column c has ink. */
    private final int[] rows = new int[POSITIONS + 2];

    private final int[] pixelRows = new int[SIZE + 2];

    /**
     * Looks at a picture and copies it.
     *
     * @param pixels (28,28)
     * @param memory where the copy goes
     * @param at     index of the copy's first pixel
     * @param stride distance of the copy's rows
     */
    void read(float[] pixels, float[] memory, int at, int stride) {
        for (int r = 0; r < SIZE; r++) {
            int bits = 0;
            for (int c = 0; c < SIZE; c++) {
                float pixel = pixels[r * SIZE + c];
                memory[at + r * stride + c] = pixel;
                if (pixel != 0) {
                    bits |= 2 << c;
                }
            }
            // bit c: ink in one of the padded columns c … c+3
            pixelRows[r + 1] = bits | bits >>> 1 | bits >>> 2 | bits >>> 3;
        }
        for (int r = 0; r < POSITIONS; r++) {
            int any = pixelRows[2 * r] | pixelRows[2 * r + 1] | pixelRows[2 * r + 2] | pixelRows[2 * r + 3];
            int bits = 0;
            for (int c = 0; c < POSITIONS; c++) {
                bits |= (any >>> 2 * c & 1) << c + 1;
            }
            rows[r + 1] = bits;
        }
    }

    /** Whether there is ink in one of the positions of a rectangle of padded positions. */
    boolean any(int row, int rowCount, int column, int columnCount) {
        int bits = 0;
        for (int r = row; r < row + rowCount; r++) {
            bits |= rows[r];
        }
        return (bits >>> column & (1 << columnCount) - 1) != 0;
    }
}
