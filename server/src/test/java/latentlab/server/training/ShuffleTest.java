package latentlab.server.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffleTest {
    @Test
    void takesEveryImageOnce() {
        int[] order = Shuffle.order(1000, 3, 1);
        assertThat(order).containsExactlyInAnyOrder(IntStream.range(0, 1000).toArray());
        assertThat(order).isNotEqualTo(IntStream.range(0, 1000).toArray());
    }

    @Test
    void differsByEpochAndSeedAlone() {
        assertThat(Shuffle.order(1000, 3, 1)).isEqualTo(Shuffle.order(1000, 3, 1));
        assertThat(Shuffle.order(1000, 3, 1)).isNotEqualTo(Shuffle.order(1000, 3, 2));
        assertThat(Shuffle.order(1000, 3, 1)).isNotEqualTo(Shuffle.order(1000, 4, 1));
    }
}
