package latentlab.server.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against numbers that PyTorch's AdamW printed, with a decay and a rate large enough to see each of its parts. */
class AdamWTest {
    private static final double RATE = 0.1;
    private static final double DECAY = 0.5;

    private final float[] parameters = {1, -2, 0.5f, 10};
    private final AdamW optimizer = new AdamW(4, DECAY);

    @Test
    void stepsArePyTorchs() {
        float[][] expected = {
            {0.85000002f, -1.80000103f, 0.47499999f, 9.39999962f},
            {0.84411037f, -1.74661112f, 0.45124999f, 8.96660995f},
            {0.76758075f, -1.62495661f, 0.42868748f, 8.48395538f},
            {0.75245571f, -1.56696272f, 0.40725312f, 8.08301163f}
        };
        for (int step = 0; step < expected.length; step++) {
            optimizer.update(parameters, gradient(step), 0, 4, step + 1, RATE, AdamW.BETA1);
            assertThat(parameters).as("step " + (step + 1)).containsExactly(expected[step], within(2e-6f));
        }
    }

    /** Rate and β₁ as OneCycleLR with max_lr 0.1 and 10 steps moves them. */
    @Test
    void stepsOfACycleArePyTorchs() {
        float[][] expected = {
            {0.99400002f, -1.99200010f, 0.49900001f, 9.97600079f},
            {0.99498141f, -1.96703327f, 0.48602599f, 9.74344921f},
            {0.90706480f, -1.83051419f, 0.46172470f, 9.21810913f},
            {0.88690841f, -1.76647162f, 0.43978161f, 8.80297661f}
        };
        for (int step = 0; step < expected.length; step++) {
            double rate = Schedule.ONE_CYCLE.rate(RATE, step, 10);
            double beta1 = Schedule.ONE_CYCLE.beta1(step, 10);
            optimizer.update(parameters, gradient(step), 0, 4, step + 1, rate, beta1);
            assertThat(parameters).as("step " + (step + 1)).containsExactly(expected[step], within(2e-6f));
        }
    }

    @Test
    void updatesOnlyItsRange() {
        optimizer.update(parameters, gradient(0), 1, 3, 1, RATE, AdamW.BETA1);
        assertThat(parameters).containsExactly(new float[] {1, -1.80000103f, 0.47499999f, 10}, within(2e-6f));
    }

    private static float[] gradient(int step) {
        float factor = (1 + step) * (step % 2 == 0 ? 1 : -1);
        return new float[] {0.3f * factor, -1e-3f * factor, 0, 5 * factor};
    }
}
