package latentlab.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import latentlab.server.dataset.Dataset;
import latentlab.server.jobs.ProcessLock;
import latentlab.server.runs.RunOrder;
import latentlab.server.training.Experiment;
import latentlab.server.training.Schedule;
import latentlab.server.training.StoppableTraining;
import latentlab.server.training.TrainedModel;
import latentlab.server.training.Trainer;
import latentlab.server.training.TrainingException;
import latentlab.theory.StoppingCondition.Quantity;
import latentlab.theory.StoppingConditions;
import latentlab.theory.StoppingConditions.Reached;
import latentlab.weights.MalformedWeightsException;
import latentlab.weights.SafetensorsHeader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains one model. */
@Command(
        name = "train",
        description = "Trains one model and keeps it in the data directory. Stopped, the same command goes on"
                + " from there; killed, after the last whole epoch.",
        mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--latent-dim",
            paramLabel = "D",
            defaultValue = "" + Experiment.LATENT_DIM,
            description = "numbers in a code (default: ${DEFAULT-VALUE})")
    private int latentDim;

    @Option(
            names = "--channels",
            paramLabel = "C",
            defaultValue = "" + Experiment.CHANNELS,
            description = "channels of the first convolution; the second has twice as many (default: ${DEFAULT-VALUE})")
    private int channels;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "" + Experiment.EPOCHS,
            description = "times that every training image is seen (default: ${DEFAULT-VALUE})")
    private int epochs;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "" + Experiment.BATCH_SIZE,
            description = "images a step (default: ${DEFAULT-VALUE})")
    private int batchSize;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            defaultValue = "" + Experiment.LEARNING_RATE,
            description = "AdamW's learning rate, the highest of a cycle (default: ${DEFAULT-VALUE})")
    private double learningRate;

    @Option(
            names = "--weight-decay",
            paramLabel = "DECAY",
            defaultValue = "" + Experiment.WEIGHT_DECAY,
            description = "AdamW's decoupled weight decay (default: ${DEFAULT-VALUE})")
    private double weightDecay;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            defaultValue = "constant",
            description = "constant or one-cycle (default: ${DEFAULT-VALUE})")
    private String schedule;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "decides the first weights and the order of the images (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--dataset",
            paramLabel = "NAME|DIR",
            defaultValue = Dataset.MNIST,
            description =
                    "mnist, mnist-1000 for so many of its training images (or any other number), or a folder with four "
                            + "files of MNIST's names and format (default: ${DEFAULT-VALUE})")
    private String dataset;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads; the last bits of the result depend on it (default: one for each processor)")
    private Integer threads;

    @Mixin
    private KernelsOption kernels;

    @Mixin
    private UntilOption until;

    @Mixin
    private DataOption data;

    private RunOrder order(Experiment experiment, StoppingConditions conditions, int team) {
        try {
            return new RunOrder(experiment, conditions, dataset, team);
        } catch (IllegalArgumentException tooLong) {
            throw new ParameterException(spec.commandLine(), tooLong.getMessage());
        }
    }

    @Override
    public Integer call() throws IOException {
        int team = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (team < 1 || team > 1024) {
            throw new ParameterException(spec.commandLine(), "--threads must be from 1 to 1024, not " + team);
        }
        // the values are checked before the images are read, which takes a while
        experiment(dataset, "");
        StoppingConditions conditions = until.conditions();
        Dataset images = Dataset.open(dataset);
        Experiment experiment = experiment(images.name(), images.digest());
        RunOrder order = order(experiment, conditions, team);
        String id = order.id();
        Path model = data.directory().model(id);
        if (Files.exists(model)) {
            requireSame(experiment, model);
            spec.commandLine().getErr().println(id + " is trained already: " + model);
            return 0;
        }
        kernels.apply();
        Path checkpoint = data.directory().checkpoint(id);
        ProcessLock lock = ProcessLock.take(data.directory().runLock(id))
                .orElseThrow(() -> new TrainingException(id + " is being trained by another process"));
        try {
            if (ProcessLock.isHeld(data.directory().pauseLock())) {
                throw new TrainingException("a backup is being restored there: wait for its end");
            }
            TrainingProgress progress = new TrainingProgress(id, experiment.epochs(), System.err);
            Trainer trainer = new Trainer(experiment, conditions, images, team, checkpoint, progress);
            TrainedModel trained = StoppableTraining.train(trainer, progress::stopped);
            trained.write(
                    model,
                    id,
                    String.join(" ", order.command(), kernels.asText()).trim());
            Files.deleteIfExists(checkpoint);
            tellWhatEndedIt(trained);
        } catch (CancellationException stopped) {
            return 130; // as shells have it; nobody sees it, as the program is ending
        } finally {
            lock.close();
        }
        spec.commandLine().getOut().println(model);
        return 0;
    }

    private Experiment experiment(String name, String digest) {
        try {
            Schedule rates = Schedule.of(schedule)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the schedule must be constant or one-cycle, not " + schedule));
            return new Experiment(
                    name, digest, latentDim, channels, epochs, batchSize, learningRate, weightDecay, rates, seed);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private void tellWhatEndedIt(TrainedModel trained) {
        Reached by = trained.stoppedBy();
        if (trained.until().have(Quantity.named(by.condition()).orElseThrow())) {
            spec.commandLine()
                    .getErr()
                    .println("ended by " + by.condition() + " " + by.value() + ", the bound is " + by.bound());
        }
    }

    private static void requireSame(Experiment experiment, Path model) throws IOException {
        Map<String, String> metadata;
        try {
            metadata = SafetensorsHeader.read(Files.readAllBytes(model)).metadata();
        } catch (MalformedWeightsException damaged) {
            throw new TrainingException(
                    model + " is damaged (" + damaged.getMessage() + "): remove it to train it again");
        }
        String differences = experiment.differences(metadata);
        if (!differences.isEmpty()) {
            throw new TrainingException(model + " was made by another experiment (" + differences
                    + "), and an id is never used twice: train with another --seed or --data");
        }
    }
}
