package latentlab.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AffineMapTest {
    private final Random random = new Random(1);

    private AffineMap any() {
        return new AffineMap(
                random.nextGaussian(),
                random.nextGaussian(),
                random.nextGaussian(),
                random.nextGaussian(),
                random.nextGaussian(),
                random.nextGaussian());
    }

    /** As products of 3×3 matrices, in which the shift is a column. */
    @Test
    void theCompositionIsTheProductOfTheMatrices() {
        for (int round = 0; round < 100; round++) {
            AffineMap f = any();
            AffineMap g = any();
            double[][] product = product(matrix(g), matrix(f));
            AffineMap both = g.after(f);
            double[][] expected = matrix(both);
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            for (int row = 0; row < 3; row++) {
                for (int column = 0; column < 3; column++) {
                    assertThat(product[row][column]).isCloseTo(expected[row][column], within(1e-12));
                }
            }
            assertThat(AffineMap.gap(f, g, x, y, -x, 3)).isLessThan(1e-12);
            assertThat(both.x(x, y)).isCloseTo(g.x(f.x(x, y), f.y(x, y)), within(1e-12));
            assertThat(both.y(x, y)).isCloseTo(g.y(f.x(x, y), f.y(x, y)), within(1e-12));
        }
    }

    @Test
    void aSumIsMappedToTheSumOnlyWithoutAShift() {
        AffineMap shifted = any();
        AffineMap linear = new AffineMap(shifted.xx(), shifted.xy(), shifted.yx(), shifted.yy(), 0, 0);
        assertThat(shifted.isLinear()).isFalse();
        assertThat(linear.isLinear()).isTrue();
        assertThat(linear.x(1 + 3, 2 + 5)).isCloseTo(linear.x(1, 2) + linear.x(3, 5), within(1e-12));
        assertThat(shifted.x(1 + 3, 2 + 5) - shifted.x(1, 2) - shifted.x(3, 5)).isCloseTo(-shifted.bx(), within(1e-12));
    }

    @Test
    void turnsAndWaysBetween() {
        AffineMap quarter = AffineMap.turned(90, 2, 0.5, 0);
        assertThat(quarter.x(1, 0)).isCloseTo(0.5, within(1e-12));
        assertThat(quarter.y(1, 0)).isCloseTo(2, within(1e-12));
        assertThat(AffineMap.IDENTITY.towards(quarter, 0)).isEqualTo(AffineMap.IDENTITY);
        assertThat(AffineMap.IDENTITY.towards(quarter, 1).yx()).isEqualTo(quarter.yx());
    }

    private static double[][] matrix(AffineMap map) {
        return new double[][] {{map.xx(), map.xy(), map.bx()}, {map.yx(), map.yy(), map.by()}, {0, 0, 1}};
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] product = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }
}
