package latentlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against values worked out by hand, and against what defines each of them. */
class StudyStatisticsTest {
    private static final double EXACT = 1e-12;

    /** Four codes of three coordinates, the third of them constant. */
    private static final float[] CODES = {1, 2, 5, 2, 4, 5, 3, 5, 5, 4, 9, 5};

    @Test
    void meanAndDeviationOfASample() {
        Summary summary = Summary.of(2, 4, 4, 4, 5, 5, 7, 9);
        assertThat(summary.mean()).isEqualTo(5);
        assertThat(summary.sd()).isCloseTo(Math.sqrt(32.0 / 7), within(EXACT));
        assertThat(summary.count()).isEqualTo(8);
        assertThat(Summary.of(3)).isEqualTo(new Summary(3, 0, 1));
        assertThatThrownBy(Summary::of).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void correlationByHand() {
        // x = 1 2 3 4, y = 2 4 5 9: Σ(x−2.5)(y−5) = 11, Σ(x−2.5)² = 5, Σ(y−5)² = 26
        CorrelationMatrix r = CorrelationMatrix.of(CODES, 3);
        assertThat(r.values()[0][1]).isCloseTo(11 / Math.sqrt(5 * 26), within(EXACT));
        assertThat(r.values()[1][0]).isEqualTo(r.values()[0][1]);
        assertThat(r.values()[0][0]).isEqualTo(1);
        assertThat(r.values()[2]).containsExactly(0, 0, 1);
        assertThat(r.overall()).isCloseTo(11 / Math.sqrt(5 * 26) / 3, within(EXACT));
        assertThat(CorrelationMatrix.of(new float[] {1, 2, 3}, 1).overall()).isZero();
    }

    @Test
    void overallTakesNegativeCorrelationAsItIs() {
        CorrelationMatrix r = CorrelationMatrix.of(new float[] {1, -1, 2, -2, 4, -4}, 2);
        assertThat(r.values()[0][1]).isCloseTo(-1, within(EXACT));
        assertThat(r.overall()).isCloseTo(1, within(EXACT));
    }

    @Test
    void aPartOfACodeIsNoCode() {
        assertThatThrownBy(() -> Covariance.of(new float[] {1, 2, 3}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 numbers");
    }

    @Test
    void eigenvectorsTakeTheMatrixApart() {
        double[][] matrix = Covariance.of(random(500, 7), 7).values();
        SymmetricEigen eigen = SymmetricEigen.of(matrix);
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 7; j++) {
                double product = 0;
                double identity = 0;
                for (int k = 0; k < 7; k++) {
                    product += eigen.vectors()[i][k] * eigen.values()[k] * eigen.vectors()[j][k];
                    identity += eigen.vectors()[i][k] * eigen.vectors()[j][k];
                }
                assertThat(product).isCloseTo(matrix[i][j], within(1e-10));
                assertThat(identity).isCloseTo(i == j ? 1 : 0, within(1e-12));
            }
        }
        SymmetricEigen known = SymmetricEigen.of(new double[][] {{2, 1}, {1, 2}});
        Arrays.sort(known.values());
        assertThat(known.values()).containsExactly(new double[] {1, 3}, within(EXACT));
    }

    @Test
    void whitenedCodesAreUncorrelatedWithVarianceOne() {
        float[] codes = random(2000, 6);
        assertThat(CorrelationMatrix.of(codes, 6).overall()).isGreaterThan(0.1);
        Whitening whitening = Whitening.of(codes, 6);
        Covariance white = Covariance.of(whitening.apply(codes), 6);
        for (int i = 0; i < 6; i++) {
            assertThat(white.mean()[i]).isCloseTo(0, within(1e-6));
            for (int j = 0; j < 6; j++) {
                assertThat(white.values()[i][j]).isCloseTo(i == j ? 1 : 0, within(1e-5));
                double there = 0;
                for (int k = 0; k < 6; k++) {
                    there += whitening.inverse()[i][k] * whitening.matrix()[k][j];
                }
                assertThat(there).as("there and back").isCloseTo(i == j ? 1 : 0, within(1e-12));
            }
        }
    }

    @Test
    void whiteningOfUncorrelatedCodesOnlyScalesThem() {
        // variances 4 and 9, no covariance
        float[] white =
                Whitening.of(new float[] {2, 3, -2, 3, 2, -3, -2, -3}, 2).apply(new float[] {2, 3});
        assertThat(white).containsExactly(new float[] {1, 1}, within(1e-6f));
    }

    @Test
    void confusionsAreCountedByActualAndPredictedClass() {
        ConfusionMatrix matrix = ConfusionMatrix.of(new byte[] {0, 0, 1, 2}, new byte[] {0, 2, 1, 1}, 3);
        assertThat(matrix.counts()).isDeepEqualTo(new int[][] {{1, 0, 1}, {0, 1, 0}, {0, 1, 0}});
        assertThat(matrix.accuracy()).isEqualTo(0.5);
        assertThat(matrix.plus(matrix).counts()[0]).containsExactly(2, 0, 2);
        assertThatThrownBy(() -> ConfusionMatrix.of(new byte[1], new byte[2], 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Correlated: each coordinate carries a part of the one before it. */
    private static float[] random(int count, int d) {
        Random random = new Random(5);
        float[] codes = new float[count * d];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (float) (random.nextGaussian() * (1 + i % d) + (i % d == 0 ? 3 : codes[i - 1]));
        }
        return codes;
    }
}
