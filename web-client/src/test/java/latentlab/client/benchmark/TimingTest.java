package latentlab.client.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimingTest {
    private double now;
    private double longestSlice;

    @ParameterizedTest
    @ValueSource(doubles = {0.0005, 0.008, 0.1, 3, 12, 50, 900})
    void findsWhatACallTakes(double milliseconds) {
        Timing timing = new Timing(() -> now += milliseconds, () -> now);
        finish(timing);
        assertThat(timing.milliseconds()).isCloseTo(milliseconds, org.assertj.core.data.Percentage.withPercentage(1));
        assertThat(longestSlice).as("slices").isLessThanOrEqualTo(Math.max(milliseconds, Timing.SLICE_MS * 1.01));
        assertThat(now)
                .as("all of it")
                .isLessThan(Math.max(Timing.FEWEST_BATCHES * milliseconds, Timing.LONGEST_MS) * 2.5);
    }

    @Test
    void worksWithAClockThatShowsWholeMilliseconds() {
        Timing timing = new Timing(() -> now += 0.004, () -> Math.floor(now));
        finish(timing);
        assertThat(timing.milliseconds()).isBetween(0.003, 0.005);
    }

    @Test
    void aFewDisturbedBatchesDoNotMatter() {
        int[] calls = new int[1];
        Timing timing = new Timing(() -> now += ++calls[0] % 977 == 0 ? 30 : 1, () -> now);
        finish(timing);
        assertThat(timing.milliseconds()).isEqualTo(1);
    }

    private void finish(Timing timing) {
        double progress = 0;
        while (!timing.done()) {
            double start = now;
            timing.step();
            longestSlice = Math.max(longestSlice, now - start);
            assertThat(timing.progress()).isBetween(progress, 1.0);
            progress = timing.progress();
        }
    }
}
