package latentlab.kernel;

/**
 * Puts a picture into the encoder's memory, with the lists of what is to be computed of it: windows without ink are left
 * out. For one picture at a time.
 */
public final class EncoderInput {
    /** Of the padded picture's rows. */
    static final int STRIDE = 32;
    /** Positions of a padded line after the first layer. */
    static final int PADDED = 16;

    private static final int POSITIONS = 14;
    private static final int POINTS = MinimalFiltering.POINTS;
    private static final int FACTORS = MinimalFiltering.FACTORS;

    /** Room of all lists, in units of 32 bits. */
    static final int LISTS =
            2 * (1 + FACTORS * FACTORS) * (1 + RowProducts.ROWS) + 2 * (POSITIONS * POSITIONS + POINTS * POINTS);

    /**
     * Where things lie in the memory: addresses, and the channels that each layer has there.
     *
     * @param picture  (30,32)
     * @param hidden   (16,16,first)
     * @param first    channels of the first layer
     * @param points   (11,11,4,first)
     * @param products (11,11,second)
     * @param second   channels of the second layer
     * @param lists    of the first layer, then of each pair of factors: first and last address, then entries
     */
    public record Layout(int picture, int hidden, int first, int points, int products, int second, int lists) {}

    private final Layout layout;
    private final InkRows ink = new InkRows();

    /** For the memory of one encoder. */
    public EncoderInput(Layout layout) {
        this.layout = layout;
    }

    /** Address of a list's first and last address. */
    static int header(int lists, int list) {
        return lists + 8 * list;
    }

    /**
     * Writes.
     *
     * @param pixels    (28,28)
     * @param memory    as numbers
     * @param addresses the same memory as integers
     */
    public void write(float[] pixels, float[] memory, int[] addresses) {
        ink.read(pixels, memory, layout.picture / 4 + STRIDE + 1, STRIDE);
        int at = header(layout.lists, 1 + FACTORS * FACTORS) / 4;
        int begin = at;
        for (int r = 0; r < POSITIONS; r++) {
            for (int s = 0; s < POSITIONS; s++) {
                if (ink.any(r + 1, 1, s + 1, 1)) {
                    addresses[at++] = layout.picture + 4 * (2 * r * STRIDE + 2 * s);
                    addresses[at++] = layout.hidden + 4 * ((r + 1) * PADDED + s + 1) * layout.first;
                }
            }
        }
        at = close(addresses, 0, begin, at);
        for (int pair = 0; pair < FACTORS * FACTORS; pair++) {
            begin = at;
            for (int t = point(pair / 3); t < point(pair / 3 + 1); t++) {
                for (int s = point(pair % 3); s < point(pair % 3 + 1); s++) {
                    if (ink.any(window(t), windowSize(t), window(s), windowSize(s))) {
                        addresses[at++] = layout.points + 16 * (t * POINTS + s) * layout.first;
                        addresses[at++] = layout.products + 4 * (t * POINTS + s) * layout.second;
                    }
                }
            }
            at = close(addresses, 1 + pair, begin, at);
        }
    }

    private static int point(int factor) {
        return MinimalFiltering.firstPoint(factor);
    }

    /** First padded position that a point is made of. */
    private static int window(int point) {
        return 2 * MinimalFiltering.firstInput(point);
    }

    private static int windowSize(int point) {
        return MinimalFiltering.isSingle(point) ? 2 : 4;
    }

    /** Fills the last four rows up by repeating one, which does no harm, and notes where the list lies. */
    private int close(int[] addresses, int list, int begin, int end) {
        int at = end;
        while ((at - begin) % (2 * RowProducts.ROWS) != 0) {
            addresses[at] = addresses[at - 2];
            addresses[at + 1] = addresses[at - 1];
            at += 2;
        }
        int header = header(layout.lists, list) / 4;
        addresses[header] = 4 * begin;
        addresses[header + 1] = 4 * at;
        return at;
    }
}
