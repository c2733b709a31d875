package latentlab.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InterpolationTest {
    private final float[] a = {3, 0, 0};
    private final float[] b = {0, 4, 0};

    @ParameterizedTest
    @EnumSource
    void alphaOneIsTheFirstEndAndAlphaZeroTheSecond(Interpolation path) {
        assertThat(path.mix(a, b, 1)).containsExactly(a);
        assertThat(path.mix(a, b, 0)).containsExactly(b);
    }

    @Test
    void linearIsTheStraightLine() {
        assertThat(Interpolation.LINEAR.mix(a, b, 0.25f)).containsExactly(0.75f, 3, 0);
    }

    @Test
    void sphericalStaysOnTheSphereAndTurnsEvenly() {
        float[] unitA = {1, 0};
        float[] unitB = {0, 1};
        float[] third = Interpolation.SPHERICAL.mix(unitA, unitB, 1 / 3f);
        assertThat(third[0]).isCloseTo(0.5f, within(1e-6f)); // 60° from a, 30° from b
        assertThat(third[1]).isCloseTo(0.8660254f, within(1e-6f));
    }

    @Test
    void sharesOfASphericalPathAreMoreThanOneBetweenItsEnds() {
        assertThat(Interpolation.LINEAR.shares(a, b, 0.25f)).containsExactly(0.25, 0.75);
        double[] shares = Interpolation.SPHERICAL.shares(a, b, 0.5f); // at a right angle
        assertThat(shares[0]).isCloseTo(Math.sqrt(0.5), within(1e-9));
        assertThat(shares[1]).isCloseTo(Math.sqrt(0.5), within(1e-9));
    }

    @Test
    void sphericalFallsBackToTheLineWhereThereIsNoSingleWayToTurn() {
        float[] opposite = {-3, 0, 0};
        assertThat(Interpolation.SPHERICAL.mix(a, opposite, 0.5f)).containsExactly(0, 0, 0);
        assertThat(Interpolation.SPHERICAL.mix(a, new float[3], 0.5f)).containsExactly(1.5f, 0, 0);
        assertThat(Interpolation.SPHERICAL.mix(a, a, 0.3f)[0]).isCloseTo(3, within(1e-6f));
    }
}
