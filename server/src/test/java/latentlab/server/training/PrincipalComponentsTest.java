package latentlab.server.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import latentlab.server.dataset.Dataset;
import latentlab.server.dataset.LabelledImages;
import latentlab.statistics.CorrelationMatrix;
import latentlab.statistics.Covariance;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Of all MNIST, against what another implementation measured. */
class PrincipalComponentsTest {
    private static final Map<Integer, Double> MEASURED =
            Map.of(0, 0.06747, 3, 0.05161, 5, 0.04453, 8, 0.03744, 10, 0.03407, 15, 0.02788, 20, 0.02354, 30, 0.01769);

    private static Dataset mnist;
    private static PrincipalComponents components;

    @BeforeAll
    static void analyse() {
        mnist = Dataset.mnist();
        components = PrincipalComponents.of(mnist.train(), 30);
    }

    @Test
    void testErrorsAreTheMeasuredOnes() {
        double[] errors = components.errors(mnist.test().pixels());
        assertThat(errors).hasSize(31);
        MEASURED.forEach((d, error) -> assertThat(errors[d]).as("d=" + d).isCloseTo(error, within(6e-6)));
    }

    @Test
    void coordinatesOfTheTrainingImagesAreUncorrelatedAndDescend() {
        LabelledImages train = mnist.train();
        Covariance covariance = Covariance.of(components.coordinates(train.pixels(), 5), 5);
        assertThat(CorrelationMatrix.of(covariance).overall()).isLessThan(1e-5);
        for (int j = 0; j < 5; j++) {
            assertThat(covariance.mean()[j]).isCloseTo(0, within(1e-5));
            if (j > 0) {
                assertThat(covariance.values()[j][j]).isLessThan(covariance.values()[j - 1][j - 1]);
            }
        }
        // what the coordinates explain is what the errors lack
        double[] errors = components.errors(train.pixels());
        for (int j = 0; j < 5; j++) {
            assertThat(784 * (errors[j] - errors[j + 1])).isCloseTo(covariance.values()[j][j], within(1e-4));
        }
    }
}
