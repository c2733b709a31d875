package latentlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrincipalAxesTest {
    private static final int N = 400;

    private static float[] codes(int d, long seed) {
        Random random = new Random(seed);
        float[] codes = new float[N * d];
        for (int i = 0; i < N; i++) {
            double common = random.nextGaussian();
            for (int j = 0; j < d; j++) {
                codes[i * d + j] = (float) (3 + j + common * (j - 1) + random.nextGaussian());
            }
        }
        return codes;
    }

    /** For two coordinates there is a formula: tan 2φ = 2·cov/(var₁ − var₂). */
    @Test
    void twoCoordinatesTurnByTheAngleOfTheFormula() {
        float[] codes = codes(2, 1);
        double[][] c = Covariance.of(codes, 2).values();
        double angle = Math.atan2(2 * c[0][1], c[0][0] - c[1][1]) / 2;
        double middle = (c[0][0] + c[1][1]) / 2;
        double half = Math.hypot((c[0][0] - c[1][1]) / 2, c[0][1]);
        PrincipalAxes axes = PrincipalAxes.of(codes, 2);
        assertThat(axes.variances()[0]).isCloseTo(middle + half, within(1e-9));
        assertThat(axes.variances()[1]).isCloseTo(middle - half, within(1e-9));
        assertThat(Math.abs(axes.axes()[0][0])).isCloseTo(Math.abs(Math.cos(angle)), within(1e-9));
        assertThat(Math.abs(axes.axes()[0][1])).isCloseTo(Math.abs(Math.sin(angle)), within(1e-9));
        assertThat(axes.share(1)).isCloseTo((middle + half) / (2 * middle), within(1e-9));
    }

    @Test
    void axesAreOrthonormalAndCoordinatesVaryAsSaidAndTogetherNot() {
        int d = 6;
        float[] codes = codes(d, 2);
        PrincipalAxes axes = PrincipalAxes.of(codes, d);
        float[] turned = new float[codes.length];
        for (int i = 0; i < codes.length; i++) {
            turned[i] = (float) axes.coordinate(codes, i / d, i % d);
        }
        Covariance covariance = Covariance.of(turned, d);
        for (int i = 0; i < d; i++) {
            assertThat(covariance.mean()[i]).isCloseTo(0, within(1e-5));
            for (int j = 0; j < d; j++) {
                assertThat(covariance.values()[i][j]).isCloseTo(i == j ? axes.variances()[i] : 0, within(1e-4));
                double dot = 0;
                for (int k = 0; k < d; k++) {
                    dot += axes.axes()[i][k] * axes.axes()[j][k];
                }
                assertThat(dot).isCloseTo(i == j ? 1 : 0, within(1e-9));
            }
            assertThat(axes.variances()[i]).isLessThanOrEqualTo(axes.variances()[Math.max(0, i - 1)]);
        }
        assertThat(axes.share(d)).isCloseTo(1, within(1e-12));
    }

    /** Power iteration: the direction that the covariance stretches most. */
    @Test
    void theFirstAxisIsThePowerIterations() {
        int d = 5;
        float[] codes = codes(d, 3);
        double[][] c = Covariance.of(codes, d).values();
        double[] v = {1, 1, 1, 1, 1};
        for (int round = 0; round < 500; round++) {
            double[] next = new double[d];
            double norm = 0;
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    next[i] += c[i][j] * v[j];
                }
                norm += next[i] * next[i];
            }
            for (int i = 0; i < d; i++) {
                v[i] = next[i] / Math.sqrt(norm);
            }
        }
        double[] axis = PrincipalAxes.of(codes, d).axes()[0];
        double sign = Math.signum(axis[d - 1] * v[d - 1]);
        double largest = 0;
        for (int i = 0; i < d; i++) {
            assertThat(axis[i]).isCloseTo(sign * v[i], within(1e-6));
            largest = Math.abs(axis[i]) > Math.abs(largest) ? axis[i] : largest;
        }
        assertThat(largest).as("its sense").isPositive();
    }
}
