package latentlab.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SurfaceTest {
    private static final double H = 1e-4;

    @ParameterizedTest
    @EnumSource
    void derivativesAreCentralDifferences(Surface surface) {
        Random random = new Random(2);
        for (int round = 0; round < 50; round++) {
            double x = surface.centreX() + 4 * random.nextDouble() - 2;
            double y = surface.centreY() + 4 * random.nextDouble() - 2;
            QuadraticModel at = surface.at(x, y);
            double f = surface.value(x, y);
            double east = surface.value(x + H, y);
            double west = surface.value(x - H, y);
            double north = surface.value(x, y + H);
            double south = surface.value(x, y - H);
            double mixed = surface.value(x + H, y + H)
                    - surface.value(x + H, y - H)
                    - surface.value(x - H, y + H)
                    + surface.value(x - H, y - H);
            assertThat(at.f()).isEqualTo(f);
            assertThat(at.gx()).isCloseTo((east - west) / (2 * H), within(1e-5));
            assertThat(at.gy()).isCloseTo((north - south) / (2 * H), within(1e-5));
            assertThat(at.xx()).isCloseTo((east - 2 * f + west) / (H * H), within(1e-4));
            assertThat(at.yy()).isCloseTo((north - 2 * f + south) / (H * H), within(1e-4));
            assertThat(at.xy()).isCloseTo(mixed / (4 * H * H), within(1e-4));
        }
        assertThat(Surface.of(surface.word())).isEqualTo(surface);
    }

    /** What is left over shrinks with the cube of the distance. */
    @ParameterizedTest
    @EnumSource
    void theModelIsOfSecondOrder(Surface surface) {
        QuadraticModel model = surface.at(0.7, -0.4);
        double near = Math.abs(model.value(0.7 + 0.01, -0.4 - 0.02) - surface.value(0.7 + 0.01, -0.4 - 0.02));
        double far = Math.abs(model.value(0.7 + 0.02, -0.4 - 0.04) - surface.value(0.7 + 0.02, -0.4 - 0.04));
        assertThat(near).isLessThan(2e-4);
        assertThat(near).isLessThanOrEqualTo(far / 6 + 1e-14);
    }

    /** By the formula of the roots of λ² − trace·λ + determinant. */
    @ParameterizedTest
    @EnumSource
    void eigenvaluesAreTheRoots(Surface surface) {
        Random random = new Random(3);
        for (int round = 0; round < 20; round++) {
            QuadraticModel m = surface.at(2 * random.nextGaussian(), 2 * random.nextGaussian());
            double mean = (m.xx() + m.yy()) / 2;
            double apart = Math.sqrt((m.xx() - m.yy()) * (m.xx() - m.yy()) / 4 + m.xy() * m.xy());
            QuadraticModel.Curvature c = m.curvature();
            double scale = 1 + Math.abs(mean) + apart;
            assertThat(c.first()).isCloseTo(mean + apart, within(1e-12 * scale));
            assertThat(c.second()).isCloseTo(mean - apart, within(1e-12 * scale));
            // H·v = λ·v, and both directions are of length 1 and at right angles
            assertThat(m.xx() * c.firstX() + m.xy() * c.firstY())
                    .isCloseTo(c.first() * c.firstX(), within(1e-10 * scale));
            assertThat(m.xy() * c.secondX() + m.yy() * c.secondY())
                    .isCloseTo(c.second() * c.secondY(), within(1e-10 * scale));
            assertThat(Math.hypot(c.firstX(), c.firstY())).isCloseTo(1, within(1e-12));
            assertThat(c.firstX() * c.secondX() + c.firstY() * c.secondY()).isCloseTo(0, within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BOWL, 0, 0, MINIMUM",
        "HILL, 0, 0, MAXIMUM",
        "SADDLE, 0, 0, SADDLE",
        "VALLEY, 1, 1, MINIMUM",
        "TROUGH, 0, 1.3, INCONCLUSIVE",
        "FLAT_BOWL, 0, 0, INCONCLUSIVE",
        "MONKEY_SADDLE, 0, 0, INCONCLUSIVE",
        "EGG_BOX, 0, 0, SADDLE",
        "EGG_BOX, 1.0471975511965976, 1.0471975511965976, MAXIMUM",
        "EGG_BOX, -1.0471975511965976, 1.0471975511965976, MINIMUM",
        "TWO_WELLS, -1.0466805318046022, 0, MINIMUM",
        "TWO_WELLS, 0.101031257881011, 0, SADDLE",
        "TWO_WELLS, 0.945649273923591, 0, MINIMUM"
    })
    void stationaryPointsAreOfTheirKind(Surface surface, double x, double y, StationaryPoint kind) {
        QuadraticModel model = surface.at(x, y);
        assertThat(model.gradientNorm()).isCloseTo(0, within(1e-9));
        assertThat(model.curvature().kind()).isEqualTo(kind);
    }

    @Test
    void theLowerWellIsAtHeightZero() {
        assertThat(Surface.TWO_WELLS.value(-1.0466805318046022, 0)).isCloseTo(0, within(1e-15));
        for (double x = -2; x <= 2; x += 0.01) {
            assertThat(Surface.TWO_WELLS.value(x, 0)).isGreaterThanOrEqualTo(0);
        }
    }

    @Test
    void manyVariables() {
        assertThat(StationaryPoint.of(1, 2, 3)).isEqualTo(StationaryPoint.MINIMUM);
        assertThat(StationaryPoint.of(-1, -2, -3)).isEqualTo(StationaryPoint.MAXIMUM);
        assertThat(StationaryPoint.of(-1, 0, 3)).isEqualTo(StationaryPoint.SADDLE);
        assertThat(StationaryPoint.of(1, 0, 3)).isEqualTo(StationaryPoint.INCONCLUSIVE);
        assertThat(StationaryPoint.of(-1, 1e-12)).isEqualTo(StationaryPoint.INCONCLUSIVE);
    }

    /** On a quadratic, one of Newton's steps is enough; where a direction is level, nothing is known of it. */
    @Test
    void newtonsStepLeadsToTheStationaryPoint() {
        assertThat(Surface.BOWL.at(1.5, -0.5).newtonStep()).containsExactly(new double[] {-1.5, 0.5}, within(1e-12));
        assertThat(Surface.SADDLE.at(1.5, -0.5).newtonStep()).containsExactly(new double[] {-1.5, 0.5}, within(1e-12));
        assertThat(Surface.TROUGH.at(1.5, -0.5).newtonStep()).containsExactly(new double[] {-1.5, 0}, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void stationaryPointsAreFound(Surface surface) {
        double[] point = surface.stationaryNear(0.6, 0.7);
        assertThat(surface.at(point[0], point[1]).gradientNorm()).isLessThan(1e-9);
        assertThat(Math.hypot(point[0] - 0.6, point[1] - 0.7)).isLessThan(1.5);
    }

    /** A contour of a bowl is an ellipse: all of its points have the same height, and its length is known. */
    @Test
    void contoursGoRound() {
        ContourLines lines = new ContourLines((x, y) -> x * x + y * y, -2, -2, 4, 80);
        double[] length = new double[1];
        lines.trace(1, (fromX, fromY, toX, toY) -> {
            length[0] += Math.hypot(toX - fromX, toY - fromY);
            assertThat(Math.hypot(fromX, fromY)).isCloseTo(1, within(1e-3));
            assertThat(Math.hypot(toX, toY)).isCloseTo(1, within(1e-3));
        });
        assertThat(length[0]).isCloseTo(2 * Math.PI, within(0.01));
        double[] levels = lines.levels(10);
        assertThat(levels).isSorted().hasSize(10);
        // the middle one has half of the square below it: a disc of half its area has radius √(8/π)
        assertThat((levels[4] + levels[5]) / 2).isCloseTo(8 / Math.PI, within(0.1));
    }

    /** In each square of the grid the pieces' ends lie on its edges, also where four of them are crossed. */
    @Test
    void contoursOfASaddleDoNotCross() {
        ContourLines lines = new ContourLines((x, y) -> x * y, -1.5, -1.5, 3, 3);
        List<double[]> pieces = new ArrayList<>();
        lines.trace(0.1, (fromX, fromY, toX, toY) -> pieces.add(new double[] {fromX, fromY, toX, toY}));
        assertThat(pieces).isNotEmpty().allSatisfy(piece -> {
            // both ends in the same quadrant, where x·y is positive
            assertThat(piece[0] * piece[1]).isPositive();
            assertThat(piece[0] * piece[2]).isPositive();
        });
    }
}
