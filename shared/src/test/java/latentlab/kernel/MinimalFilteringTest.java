package latentlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MinimalFilteringTest {
    @Test
    void elevenProductsMakeSevenOutputs() {
        Random random = new Random(1);
        double[] x = random.doubles(8).toArray();
        double[] g = random.doubles(2).toArray();
        double[] products = new double[MinimalFiltering.POINTS];
        for (int factor = 0; factor < MinimalFiltering.FACTORS; factor++) {
            int end = MinimalFiltering.firstPoint(factor + 1);
            for (int p = MinimalFiltering.firstPoint(factor); p < end; p++) {
                int input = MinimalFiltering.firstInput(p);
                double point = MinimalFiltering.isSingle(p) ? x[input] : x[input] - x[input + 1];
                products[p] = point * (factor == 0 ? g[0] : factor == 1 ? g[0] + g[1] : g[1]);
            }
        }
        for (int o = 0; o < MinimalFiltering.OUTPUTS; o++) {
            // as emitted: even ones are a sum of g0's and another's product, odd ones a difference
            double output = o % 2 == 0
                    ? products[o / 2] + products[(o == 6 ? 7 : 4) + o / 2]
                    : products[4 + o / 2] - products[7 + o / 2];
            assertThat(output).isCloseTo(x[o] * g[0] + x[o + 1] * g[1], offset(1e-12));
        }
    }

    @Test
    void factorsAreSumsOfTheTapsOfOneParity() {
        float[] kernel = new float[16];
        for (int tap = 0; tap < 16; tap++) {
            kernel[tap] = 1 << tap; // so that a sum tells its taps
        }
        assertThat(MinimalFiltering.factor(kernel, 0, 0, 0, 0, false)).isEqualTo(1); // (0,0)
        assertThat(MinimalFiltering.factor(kernel, 0, 3, 2, 2, false)).isEqualTo(1 << 15); // (3,3)
        assertThat(MinimalFiltering.factor(kernel, 0, 1, 0, 2, false)).isEqualTo(1 << 3); // (0,3)
        assertThat(MinimalFiltering.factor(kernel, 0, 2, 1, 0, false)).isEqualTo(1 << 4 | 1 << 12); // (1,0) (3,0)
        assertThat(MinimalFiltering.factor(kernel, 0, 0, 1, 1, false)).isEqualTo(1 | 1 << 2 | 1 << 8 | 1 << 10);
        // an even output of a transposed convolution: tap 3 of the one before, tap 1 of its own
        assertThat(MinimalFiltering.factor(kernel, 0, 0, 0, 0, true)).isEqualTo(1 << 15); // (3,3)
        assertThat(MinimalFiltering.factor(kernel, 0, 0, 2, 2, true)).isEqualTo(1 << 5); // (1,1)
        // an odd one: tap 2 of its own, tap 0 of the next
        assertThat(MinimalFiltering.factor(kernel, 0, 3, 0, 0, true)).isEqualTo(1 << 10); // (2,2)
        assertThat(MinimalFiltering.factor(kernel, 0, 3, 2, 2, true)).isEqualTo(1); // (0,0)
    }
}
