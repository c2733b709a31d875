package latentlab.server.study;

import java.util.List;
import latentlab.server.training.Experiment;
import latentlab.server.training.Schedule;

/**
 * A training of the study: what {@link Experiment} leaves open; all else is as the study has it (AdamW at
 * {@value Experiment#LEARNING_RATE}, constant rate, batches of {@value Experiment#BATCH_SIZE}).
 *
 * @param dataset   {@code mnist}, or {@code mnist-1000} for as many of its training images
 * @param latentDim d
 * @param channels  c
 */
public record Training(String dataset, int latentDim, int channels, int epochs, long seed) {
    private static final int TEST_IMAGES = 10_000;

    /** As the model that comes of it is called. */
    public String id() {
        return experiment("").id();
    }

    /** The whole experiment. */
    public Experiment experiment(String datasetDigest) {
        return new Experiment(
                dataset,
                datasetDigest,
                latentDim,
                channels,
                epochs,
                Experiment.BATCH_SIZE,
                Experiment.LEARNING_RATE,
                Experiment.WEIGHT_DECAY,
                Schedule.CONSTANT,
                seed);
    }

    /** Options of the command {@code train}. */
    List<String> options() {
        return List.of(
                "--dataset=" + dataset,
                "--latent-dim=" + latentDim,
                "--channels=" + channels,
                "--epochs=" + epochs,
                "--seed=" + seed,
                "--threads=1");
    }

    /** Training images. */
    int images() {
        String digits = dataset.replaceAll("\\D", "");
        return digits.isEmpty() ? 60_000 : Integer.parseInt(digits);
    }

    /**
     * About how many multiplications an epoch takes: per image those of the folded network, three times as many for an
     * image that is learned from, and every image is evaluated after the epoch.
     */
    double workPerEpoch() {
        double c = channels;
        double d = latentDim;
        double perImage = 196 * 16 * c + 49 * 32 * c * c + 98 * c * d + 196 * c * d + 196 * 16 * c;
        return perImage * (4.0 * images() + TEST_IMAGES);
    }

    double work() {
        return epochs * workPerEpoch();
    }
}
