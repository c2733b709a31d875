package latentlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReconstructionErrorTest {
    @Test
    void meanSquaredIsTheMeanOverThePixels() {
        assertThat(ReconstructionError.meanSquared(new float[] {0, 1, 0.5f, 0}, new float[] {0, 0.5f, 0.5f, 1}))
                .isEqualTo((0.25 + 1) / 4);
    }

    @Test
    void differenceIsPositiveWhereInkWasAdded() {
        float[] difference = new float[2];
        ReconstructionError.difference(new float[] {0, 1}, new float[] {0.25f, 0.5f}, difference);
        assertThat(difference).containsExactly(0.25f, -0.5f);
        assertThat(ReconstructionError.largest(new float[] {0, 1}, new float[] {0.25f, 0.5f}))
                .isEqualTo(0.5);
    }
}
