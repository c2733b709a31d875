package latentlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuantilesTest {
    private final Quantiles quartiles = new Quantiles(new double[] {1, 2, 4, 4, 10});

    @Test
    void rankIsTheShareBelow() {
        assertThat(quartiles.rank(0)).isEqualTo(0);
        assertThat(quartiles.rank(1)).isEqualTo(0);
        assertThat(quartiles.rank(1.5)).isEqualTo(0.125);
        assertThat(quartiles.rank(3)).isEqualTo(0.375);
        assertThat(quartiles.rank(4)).isEqualTo(0.75); // a quarter of the distribution is exactly 4
        assertThat(quartiles.rank(7)).isEqualTo(0.875);
        assertThat(quartiles.rank(11)).isEqualTo(1);
    }

    @Test
    void atIsTheInverse() {
        assertThat(quartiles.at(0)).isEqualTo(1);
        assertThat(quartiles.at(0.125)).isEqualTo(1.5);
        assertThat(quartiles.at(1)).isEqualTo(10);
    }

    @Test
    void histogramSharesAddUpToWhatLiesInItsRange() {
        double[] shares = quartiles.histogram(5, 10);
        assertThat(shares[0]).isEqualTo(0.25);
        assertThat(shares[1]).isEqualTo(0.5);
        assertThat(shares[0] + shares[1] + shares[2] + shares[3] + shares[4]).isCloseTo(1, within(1e-12));
    }

    @Test
    void percentilesOfASampleAreNumpys() {
        // numpy.percentile([7, 1, 4, 2, 9, 4], [0, 1, 10, 50, 99, 100])
        Quantiles percentiles = Quantiles.percentilesOf(new double[] {7, 1, 4, 2, 9, 4});
        assertThat(percentiles.values()).hasSize(101);
        assertThat(percentiles.values()[0]).isEqualTo(1);
        assertThat(percentiles.values()[1]).isCloseTo(1.05, within(1e-12));
        assertThat(percentiles.values()[10]).isCloseTo(1.5, within(1e-12));
        assertThat(percentiles.values()[50]).isEqualTo(4);
        assertThat(percentiles.values()[99]).isCloseTo(8.9, within(1e-12));
        assertThat(percentiles.values()[100]).isEqualTo(9);
        assertThat(Quantiles.percentilesOf(new double[] {3}).at(0.5)).isEqualTo(3);
    }

    @Test
    void rejectsWhatIsNoDistribution() {
        assertThatThrownBy(() -> new Quantiles(new double[] {1})).hasMessageContaining("at least two");
        assertThatThrownBy(() -> new Quantiles(new double[] {1, 3, 2})).hasMessageContaining("quantile 2");
        assertThatThrownBy(() -> new Quantiles(new double[] {1, Double.NaN})).hasMessageContaining("quantile 1");
    }
}
