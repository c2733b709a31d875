package latentlab.server.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExperimentsTest {
    private static final List<Integer> DIMENSIONS = List.of(3, 5, 8, 10, 15, 20, 30);

    @Test
    void defaultIsTheStudyAt32Channels() {
        List<Training> all = Experiments.of(Preset.DEFAULT);
        // 7 d × 3 seeds, 5 c of which one is among those and one has two seeds, 7 d on 1,000 images
        assertThat(all).hasSize(21 + 5 + 7);
        for (long seed : new long[] {0, 1, 2}) {
            for (int d : DIMENSIONS) {
                assertThat(all).contains(new Training("mnist", d, 32, 20, seed));
            }
        }
        for (int d : DIMENSIONS) {
            assertThat(all).contains(new Training("mnist-1000", d, 32, 200, 0));
        }
        for (int c : new int[] {4, 8, 16, 32, 64}) {
            assertThat(all).contains(new Training("mnist", 15, c, 20, 0));
        }
        assertThat(all).contains(new Training("mnist", 15, 64, 20, 1));
        assertThat(all.subList(0, 7)).allMatch(training -> training.seed() == 0);
    }

    @Test
    void paperIsThePublicationsNetwork() {
        List<Training> all = Experiments.of(Preset.PAPER);
        for (int d : DIMENSIONS) {
            assertThat(all).contains(new Training("mnist", d, 128, 20, 0));
        }
        assertThat(Experiments.channelCapacity(Preset.PAPER))
                .extracting(Training::channels)
                .containsExactly(4, 8, 16, 32, 64, 64, 128);
    }

    @Test
    void quickSaysSoInTheNamesOfItsModels() {
        assertThat(Experiments.of(Preset.QUICK))
                .hasSize(10)
                .allMatch(training -> training.id().matches("mnist-[16]000-c\\d-d\\d+-e\\d+-s\\d"));
        assertThat(Preset.QUICK.description())
                .contains("not the study: only 6000 training images", "5 epochs", "8 channels");
    }

    @ParameterizedTest
    @EnumSource
    void everyTrainingIsThereOnce(Preset preset) {
        assertThat(Experiments.of(preset))
                .doesNotHaveDuplicates()
                .containsAll(Experiments.latentDimension(preset))
                .containsAll(Experiments.fewImages(preset))
                .containsAll(Experiments.channelCapacity(preset))
                .contains(Experiments.transfer(preset));
    }

    @Test
    void theStudysValuesNeedNoPlaceInAnId() {
        assertThat(new Training("mnist", 15, 32, 20, 2).id()).isEqualTo("mnist-c32-d15-s2");
        assertThat(new Training("mnist-1000", 15, 32, 200, 0).id()).isEqualTo("mnist-1000-c32-d15-e200-s0");
    }
}
