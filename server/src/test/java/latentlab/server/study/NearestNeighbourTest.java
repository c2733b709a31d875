package latentlab.server.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NearestNeighbourTest {
    @Test
    void eachImageIsTheDigitOfTheNearestLabelledOne() {
        float[] known = {0, 0, 3, 0, 0, 4};
        byte[] labels = {7, 1, 5};
        float[] asked = {1.4f, 0, 1.6f, 0, 0, 2.1f, 1, 1};
        assertThat(NearestNeighbour.accuracy(known, labels, asked, new byte[] {7, 1, 5, 7}))
                .isEqualTo(1);
        assertThat(NearestNeighbour.accuracy(known, labels, asked, new byte[] {7, 7, 5, 1}))
                .isEqualTo(0.5);
    }

    @Test
    void bytesAreFractionsOfWhite() {
        assertThat(NearestNeighbour.fractions(new byte[] {0, 51, (byte) 255})).containsExactly(0, 0.2f, 1);
    }
}
