package latentlab.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import latentlab.image.DigitImage;
import latentlab.image.Turn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CircularLossTest {
    @ParameterizedTest
    @EnumSource
    void slopesAreCentralDifferences(CircularLoss loss) {
        for (double d = -359.5; d < 360; d += 7) {
            if (Math.abs(Math.abs(d) - 180) > 1 && Math.abs(d) > 1) { // not at a kink
                double difference = (loss.value(d + 1e-5) - loss.value(d - 1e-5)) / 2e-5;
                assertThat(loss.slope(d)).as(loss + " at " + d).isCloseTo(difference, within(1e-5 * (1 + Math.abs(d))));
            }
        }
        double largest = 0;
        for (double d = -360; d <= 360; d += 0.5) {
            largest = Math.max(largest, loss.value(d));
        }
        assertThat(loss.largest()).isEqualTo(largest);
        assertThat(CircularLoss.of(loss.word())).isEqualTo(loss);
    }

    @ParameterizedTest
    @EnumSource(names = {"SQUARED_ARC", "COSINE"})
    void theTwoRightOnesRespectTheCircle(CircularLoss loss) {
        for (double d = -180; d <= 180; d += 5) {
            assertThat(loss.value(d + 360)).isCloseTo(loss.value(d), within(1e-9));
            assertThat(loss.value(d - 720)).isCloseTo(loss.value(d), within(1e-9));
            assertThat(loss.value(d)).isLessThanOrEqualTo(loss.value(180)).isGreaterThanOrEqualTo(0);
        }
        assertThat(loss.value(0)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "SQUARED_ARC, -340, 400",
        "SQUARED_ARC, 180, 32400",
        "SQUARED_ARC, 350, 100",
        "COSINE, 90, 1",
        "COSINE, 180, 2",
        "NAIVE, -340, 115600",
        "MENDED_SINE, 90, 1",
        "MENDED_SINE, 180, 0",
        "PUBLISHED_SINE, 360, 0.158484" // sin(1/2π): the same direction, and no 0
    })
    void valuesThatCanBeChecked(CircularLoss loss, double difference, double value) {
        assertThat(loss.value(difference)).isCloseTo(value, within(1e-6));
    }

    @Test
    void theShortestWayRound() {
        assertThat(CircularLoss.arc(190)).isEqualTo(-170);
        assertThat(CircularLoss.arc(-190)).isEqualTo(170);
        assertThat(CircularLoss.arc(180)).isEqualTo(180);
        assertThat(CircularLoss.arc(725)).isEqualTo(5);
    }

    /** An L, which looks like itself in no other direction. */
    private static DigitImage letter() {
        float[] pixels = new float[784];
        for (int i = 5; i < 23; i++) {
            for (int w = 0; w < 3; w++) {
                pixels[28 * i + 9 + w] = 1;
                if (i < 19) {
                    pixels[28 * (20 + w) + 4 + i] = 1;
                }
            }
        }
        return new DigitImage(pixels);
    }

    @ParameterizedTest
    @CsvSource({"0", "3", "47", "90", "171", "180", "271.5", "357"})
    void theTurnIsFoundBack(double degrees) {
        TurnSearch search = new TurnSearch(letter(), Turn.clockwise(letter(), degrees));
        for (CircularLoss loss : new CircularLoss[] {CircularLoss.SQUARED_ARC, CircularLoss.COSINE}) {
            double[] way = search.descend(loss, degrees + 130, 100);
            assertThat(Math.abs(CircularLoss.arc(way[100] - degrees)))
                    .as(loss + ", from " + degrees)
                    .isLessThan(2);
            assertThat(search.loss(loss, way[100])).isLessThan(search.loss(loss, way[0]));
        }
    }

    /** Votes on both sides of 0°, and a loss that takes these sides for far apart. */
    @Test
    void theNaiveOneFailsAtTheSeam() {
        TurnSearch search = new TurnSearch(letter(), Turn.clockwise(letter(), 357.5));
        double naive = search.descend(CircularLoss.NAIVE, 90, 100)[100];
        assertThat(Math.abs(CircularLoss.arc(naive - 357.5))).isGreaterThan(30);
    }

    @Test
    void theSearchsSlopeIsACentralDifference() {
        TurnSearch search = new TurnSearch(letter(), Turn.clockwise(letter(), 33));
        double sum = 0;
        for (int i = 0; i < TurnSearch.CANDIDATES; i++) {
            sum += search.weight(i);
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
        for (double angle = 1.3; angle < 360; angle += 40) {
            double difference =
                    (search.loss(CircularLoss.COSINE, angle + 1e-4) - search.loss(CircularLoss.COSINE, angle - 1e-4))
                            / 2e-4;
            assertThat(search.slope(CircularLoss.COSINE, angle)).isCloseTo(difference, within(1e-8));
        }
    }

    /** A quarter turn moves whole pixels: right goes down. */
    @Test
    void quarterTurnsAreExact() {
        float[] pixels = new float[784];
        pixels[28 * 14 + 20] = 1;
        DigitImage turned = Turn.clockwise(new DigitImage(pixels), 90);
        assertThat((double) turned.pixels()[28 * 20 + 14]).isCloseTo(1, within(1e-6));
        assertThat(turned.ink()).isCloseTo(1, within(1e-6));
        assertThat(Turn.clockwise(letter(), 0).pixels()).containsExactly(letter().pixels());
    }
}
