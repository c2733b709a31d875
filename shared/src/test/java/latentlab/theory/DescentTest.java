package latentlab.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import latentlab.theory.Descent.Stop;
import latentlab.theory.StoppingCondition.Quantity;
import latentlab.theory.StoppingConditions.Reached;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescentTest {
    private static StoppingConditions only(Quantity quantity, double bound) {
        return new StoppingConditions(List.of(new StoppingCondition(quantity, bound)));
    }

    /** On the bowl, x shrinks by 1 − η and y by 1 − 3η in every step. */
    @Test
    void theBowlIsWalkedAsTheFormulaSays() {
        Descent descent = new Descent(Surface.BOWL, -1.6, 1.2, 0.1, 50, 60);
        assertThat(descent.steps()).isEqualTo(50);
        for (int k = 0; k <= 50; k++) {
            double x = -1.6 * Math.pow(0.9, k);
            double y = 1.2 * Math.pow(0.7, k);
            assertThat(descent.x(k)).isCloseTo(x, within(1e-12));
            assertThat(descent.y(k)).isCloseTo(y, within(1e-12));
            assertThat(descent.gradientNorm(k)).isCloseTo(Math.hypot(x, 3 * y), within(1e-12));
            assertThat(descent.value(k)).isCloseTo((x * x + 3 * y * y) / 2, within(1e-12));
        }
        assertThat(descent.change(0)).isNaN();
        assertThat(descent.change(1)).isCloseTo(0.1 * descent.gradientNorm(0), within(1e-12));
        assertThat(descent.isGone()).isFalse();
    }

    /** From (1, 0) on the bowl: the norm is 0.9ᵏ, the change 0.1·0.9ᵏ⁻¹, the value 0.81ᵏ/2. */
    @ParameterizedTest
    @CsvSource({
        "GRADIENT_NORM, 0.01, 44", // ln 0.01 / ln 0.9 = 43.7
        "PARAMETER_CHANGE, 0.001, 45", // ln 0.01 / ln 0.9 + 1 = 44.7
        "ITERATIONS, 17, 17",
        "MINUTES, 0.5, 30",
        "TARGET_LOSS, 0.005, 22" // ln 0.01 / ln 0.81 = 21.9
    })
    void eachConditionEndsItWhereTheFormulaSays(Quantity quantity, double bound, int step) {
        Descent descent = new Descent(Surface.BOWL, 1, 0, 0.1, 200, 60);
        assertThat(descent.stop(only(quantity, bound)).map(Stop::step)).contains(step);
    }

    @Test
    void theFirstOneWins() {
        Descent descent = new Descent(Surface.BOWL, 1, 0, 0.1, 200, 60);
        Stop stop = descent.stop(StoppingConditions.of(Map.of("gradientNorm", 0.01, "targetLoss", 0.005)))
                .orElseThrow();
        assertThat(stop.step()).isEqualTo(22);
        assertThat(stop.reached()).isEqualTo(new Reached("targetLoss", 0.005, descent.value(22)));
        assertThat(descent.stop(only(Quantity.ITERATIONS, 1000))).isEmpty();
        assertThat(descent.stop(StoppingConditions.NONE)).isEmpty();
    }

    /** A small gradient is no minimum: the start lies a little beside the crest that leads to the saddle. */
    @Test
    void aSmallGradientEndsItAtASaddle() {
        Descent descent = new Descent(Surface.SADDLE, 1.5, 1e-4, 0.1, 500, 60);
        Stop stop = descent.stop(only(Quantity.GRADIENT_NORM, 0.05)).orElseThrow();
        assertThat(Surface.SADDLE
                        .at(descent.x(stop.step()), descent.y(stop.step()))
                        .curvature()
                        .kind())
                .isEqualTo(StationaryPoint.SADDLE);
        assertThat(descent.isGone())
                .as("left alone it runs down the other side")
                .isTrue();
        assertThat(descent.value(descent.steps())).isLessThan(-1000);
    }

    @Test
    void thePublishedSignAscends() {
        Descent descent = new Descent(Surface.BOWL, 0.1, 0.1, -0.1, 100, 60);
        for (int k = 1; k <= descent.steps(); k++) {
            assertThat(descent.value(k)).isGreaterThan(descent.value(k - 1));
        }
        assertThat(descent.isGone()).isTrue();
    }

    @Test
    void aTrainingsEpochsAreLookedAt() {
        double[] train = {0.03, 0.02, 0.015, 0.014};
        double[] test = {0.04, 0.02, 0.03, 0.02};
        EpochHistory history = new EpochHistory() {
            @Override
            public double trainLoss(int epoch) {
                return train[epoch - 1];
            }

            @Override
            public double testLoss(int epoch) {
                return test[epoch - 1];
            }
        };
        assertThat(history.after(3).of(Quantity.EPOCHS)).isEqualTo(3);
        assertThat(history.after(3).of(Quantity.TARGET_LOSS)).isEqualTo(0.015);
        assertThat(history.after(2).of(Quantity.PATIENCE)).isEqualTo(0);
        assertThat(history.after(3).of(Quantity.PATIENCE)).isEqualTo(1);
        assertThat(history.after(4).of(Quantity.PATIENCE))
                .as("as good as the best is not better")
                .isEqualTo(2);
        assertThat(history.after(4).of(Quantity.GRADIENT_NORM)).isNaN();
        assertThat(only(Quantity.PATIENCE, 2).reached(history.after(4))).contains(new Reached("patience", 2, 2));
    }
}
