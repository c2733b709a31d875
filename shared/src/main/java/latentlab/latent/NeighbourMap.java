package latentlab.latent;

import latentlab.statistics.PrincipalAxes;

/**
 * Lays codes out in the plane such that neighbours stay neighbours: UMAP (McInnes, Healy and Melville 2018) with the
 * kernel 1/(1+distance²) and the same weight for every neighbour, which changes little (Damrich and Hamprecht 2021).
 *
 * <p>It begins with the first two principal axes. Then each code is drawn towards its {@value #NEIGHBOURS} nearest, and
 * pushed away from a few that are picked at random, over and over with smaller and smaller steps.
 *
 * <p>Only additions, multiplications, divisions and square roots of doubles are used, which are exact to the last bit
 * everywhere: the same seed gives the same map on a server and in every browser.
 *
 * @see <a href="https://arxiv.org/abs/1802.03426">McInnes, Healy and Melville, UMAP</a>
 * @see <a href="https://arxiv.org/abs/2103.14608">Damrich and Hamprecht, On UMAP's true loss function</a>
 */
public final class NeighbourMap {
    /** Nearest codes that hold a code in its place. */
    public static final int NEIGHBOURS = 15;

    private static final int ROUNDS = 200;
    /** Codes pushed away for each neighbour that draws. */
    private static final int STRANGERS = 5;
    /** Of the whole map at the beginning, as UMAP has it. */
    private static final double SPAN = 10;
    /** No step moves a code further than this along either axis. */
    private static final double LONGEST_STEP = 4;
    /** Keeps two codes at the same place from pushing each other infinitely far. */
    private static final double SOFT = 0.001;
    /** Codes whose neighbours are sought in one step. */
    private static final int ROWS = 100;

    private final NearestCodes codes;
    private final int n;
    private final int k;
    private final int[] neighbours; // (n,k)
    private final double[] xs;
    private final double[] ys;
    private int found; // codes whose neighbours are known
    private int rounds; // that are done
    private int random;

    /**
     * @param codes (n,d), one after the other, at least three
     * @param seed  decides which codes push each other away
     */
    public NeighbourMap(float[] codes, int d, int seed) {
        this.codes = new NearestCodes(codes, d);
        n = this.codes.size();
        k = Math.min(NEIGHBOURS, n - 1);
        neighbours = new int[n * k];
        random = 0x9e3779b9 ^ seed * 0x85ebca6b;
        random = random == 0 ? 1 : random; // the generator stays at 0 for ever
        xs = new double[n];
        ys = new double[n];
        PrincipalAxes axes = PrincipalAxes.of(codes, d);
        double largest = 0;
        for (int i = 0; i < n; i++) {
            xs[i] = axes.coordinate(codes, i, 0);
            ys[i] = d > 1 ? axes.coordinate(codes, i, 1) : 0;
            largest = Math.max(largest, Math.max(Math.abs(xs[i]), Math.abs(ys[i])));
        }
        for (int i = 0; i < n && largest > 0; i++) {
            xs[i] *= SPAN / largest;
            ys[i] *= SPAN / largest;
        }
    }

    /** Share of the work that is done, in [0,1]; the neighbours count as a fifth. */
    public double progress() {
        return 0.2 * found / n + 0.8 * rounds / ROUNDS;
    }

    /** Does a small part of the work. */
    public void advance() {
        if (found < n) {
            for (int end = Math.min(n, found + ROWS); found < end; found++) {
                System.arraycopy(codes.ofOthers(found, k).indices(), 0, neighbours, found * k, k);
            }
        } else if (rounds < ROUNDS) {
            double rate = 1 - (double) rounds / ROUNDS;
            for (int i = 0; i < n; i++) {
                for (int place = i * k; place < (i + 1) * k; place++) {
                    attract(i, neighbours[place], rate);
                    for (int stranger = 0; stranger < STRANGERS; stranger++) {
                        repel(i, next(), rate);
                    }
                }
            }
            rounds++;
        }
    }

    /** Whether there is nothing left to do. */
    public boolean isDone() {
        return rounds == ROUNDS;
    }

    /** Where the codes lie, x and y of each in turn (n,2). */
    public float[] places() {
        float[] places = new float[2 * n];
        for (int i = 0; i < n; i++) {
            places[2 * i] = (float) xs[i];
            places[2 * i + 1] = (float) ys[i];
        }
        return places;
    }

    /** Both step down the gradient of −log(1/(1+distance²)). */
    private void attract(int i, int j, double rate) {
        double dx = xs[i] - xs[j];
        double dy = ys[i] - ys[j];
        double step = rate * 2 / (1 + dx * dx + dy * dy);
        double stepX = clip(step * dx);
        double stepY = clip(step * dy);
        xs[i] -= stepX;
        ys[i] -= stepY;
        xs[j] += stepX;
        ys[j] += stepY;
    }

    /** The first steps down the gradient of −log(1 − 1/(1+distance²)). */
    private void repel(int i, int j, double rate) {
        double dx = xs[i] - xs[j];
        double dy = ys[i] - ys[j];
        double square = dx * dx + dy * dy;
        double step = rate * 2 / ((SOFT + square) * (1 + square));
        xs[i] += clip(step * dx);
        ys[i] += clip(step * dy);
    }

    private static double clip(double step) {
        return step > LONGEST_STEP ? LONGEST_STEP : step < -LONGEST_STEP ? -LONGEST_STEP : step;
    }

    /** Any code (Marsaglia's xorshift, 2003). */
    private int next() {
        random ^= random << 13;
        random ^= random >>> 17;
        random ^= random << 5;
        return (random >>> 1) % n;
    }
}
