package latentlab.server.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import latentlab.server.dataset.Dataset;
import latentlab.server.dataset.IdxFolder;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.theory.StoppingConditions;
import latentlab.theory.StoppingConditions.Reached;
import latentlab.weights.Safetensors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends a training, and that it ends it at the same place after a break. */
class StoppingTest {
    private static final int STEPS = 10; // of an epoch; the last one has 12 images

    @TempDir
    private Path folder;

    private Dataset dataset;

    @BeforeEach
    void write() throws IOException {
        dataset = Dataset.read(IdxFolder.write(folder.resolve("squares"), 300, 50, 0));
    }

    private TrainedModel train(
            String name, int epochs, double rate, Map<String, Double> until, TrainingListener listener)
            throws IOException {
        Experiment experiment =
                new Experiment(dataset.name(), dataset.digest(), 3, 2, epochs, 32, rate, 0.01, Schedule.CONSTANT, 1);
        return new Trainer(
                        experiment,
                        StoppingConditions.of(until),
                        dataset,
                        1,
                        folder.resolve(name + ".safetensors"),
                        listener)
                .train();
    }

    private TrainedModel train(int epochs, Map<String, Double> until) throws IOException {
        return train("a" + until.hashCode(), epochs, 0.003, until, new TrainingListener() {});
    }

    @Test
    void theLastEpochEndsItWhereNothingElseDoes() throws IOException {
        TrainedModel model = train(3, Map.of("minutes", 100.0, "targetLoss", 1e-9));
        assertThat(model.stoppedBy()).isEqualTo(new Reached("epochs", 3, 3));
    }

    @Test
    void iterationsEndItWithinAnEpoch() throws IOException {
        TrainedModel model = train(9, Map.of("iterations", 2.0 * STEPS + 3));
        assertThat(model.stoppedBy()).isEqualTo(new Reached("iterations", 23, 23));
        assertThat(model.history()).hasSize(3);
        LayeredNetwork network = new LayeredNetwork(model.tensors());
        assertThat(model.history().get(2).testLoss())
                .isCloseTo(network.loss(dataset.test().pixels()), within(1e-6));
    }

    @Test
    void epochsTargetLossAndPatienceEndItAfterAnEpoch() throws IOException {
        assertThat(train(9, Map.of("epochs", 2.0)).history()).hasSize(2);
        List<EpochMetrics> all = train(9, Map.of()).history();
        double bound = (all.get(3).trainLoss() + all.get(4).trainLoss()) / 2;
        TrainedModel target = train(9, Map.of("targetLoss", bound));
        assertThat(target.history()).hasSize(5);
        assertThat(target.stoppedBy())
                .isEqualTo(new Reached("targetLoss", bound, all.get(4).trainLoss()));
        // a rate so high that the test loss rises now and then
        TrainedModel patient = train("p", 300, 0.3, Map.of("patience", 2.0), new TrainingListener() {});
        int last = patient.history().size() - 1;
        assertThat(patient.stoppedBy()).isEqualTo(new Reached("patience", 2, 2));
        double best = patient.history().get(last - 2).testLoss();
        assertThat(patient.history()).allMatch(metrics -> metrics.testLoss() >= best);
    }

    /** With a bound between the values of two steps, the later one ends it; and it is what the step has made. */
    @Test
    void smallStepsAndGradientsEndIt() throws IOException {
        TrainedModel one = train(1, Map.of("parameterChange", 1e9));
        assertThat(one.stoppedBy().condition()).isEqualTo("parameterChange");
        float[] start = new ParameterLayout(2, 3).initialize(1);
        float[] end = new ParameterLayout(2, 3).flatten(new Safetensors(Map.of(), one.tensors()), "");
        double sum = 0;
        for (int i = 0; i < start.length; i++) {
            sum += Math.pow(end[i] - start[i], 2);
        }
        assertThat(one.stoppedBy().value()).isCloseTo(Math.sqrt(sum), within(1e-9));
        TrainedModel gradient = train(1, Map.of("gradientNorm", 1e9));
        assertThat(gradient.stoppedBy().condition()).isEqualTo("gradientNorm");
        double bound = 0.9 * gradient.stoppedBy().value();
        TrainedModel later = train(50, Map.of("gradientNorm", bound));
        assertThat(later.stoppedBy().value()).isLessThan(bound).isPositive();
    }

    @Test
    void timeEndsIt() throws IOException {
        long start = System.nanoTime();
        TrainedModel model = train(1_000_000, Map.of("minutes", 0.5 / 60));
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(model.stoppedBy().condition()).isEqualTo("minutes");
        assertThat(60 * model.stoppedBy().value()).isBetween(0.5, seconds);
    }

    /** Cut off between the last checkpoint and the model, and within an epoch before. */
    @Test
    void endsAtTheSamePlaceAfterABreak() throws IOException {
        Map<String, Double> until = Map.of("iterations", 33.0, "patience", 100.0);
        TrainedModel whole = train("whole", 9, 0.003, until, new TrainingListener() {});
        for (int cut : new int[] {2, 4}) {
            TrainingListener breaking = new TrainingListener() {
                @Override
                public void epoch(EpochMetrics metrics, double seconds, double secondsLeft) {
                    if (metrics.epoch() == cut) {
                        throw new IllegalStateException("cut off");
                    }
                }
            };
            assertThatThrownBy(() -> train("cut" + cut, 9, 0.003, until, breaking))
                    .hasMessage("cut off");
            TrainedModel resumed = train("cut" + cut, 9, 0.003, until, new TrainingListener() {});
            assertThat(resumed.stoppedBy()).isEqualTo(whole.stoppedBy());
            assertThat(resumed.history())
                    .extracting(EpochMetrics::testLoss)
                    .isEqualTo(
                            whole.history().stream().map(EpochMetrics::testLoss).toList());
        }
    }
}
