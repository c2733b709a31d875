package latentlab.server.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import latentlab.server.dataset.Dataset;
import latentlab.server.training.Experiment;
import latentlab.server.training.Schedule;
import latentlab.theory.StoppingCondition.Quantity;
import latentlab.theory.StoppingConditions;

/**
 * What somebody from outside wants to be trained, within what this machine can be asked for.
 *
 * @param dataset one that travels with the program
 * @param until   bounds of stopping conditions by their labels
 */
public record RunRequest(
        String dataset,
        int latentDim,
        int channels,
        int epochs,
        int batchSize,
        double learningRate,
        double weightDecay,
        String schedule,
        long seed,
        Map<String, Double> until) {
    /** The study's experiment. */
    public static final RunRequest USUAL = new RunRequest(
            Dataset.MNIST,
            Experiment.LATENT_DIM,
            Experiment.CHANNELS,
            Experiment.EPOCHS,
            Experiment.BATCH_SIZE,
            Experiment.LEARNING_RATE,
            Experiment.WEIGHT_DECAY,
            Schedule.CONSTANT.label(),
            0,
            Map.of());

    /** The labels of the stopping conditions. */
    public static final List<String> CONDITIONS =
            Arrays.stream(Quantity.values()).map(Quantity::label).toList();

    /** Several hours of training; with more, what was mistyped would keep the machine busy for days. */
    public static final int MOST_EPOCHS = 1000;

    public static final int LARGEST_BATCH = 10_000;
    public static final long MOST_PARAMETERS = 10_000_000;

    private static final Map<String, String> DIGESTS = new ConcurrentHashMap<>();

    /**
     * The experiment, with the images that it is about.
     *
     * @throws IllegalArgumentException when a value is out of its range; the message says which
     */
    Experiment experiment() {
        experiment(""); // before the images are read, which takes a while
        return experiment(DIGESTS.computeIfAbsent(dataset, RunRequest::digest));
    }

    /** @throws IllegalArgumentException when there is no such condition or a bound is none */
    StoppingConditions conditions() {
        return StoppingConditions.of(until);
    }

    private Experiment experiment(String digest) {
        require(
                Dataset.isMnist(dataset),
                "the dataset must be mnist, or mnist-1000 for so many of its training images (or any other number)");
        require(epochs <= MOST_EPOCHS, "the number of epochs must be at most " + MOST_EPOCHS);
        require(batchSize <= LARGEST_BATCH, "the batch size must be at most " + LARGEST_BATCH);
        Schedule rates = Schedule.of(schedule).orElse(null);
        require(rates != null, "the schedule must be constant or one-cycle");
        Experiment experiment = new Experiment(
                dataset, digest, latentDim, channels, epochs, batchSize, learningRate, weightDecay, rates, seed);
        require(
                experiment.parameters() <= MOST_PARAMETERS,
                "the network would have " + experiment.parameters() + " parameters, more than " + MOST_PARAMETERS
                        + ": choose fewer channels or latent dimensions");
        return experiment;
    }

    private static void require(boolean met, String expected) {
        if (!met) {
            throw new IllegalArgumentException(expected);
        }
    }

    private static String digest(String dataset) {
        try {
            return Dataset.open(dataset).digest();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
