package latentlab.server.study;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import latentlab.server.dataset.Dataset;
import latentlab.server.training.Experiment;

/** How much of the study is done: which networks are trained, on which images, how often. */
public enum Preset {
    /** Minutes: to see that everything works. Its figures are not the study's. */
    QUICK(new Scale(
            "mnist-6000",
            8,
            List.of(3, 8, 15),
            List.of(4, 8),
            List.of(),
            5,
            2,
            new Small("mnist-1000", 24, 1),
            new Transfer(3, 40))),
    /** The study on a network that trains in minutes. The large network of the publication is added where it is there. */
    DEFAULT(new Scale(
            Dataset.MNIST,
            32,
            Scale.PUBLISHED_DIMENSIONS,
            List.of(4, 8, 16, 32, 64),
            List.of(128),
            Experiment.EPOCHS,
            3,
            new Small("mnist-1000", 200, 1),
            new Transfer(10, 120))),
    /** The network of the publication. */
    PAPER(new Scale(
            Dataset.MNIST,
            128,
            Scale.PUBLISHED_DIMENSIONS,
            List.of(4, 8, 16, 32, 64, 128),
            List.of(),
            Experiment.EPOCHS,
            1,
            new Small("mnist-1000", 200, 1),
            new Transfer(10, 120)));

    /**
     * Numbers of things.
     *
     * @param dataset         name of the data set
     * @param channels        c of every network but those that differ in c
     * @param latentDims      d of the networks that differ in d
     * @param channelCounts   c of the networks that differ in c, at d = {@link Experiment#LATENT_DIM}
     * @param existingCounts  further such c, shown where such a network exists but not trained
     * @param epochs          of every training on the data set
     * @param seedCount       trainings of each network that differs in d; those that differ in c are trained once
     * @param small           the same on few images
     */
    record Scale(
            String dataset,
            int channels,
            List<Integer> latentDims,
            List<Integer> channelCounts,
            List<Integer> existingCounts,
            int epochs,
            int seedCount,
            Small small,
            Transfer transfer) {
        private static final List<Integer> PUBLISHED_DIMENSIONS = List.of(3, 5, 8, 10, 15, 20, 30);

        /** Those d that some of the trainings have. */
        List<Integer> latentDimsOf(List<Training> trainings) {
            return latentDims.stream()
                    .filter(d -> trainings.stream().anyMatch(training -> training.latentDim() == d))
                    .toList();
        }

        /** 0, 1, … */
        List<Long> seeds() {
            return LongStream.range(0, seedCount).boxed().toList();
        }
    }

    /**
     * Trainings on few images. An epoch of 1,000 images is 8 steps, so there are more epochs; the rate is constant, so a
     * shorter training is the beginning of a longer one.
     */
    record Small(String dataset, int epochs, int seedCount) {
        List<Long> seeds() {
            return LongStream.range(0, seedCount).boxed().toList();
        }
    }

    /**
     * Learning from 100 labels.
     *
     * @param draws number of times that the labelled images are drawn
     * @param steps steps on all of them
     */
    record Transfer(int draws, int steps) {}

    private final Scale scale;

    Preset(Scale scale) {
        this.scale = scale;
    }

    /** As on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Scale scale() {
        return scale;
    }

    /** In words, what was used. */
    String description() {
        String images = scale.dataset().equals(Dataset.MNIST)
                ? "All 60,000 training images"
                : "A quick trial, not the study: only " + scale.dataset().replaceAll("\\D", "") + " training images";
        return "%s, %d epochs, %d channels, %d seed%s"
                .formatted(
                        images, scale.epochs(), scale.channels(), scale.seedCount(), scale.seedCount() == 1 ? "" : "s");
    }
}
