package latentlab.server.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import latentlab.server.dataset.Dataset;
import latentlab.server.dataset.IdxFolder;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.weights.Safetensors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    private static final TrainingListener SILENT = new TrainingListener() {};

    @TempDir
    private Path folder;

    private Dataset dataset;

    @BeforeEach
    void write() throws IOException {
        // the last batch of 32 has 12 images
        dataset = Dataset.read(IdxFolder.write(folder.resolve("squares"), 300, 50, 0));
    }

    @Test
    void learns() throws IOException {
        TrainedModel model = train(experiment(1, 0.003, Schedule.CONSTANT, 12), "a", SILENT);
        List<EpochMetrics> history = model.history();
        assertThat(history).extracting(EpochMetrics::epoch).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(history.get(11).testLoss()).isLessThan(0.6 * history.get(0).testLoss());
        assertThat(history.get(11).testLoss())
                .isCloseTo(Arrays.stream(model.testErrors()).average().orElseThrow(), within(1e-12));
    }

    /** The loss that is reported during an epoch and after it, from the network itself. */
    @Test
    void lossesAreThoseOfTheLayeredNetwork() throws IOException {
        Experiment experiment = experiment(1, 0.003, Schedule.CONSTANT, 1);
        TrainedModel model = train(experiment, "a", SILENT);
        LayeredNetwork network = new LayeredNetwork(model.tensors());
        assertThat(model.history().get(0).trainLoss())
                .isCloseTo(network.loss(dataset.train().pixels()), within(1e-6));
        assertThat(model.history().get(0).testLoss())
                .isCloseTo(network.loss(dataset.test().pixels()), within(1e-6));
    }

    /** Weighted by the batches' sizes: with a rate near 0, the loss of all images before the training. */
    @Test
    void runningLossIsTheMeanOverTheImages() throws IOException {
        TrainedModel model = train(experiment(1, 1e-12, Schedule.CONSTANT, 1), "a", SILENT);
        EpochMetrics metrics = model.history().get(0);
        assertThat(metrics.runningTrainLoss()).isCloseTo(metrics.trainLoss(), within(1e-8));
    }

    @Test
    void sameSeedGivesTheSameBits() throws IOException {
        Experiment experiment = experiment(1, 0.003, Schedule.CONSTANT, 3);
        float[] first = values(train(experiment, "a", SILENT));
        assertThat(values(train(experiment, "b", SILENT))).isEqualTo(first);
        assertThat(values(train(experiment(2, 0.003, Schedule.CONSTANT, 3), "c", SILENT)))
                .isNotEqualTo(first);
    }

    /** A training that is cut off within an epoch goes on after the last whole one, to the same bits. */
    @Test
    void continuesToTheSameBits() throws IOException {
        Experiment experiment = experiment(1, 0.003, Schedule.ONE_CYCLE, 4);
        TrainedModel whole = train(experiment, "whole", SILENT);
        List<Integer> resumed = new ArrayList<>();
        TrainingListener breaking = new TrainingListener() {
            @Override
            public void step(int epoch, int images, double loss, double imagesPerSecond, double secondsLeft) {
                if (epoch == 3 && images > 100) {
                    throw new IllegalStateException("cut off");
                }
            }
        };
        assertThatThrownBy(() -> train(experiment, "cut", breaking)).hasMessage("cut off");
        TrainedModel continued = train(experiment, "cut", new TrainingListener() {
            @Override
            public void resumed(List<EpochMetrics> history, double seconds) {
                resumed.add(history.size());
            }
        });
        assertThat(resumed).containsExactly(2);
        assertThat(values(continued)).isEqualTo(values(whole));
        assertThat(continued.history())
                .extracting(EpochMetrics::testLoss)
                .isEqualTo(whole.history().stream().map(EpochMetrics::testLoss).toList());
    }

    /** As by who ends the program: not a step is lost, wherever in an epoch it is, its last evaluation included. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 10, 13, 20})
    void goesOnAfterTheStepAtWhichItWasStopped(int stopAt) throws IOException {
        Experiment experiment = experiment(1, 0.003, Schedule.ONE_CYCLE, 2);
        TrainedModel whole = train(experiment, "whole", SILENT);
        List<Integer> steps = new ArrayList<>(); // images seen of the epoch
        Trainer[] stopped = new Trainer[1];
        TrainingListener stopping = new TrainingListener() {
            @Override
            public void step(int epoch, int images, double loss, double imagesPerSecond, double secondsLeft) {
                steps.add(images);
                if (steps.size() == stopAt) {
                    try {
                        assertThat(stopped[0].stop()).isTrue();
                    } catch (IOException refused) {
                        throw new UncheckedIOException(refused);
                    }
                }
            }
        };
        stopped[0] = new Trainer(experiment, dataset, 2, folder.resolve("stopped.safetensors"), stopping);
        assertThatThrownBy(stopped[0]::train).isInstanceOf(CancellationException.class);
        TrainedModel continued = train(experiment, "stopped", new TrainingListener() {
            @Override
            public void step(int epoch, int images, double loss, double imagesPerSecond, double secondsLeft) {
                steps.add(images);
            }
        });
        assertThat(steps).hasSize(20); // none twice
        assertThat(values(continued)).isEqualTo(values(whole));
        assertThat(continued.history())
                .usingRecursiveComparison()
                .ignoringFields("imagesPerSecond")
                .isEqualTo(whole.history());
        assertThat(stopped[0].stop()).as("nothing to save any more").isFalse();
    }

    /** Whoever goes on in another way is told; a checkpoint that doesn't say how it was made is taken as it is. */
    @Test
    void saysWhenACheckpointWasMadeInAnotherWay() throws IOException {
        Experiment experiment = experiment(1, 0.003, Schedule.CONSTANT, 1);
        train(experiment, "a", SILENT);
        Path file = folder.resolve("a.safetensors");
        Checkpoint checkpoint = Checkpoint.read(file, experiment);
        assertThat(checkpoint.threads()).isEqualTo("2");
        assertThat(checkpoint.kernels()).isEqualTo(BlasKernels.current().orElse(""));
        assertThat(differences(experiment, checkpoint)).isEmpty();
        assertThat(differences(experiment, madeBy(checkpoint, "", ""))).isEmpty();
        assertThat(differences(experiment, madeBy(checkpoint, "7", "Abacus")))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("--threads 7 instead of 2 and BLAS kernels Abacus instead of ");
    }

    private List<String> differences(Experiment experiment, Checkpoint checkpoint) throws IOException {
        checkpoint.write(folder.resolve("b.safetensors"), experiment);
        List<String> told = new ArrayList<>();
        train(experiment, "b", new TrainingListener() {
            @Override
            public void differs(String differences) {
                told.add(differences);
            }
        });
        return told;
    }

    private static Checkpoint madeBy(Checkpoint from, String threads, String kernels) {
        return new Checkpoint(
                from.values(),
                from.mean(),
                from.square(),
                from.step(),
                from.seconds(),
                from.history(),
                from.part(),
                threads,
                kernels,
                null);
    }

    @Test
    void refusesACheckpointOfAnotherExperiment() throws IOException {
        train(experiment(1, 0.003, Schedule.CONSTANT, 1), "a", SILENT);
        assertThatThrownBy(() -> train(experiment(1, 0.002, Schedule.CONSTANT, 1), "a", SILENT))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("another experiment (learningRate 0.003 instead of 0.002)")
                .hasMessageContaining("a.safetensors");
    }

    @Test
    void refusesACheckpointOfOtherImages() throws IOException {
        Experiment experiment = experiment(1, 0.003, Schedule.CONSTANT, 1);
        train(experiment, "a", SILENT);
        dataset = Dataset.read(IdxFolder.write(folder.resolve("squares"), 300, 50, 9));
        assertThatThrownBy(() -> train(experiment(1, 0.003, Schedule.CONSTANT, 1), "a", SILENT))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("datasetDigest");
    }

    @Test
    void refusesADamagedCheckpoint() throws IOException {
        Experiment experiment = experiment(1, 0.003, Schedule.CONSTANT, 1);
        train(experiment, "a", SILENT);
        Path checkpoint = folder.resolve("a.safetensors");
        byte[] content = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, Arrays.copyOf(content, content.length / 2));
        assertThatThrownBy(() -> train(experiment, "a", SILENT))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("is damaged")
                .hasMessageContaining("remove it");
    }

    @Test
    void stopsWhenTheLossIsNotFinite() {
        assertThatThrownBy(() -> train(experiment(1, 1e8, Schedule.CONSTANT, 3), "a", SILENT))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("the loss became")
                .hasMessageContaining("smaller learning rate");
    }

    @Test
    void writesNoPartOfAFile() throws IOException {
        train(experiment(1, 0.003, Schedule.CONSTANT, 1), "a", SILENT);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("squares", "a.safetensors");
        }
    }

    private Experiment experiment(long seed, double rate, Schedule schedule, int epochs) {
        return new Experiment(dataset.name(), dataset.digest(), 3, 2, epochs, 32, rate, 0.01, schedule, seed);
    }

    private TrainedModel train(Experiment experiment, String checkpoint, TrainingListener listener) throws IOException {
        return new Trainer(experiment, dataset, 2, folder.resolve(checkpoint + ".safetensors"), listener).train();
    }

    private static float[] values(TrainedModel model) {
        return new ParameterLayout(2, 3).flatten(new Safetensors(Map.of(), model.tensors()), "");
    }
}
