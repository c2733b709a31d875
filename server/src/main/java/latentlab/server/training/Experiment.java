package latentlab.server.training;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Everything that decides what a training makes, besides the build, the kind of processor and the number of threads.
 *
 * @param dataset       name of the data set
 * @param datasetDigest SHA-256 of its images
 * @param latentDim     d, at least 1
 * @param channels      c, at least 1
 * @param epochs        times that every training image is seen
 * @param batchSize     images a step
 * @param learningRate  AdamW's; the highest of a cycle
 * @param weightDecay   AdamW's, decoupled
 * @param seed          decides the initial weights and the order of the images
 */
public record Experiment(
        String dataset,
        String datasetDigest,
        int latentDim,
        int channels,
        int epochs,
        int batchSize,
        double learningRate,
        double weightDecay,
        Schedule schedule,
        long seed) {

    /** The study's values. */
    public static final int LATENT_DIM = 15;

    public static final int CHANNELS = 32;
    public static final int EPOCHS = 20;
    public static final int BATCH_SIZE = 128;
    public static final double LEARNING_RATE = 0.003;
    public static final double WEIGHT_DECAY = 0.01;

    /** Channels or latent dimensions at most; with more, an array could not hold the patches of a chunk. */
    public static final int MOST = 4096;

    /** @throws IllegalArgumentException when a value is out of its range; the message says which */
    public Experiment {
        require(latentDim >= 1 && latentDim <= MOST, "latent dimension", "from 1 to " + MOST, latentDim);
        require(channels >= 1 && channels <= MOST, "number of channels", "from 1 to " + MOST, channels);
        require(
                ParameterLayout.count(channels, latentDim) < 1L << 28,
                "number of parameters",
                "below 268 million; choose fewer channels",
                ParameterLayout.count(channels, latentDim));
        require(epochs >= 1, "number of epochs", "at least 1", epochs);
        require(batchSize >= 1, "batch size", "at least 1", batchSize);
        require(learningRate > 0 && learningRate < 1e9, "learning rate", "above 0", learningRate);
        require(weightDecay >= 0 && weightDecay < 1e9, "weight decay", "0 or above", weightDecay);
        require(seed >= 0, "seed", "0 or above", seed);
    }

    private static void require(boolean met, String what, String expected, Object found) {
        if (!met) {
            throw new IllegalArgumentException("the " + what + " must be " + expected + ", not " + found);
        }
    }

    /** Number of trainable values, 64c² + 134c + 196cd + d + 1. */
    public long parameters() {
        return ParameterLayout.count(channels, latentDim);
    }

    /** In words, for readers. */
    public String name() {
        return "%s, %d channels, %d latent dimensions"
                .formatted(dataset.equals("mnist") ? "MNIST" : dataset, channels, latentDim);
    }

    /** Names the model: the data set, c, d, what differs from the study, and the seed. */
    public String id() {
        StringBuilder id = new StringBuilder(dataset + "-c" + channels + "-d" + latentDim);
        append(id, "-e", epochs, EPOCHS);
        append(id, "-b", batchSize, BATCH_SIZE);
        append(id, "-lr", learningRate, LEARNING_RATE);
        append(id, "-wd", weightDecay, WEIGHT_DECAY);
        if (schedule != Schedule.CONSTANT) {
            id.append('-').append(schedule.label());
        }
        return id.append("-s").append(seed).toString();
    }

    private static void append(StringBuilder id, String label, Number value, Number usual) {
        if (!value.equals(usual)) {
            id.append(label).append(value.toString().toLowerCase(Locale.ROOT));
        }
    }

    /** As text, for a file's metadata: two experiments are the same where these are. */
    public Map<String, String> toMetadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("dataset", dataset);
        metadata.put("datasetDigest", datasetDigest);
        metadata.put("latentDim", "" + latentDim);
        metadata.put("channels", "" + channels);
        metadata.put("epochs", "" + epochs);
        metadata.put("batchSize", "" + batchSize);
        metadata.put("learningRate", "" + learningRate);
        metadata.put("weightDecay", "" + weightDecay);
        metadata.put("schedule", schedule.label());
        metadata.put("seed", "" + seed);
        return metadata;
    }

    /**
     * In words, how the experiment that a file was made by differs from this one.
     *
     * @return empty when it is the same one
     */
    public String differences(Map<String, String> metadata) {
        StringBuilder differences = new StringBuilder();
        toMetadata().forEach((key, value) -> {
            if (!value.equals(metadata.get(key))) {
                differences
                        .append(differences.isEmpty() ? "" : ", ")
                        .append(key)
                        .append(' ')
                        .append(metadata.get(key))
                        .append(" instead of ")
                        .append(value);
            }
        });
        return differences.toString();
    }
}
