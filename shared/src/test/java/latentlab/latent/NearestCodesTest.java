package latentlab.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestCodesTest {
    private static final int N = 300;

    /** All codes by distance, sorted by the standard library. */
    private static int[] sorted(float[] codes, int d, float[] to, int without) {
        return IntStream.range(0, codes.length / d)
                .filter(i -> i != without)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> distance(codes, d, i, to)))
                .mapToInt(i -> i)
                .toArray();
    }

    private static double distance(float[] codes, int d, int row, float[] to) {
        return Math.sqrt(IntStream.range(0, d)
                .mapToDouble(i -> Math.pow((double) codes[row * d + i] - to[i], 2))
                .sum());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 15})
    void areTheFirstOfAllSortedByDistance(int d) {
        float[] codes = RandomCodes.normal(N, d, d);
        NearestCodes nearest = new NearestCodes(codes, d);
        for (int round = 0; round < 20; round++) {
            float[] code = RandomCodes.normal(1, d, 100 + round);
            NearestCodes.Found found = nearest.of(code, 8);
            assertThat(found.indices()).containsExactly(firstEight(sorted(codes, d, code, -1)));
            for (int i = 0; i < 8; i++) {
                assertThat(found.distances()[i]).isCloseTo(distance(codes, d, found.indices()[i], code), within(1e-9));
            }
            float[] own = Arrays.copyOfRange(codes, round * d, (round + 1) * d);
            assertThat(nearest.ofOthers(round, 8).indices()).containsExactly(firstEight(sorted(codes, d, own, round)));
        }
    }

    private static int[] firstEight(int[] all) {
        return IntStream.of(all).limit(8).toArray();
    }

    @Test
    void ofEquallyNearOnesTheFirstIsTaken() {
        NearestCodes nearest = new NearestCodes(new float[] {5, 1, 3, 1, 3}, 1);
        assertThat(nearest.of(new float[] {2}, 3).indices()).containsExactly(1, 2, 3);
        assertThat(nearest.ofOthers(1, 4).indices()).containsExactly(3, 2, 4, 0);
        assertThat(nearest.ofOthers(1, 4).meanDistance()).isEqualTo((0 + 2 + 2 + 4) / 4.0);
    }

    @Test
    void moreThanThereAreIsRefused() {
        NearestCodes nearest = new NearestCodes(new float[] {1, 2, 3, 4}, 2);
        assertThatThrownBy(() -> nearest.of(new float[2], 3)).hasMessageContaining("3 nearest of 2");
        assertThatThrownBy(() -> nearest.ofOthers(0, 2)).hasMessageContaining("2 nearest of 2");
    }
}
