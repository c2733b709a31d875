package latentlab.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import latentlab.statistics.PrincipalAxes;
import latentlab.statistics.Quantiles;
import org.junit.jupiter.api.Test;

class CodeMapTest {
    private static final int N = 200;
    private static final int D = 6;

    private final float[] codes = RandomCodes.clouds(N, D, 4, 2, 9);
    private final NearestCodes nearest = new NearestCodes(codes, D);
    private final double[] place = new double[2];

    private float[] code(int row) {
        return Arrays.copyOfRange(codes, row * D, (row + 1) * D);
    }

    @Test
    void keepsDistancesAlongTheAxesUpToOneScale() {
        CodeMap map = CodeMap.ofAxes(codes, D);
        PrincipalAxes axes = PrincipalAxes.of(codes, D);
        double scale = (map.xs()[1] - map.xs()[0]) / (axes.coordinate(codes, 1, 0) - axes.coordinate(codes, 0, 0));
        assertThat(scale).isPositive();
        for (int i = 1; i < N; i++) {
            assertThat((double) map.xs()[i] - map.xs()[0])
                    .isCloseTo(scale * (axes.coordinate(codes, i, 0) - axes.coordinate(codes, 0, 0)), within(1e-6));
            assertThat((double) map.ys()[i] - map.ys()[0])
                    .isCloseTo(scale * (axes.coordinate(codes, i, 1) - axes.coordinate(codes, 0, 1)), within(1e-6));
        }
        assertThat(map.share()).isEqualTo(axes.share(2));
    }

    @Test
    void fillsTheSquare() {
        for (CodeMap map : new CodeMap[] {CodeMap.ofAxes(codes, D), CodeMap.ofPlaces(nearest, codes2())}) {
            double[] x =
                    IntStream.range(0, N).mapToDouble(i -> map.xs()[i]).sorted().toArray();
            double[] y =
                    IntStream.range(0, N).mapToDouble(i -> map.ys()[i]).sorted().toArray();
            assertThat(Math.max(x[N - 1] - x[0], y[N - 1] - y[0])).isCloseTo(0.94, within(1e-6));
            assertThat(Math.min(x[0], y[0])).isGreaterThanOrEqualTo(0.03 - 1e-6);
            assertThat(x[0] + x[N - 1]).as("in the middle").isCloseTo(1, within(1e-6));
            assertThat(y[0] + y[N - 1]).isCloseTo(1, within(1e-6));
        }
    }

    private static float[] codes2() {
        return RandomCodes.normal(N, 2, 4);
    }

    @Test
    void aCodeOfItsOwnBelongsWhereItLies() {
        for (CodeMap map : new CodeMap[] {CodeMap.ofAxes(codes, D), CodeMap.ofPlaces(nearest, codes2())}) {
            for (int i = 0; i < N; i += 7) {
                map.place(code(i), place);
                assertThat(place[0]).isCloseTo(map.xs()[i], within(1e-6));
                assertThat(place[1]).isCloseTo(map.ys()[i], within(1e-6));
                assertThat(map.nearest(place[0], place[1], 1e-3)).isEqualTo(i);
            }
        }
    }

    @Test
    void anotherCodeBelongsToTheWeightedMeanOfItsNearest() {
        CodeMap map = CodeMap.ofPlaces(nearest, codes2());
        float[] code = RandomCodes.normal(1, D, 77);
        map.place(code, place);
        NearestCodes.Found found = nearest.of(code, 8);
        double[] weights =
                Arrays.stream(found.distances()).map(x -> Math.pow(x, -2)).toArray();
        double sum = Arrays.stream(weights).sum();
        double x = IntStream.range(0, 8)
                .mapToDouble(i -> weights[i] / sum * map.xs()[found.indices()[i]])
                .sum();
        assertThat(place[0]).isCloseTo(x, within(1e-9));
    }

    @Test
    void nothingIsNearWhereNothingIs() {
        assertThat(CodeMap.ofAxes(codes, D).nearest(5, 5, 0.1)).isEqualTo(-1);
    }

    @Test
    void oneCoordinateIsALine() {
        CodeMap map = CodeMap.ofAxes(new float[] {3, 1, 2}, 1);
        assertThat(map.xs()).containsExactly(0.97f, 0.03f, 0.5f);
        assertThat(map.ys()).containsExactly(0.5f, 0.5f, 0.5f);
        map.place(new float[] {2}, place);
        assertThat(place).containsExactly(0.5, 0.5);
    }

    @Test
    void aDistanceIsRankedAmongThoseOfTheCodesThemselves() {
        Quantiles distances = Familiarity.distances(nearest, N);
        double[] means = IntStream.range(0, N)
                .mapToDouble(i -> Arrays.stream(nearest.ofOthers(i, 8).distances())
                        .average()
                        .orElseThrow())
                .sorted()
                .toArray();
        assertThat(distances.values()[0]).isCloseTo(means[0], within(1e-12));
        assertThat(distances.values()[100]).isCloseTo(means[N - 1], within(1e-12));
        assertThat(distances.at(0.5)).isCloseTo((means[N / 2 - 1] + means[N / 2]) / 2, within(1e-12));
        Quantiles errors = new Quantiles(new double[] {0, 1});
        assertThat(Familiarity.of(errors, 0.3, distances, means[0]).verdict()).isEqualTo(Familiarity.Verdict.USUAL);
        assertThat(Familiarity.of(errors, 0.98, distances, means[0]).verdict()).isEqualTo(Familiarity.Verdict.UNUSUAL);
        assertThat(Familiarity.of(errors, 0.3, distances, 2 * means[N - 1]).verdict())
                .isEqualTo(Familiarity.Verdict.OFF_THE_MAP);
        assertThat(Familiarity.of(errors, 0.3, distances, 2 * means[N - 1])).isEqualTo(new Familiarity(0.3, 1));
    }
}
