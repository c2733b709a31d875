package latentlab.server.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against numbers that PyTorch's OneCycleLR printed with its defaults and max_lr 0.003. */
class ScheduleTest {
    @ParameterizedTest
    @CsvSource({
        "50, 0, 0.00011999999999999988, 0.95",
        "50, 1, 0.000156103806458174, 0.9487463956090911",
        "50, 7, 0.00156, 0.9",
        "50, 14, 0.003, 0.85",
        "50, 15, 0.0029939614651470947, 0.850201285300238",
        "50, 30, 0.0017013550933268882, 0.8932883367091172",
        "50, 48, 6.050534852905369e-06, 0.949798714699762",
        "50, 49, 1.2e-08, 0.95",
        "7, 0, 0.00011999999999999988, 0.95",
        "7, 1, 0.0029416698820048763, 0.8520253513192751",
        "7, 2, 0.002757133128809132, 0.858095594755408",
        "7, 6, 1.2e-08, 0.95"
    })
    void oneCycleIsPyTorchs(long steps, long step, double rate, double beta1) {
        assertThat(Schedule.ONE_CYCLE.rate(0.003, step, steps)).isCloseTo(rate, within(1e-12));
        assertThat(Schedule.ONE_CYCLE.beta1(step, steps)).isCloseTo(beta1, within(1e-12));
    }

    @Test
    void everyLengthOfACycleHasRates() {
        for (int steps = 1; steps < 30; steps++) {
            for (int step = 0; step < steps; step++) {
                assertThat(Schedule.ONE_CYCLE.rate(0.003, step, steps)).isBetween(0.0, 0.003 + 1e-9);
            }
        }
    }

    @Test
    void constantStays() {
        assertThat(Schedule.CONSTANT.rate(0.003, 41, 50)).isEqualTo(0.003);
        assertThat(Schedule.CONSTANT.beta1(41, 50)).isEqualTo(0.9);
    }
}
