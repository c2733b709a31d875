package latentlab.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import latentlab.theory.StoppingCondition.Quantity;
import latentlab.theory.StoppingConditions.Reached;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StoppingConditionTest {
    @ParameterizedTest
    @CsvSource({
        "GRADIENT_NORM, 0.1, 0.0999, 0.1",
        "PARAMETER_CHANGE, 0.1, 0.0999, 0.1",
        "ITERATIONS, 5, 5, 4",
        "MINUTES, 1.5, 1.5, 1.49",
        "EPOCHS, 3, 3, 2",
        "TARGET_LOSS, 0.01, 0.01, 0.0101",
        "PATIENCE, 2, 2, 1"
    })
    void isMetOnOneSideOfItsBound(Quantity quantity, double bound, double met, double unmet) {
        StoppingCondition condition = new StoppingCondition(quantity, bound);
        assertThat(condition.metBy(met)).isTrue();
        assertThat(condition.metBy(unmet)).isFalse();
        assertThat(condition.metBy(Double.NaN)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void hasNoBoundThatIsNone(Quantity quantity) {
        for (double bound : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new StoppingCondition(quantity, bound))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(quantity.option());
        }
        assertThat(Quantity.named(quantity.option())).contains(quantity);
        assertThat(Quantity.named(quantity.label())).contains(quantity);
    }

    @Test
    void countsAreWhole() {
        assertThatThrownBy(() -> new StoppingCondition(Quantity.PATIENCE, 1.5)).hasMessageContaining("whole number");
    }

    @Test
    void theFirstOneThatIsMetEndsTheDescent() {
        Map<String, Double> bounds = new LinkedHashMap<>();
        bounds.put("minutes", 10.0);
        bounds.put("gradientNorm", 0.5);
        StoppingConditions conditions = StoppingConditions.of(bounds);
        assertThat(conditions.suffix()).isEqualTo("-until-gradient-norm0.5-minutes10");
        assertThat(conditions.toMap()).isEqualTo(bounds);
        assertThat(conditions.reached(quantity -> Double.NaN)).isEmpty();
        assertThat(conditions.reached(quantity -> quantity == Quantity.MINUTES ? 11 : 0.7))
                .contains(new Reached("minutes", 10, 11));
        assertThat(conditions.reached(quantity -> quantity == Quantity.MINUTES ? 11 : 0.2))
                .contains(new Reached("gradientNorm", 0.5, 0.2));
    }

    @Test
    void noneIsThereTwice() {
        StoppingCondition one = new StoppingCondition(Quantity.EPOCHS, 1);
        assertThatThrownBy(() -> new StoppingConditions(List.of(one, new StoppingCondition(Quantity.EPOCHS, 2))))
                .hasMessageContaining("epochs is there twice");
        assertThatThrownBy(() -> StoppingConditions.of(Map.of("nothing", 1.0))).hasMessageContaining("nothing");
        assertThat(StoppingConditions.NONE.suffix()).isEmpty();
    }
}
