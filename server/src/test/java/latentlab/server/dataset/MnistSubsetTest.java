package latentlab.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MnistSubsetTest {
    private static final int ALL = 500;

    /** Images that are known by their first two pixels. */
    private static LabelledImages numbered() {
        byte[] pixels = new byte[ALL * LabelledImages.PIXELS];
        byte[] labels = new byte[ALL];
        for (int i = 0; i < ALL; i++) {
            pixels[i * LabelledImages.PIXELS] = (byte) i;
            pixels[i * LabelledImages.PIXELS + 1] = (byte) (i >> 8);
            labels[i] = (byte) (i % 10);
        }
        return new LabelledImages(pixels, labels);
    }

    private static int number(LabelledImages images, int index) {
        int at = index * LabelledImages.PIXELS;
        return (images.pixels()[at] & 0xff) | (images.pixels()[at + 1] & 0xff) << 8;
    }

    @Test
    void differentImagesWithTheirLabels() {
        LabelledImages some = MnistSubset.of(numbered(), 200);
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < some.size(); i++) {
            int number = number(some, i);
            assertThat(seen.add(number)).isTrue();
            assertThat(some.label(i)).isEqualTo(number % 10);
        }
        assertThat(seen).hasSize(200);
    }

    @Test
    void aSmallerSetIsPartOfALargerOne() {
        LabelledImages fewer = MnistSubset.of(numbered(), 30);
        LabelledImages more = MnistSubset.of(numbered(), 300);
        assertThat(Arrays.copyOf(more.pixels(), fewer.pixels().length)).isEqualTo(fewer.pixels());
    }

    @Test
    void opensByName() throws IOException {
        Dataset dataset = Dataset.open("mnist-1000");
        assertThat(dataset.name()).isEqualTo("mnist-1000");
        assertThat(dataset.train().size()).isEqualTo(1000);
        assertThat(dataset.test().size()).isEqualTo(10_000);
        int[] counts = new int[10];
        for (byte label : dataset.train().labels()) {
            counts[label]++;
        }
        assertThat(Arrays.stream(counts).boxed()).allMatch(count -> count > 70 && count < 135);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mnist-0", "mnist-60000", "mnist-99999", "mnist-", "mnist-1e3", "mnist", "fashion-mnist"})
    void otherNamesAreNoSubsets(String name) {
        assertThat(MnistSubset.size(name)).isEmpty();
    }
}
