package latentlab.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NeighbourMapTest {
    private static final int CLASSES = 5;
    private static final int N = 500;
    private static final int D = 10;

    private static float[] map(float[] codes, int d, int seed) {
        NeighbourMap map = new NeighbourMap(codes, d, seed);
        while (!map.isDone()) {
            map.advance();
        }
        return map.places();
    }

    @Test
    void theSameSeedGivesTheSameMapAndAnotherAnother() {
        float[] codes = RandomCodes.clouds(N, D, CLASSES, 1, 3);
        assertThat(map(codes, D, 7)).containsExactly(map(codes, D, 7));
        assertThat(map(codes, D, 8)).isNotEqualTo(map(codes, D, 7));
    }

    /** Five clouds in ten dimensions, of which the first two principal axes show some on top of others. */
    @Test
    void neighboursStayTogetherBetterThanOnTheFirstTwoPrincipalAxes() {
        float[] codes = RandomCodes.clouds(N, D, CLASSES, 1.6, 3);
        float[] places = map(codes, D, 0);
        float[] flat = new float[2 * N];
        var axes = latentlab.statistics.PrincipalAxes.of(codes, D);
        for (int i = 0; i < 2 * N; i++) {
            flat[i] = (float) axes.coordinate(codes, i / 2, i % 2);
        }
        assertThat(ofTheirOwnClass(places)).isGreaterThan(0.94);
        assertThat(ofTheirOwnClass(flat)).isLessThan(0.9);
        for (float place : places) {
            assertThat(place).isFinite();
        }
    }

    /** Mean share of the ten nearest in the plane that are of the same class. */
    private static double ofTheirOwnClass(float[] places) {
        NearestCodes plane = new NearestCodes(places, 2);
        int same = 0;
        for (int i = 0; i < N; i++) {
            for (int other : plane.ofOthers(i, 10).indices()) {
                same += i % CLASSES == other % CLASSES ? 1 : 0;
            }
        }
        return same / (10.0 * N);
    }

    @Test
    void progressRisesFromNothingToAll() {
        NeighbourMap map = new NeighbourMap(RandomCodes.normal(250, 3, 1), 3, 0);
        double before = map.progress();
        assertThat(before).isZero();
        while (!map.isDone()) {
            map.advance();
            assertThat(map.progress()).isGreaterThan(before);
            before = map.progress();
        }
        assertThat(before).isCloseTo(1, within(1e-12));
    }

    @Test
    void equalCodesAndFewOnesAreNoTrouble() {
        assertThat(map(new float[] {1, 1, 1, 1, 1, 1, 2, 2}, 2, 0)).doesNotContain(Float.NaN);
        assertThat(map(new float[60], 3, 0)).doesNotContain(Float.NaN);
        assertThat(map(new float[] {1, 2, 3, 4}, 1, 0)).hasSize(8).doesNotContain(Float.NaN);
    }
}
