package latentlab.server.study;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import latentlab.server.study.Preset.Scale;
import latentlab.server.study.Preset.Small;
import latentlab.server.training.Experiment;

/** The one list of the study's experiments. */
public final class Experiments {
    /**
     * Channels of the network whose seed 0 dies at the study's rate: within ten steps it draws every picture black, and no
     * gradient comes back (in PyTorch, too, from the same weights and batches). It is told of, and seed 1 does its work.
     */
    private static final int DYING = 64;

    private Experiments() {}

    /** Every training of a preset, once, those first that show most. */
    public static List<Training> of(Preset preset) {
        List<Training> latentDimension = latentDimension(preset);
        int firstSeed = preset.scale().latentDims().size();
        Set<Training> all = new LinkedHashSet<>(latentDimension.subList(0, firstSeed));
        all.addAll(channelCapacity(preset));
        all.add(transfer(preset));
        all.addAll(fewImages(preset));
        all.addAll(latentDimension);
        return List.copyOf(all);
    }

    /** A: every d with every seed, seed by seed. Interpolation and correlation use the same networks. */
    static List<Training> latentDimension(Preset preset) {
        Scale scale = preset.scale();
        return sweep(scale, scale.dataset(), scale.epochs(), scale.seeds());
    }

    /** A once more on few images, where a large d should overfit if it does at all. */
    static List<Training> fewImages(Preset preset) {
        Small small = preset.scale().small();
        return sweep(preset.scale(), small.dataset(), small.epochs(), small.seeds());
    }

    private static List<Training> sweep(Scale scale, String dataset, int epochs, List<Long> seeds) {
        List<Training> trainings = new ArrayList<>();
        for (long seed : seeds) {
            for (int d : scale.latentDims()) {
                trainings.add(new Training(dataset, d, scale.channels(), epochs, seed));
            }
        }
        return trainings;
    }

    /** B: every c at one d. */
    static List<Training> channelCapacity(Preset preset) {
        List<Training> trainings = new ArrayList<>();
        for (int c : preset.scale().channelCounts()) {
            trainings.add(withChannels(preset, c, 0));
            if (c == DYING) {
                trainings.add(withChannels(preset, c, 1));
            }
        }
        return trainings;
    }

    /** B's further points, which are not trained for it. */
    static List<Training> existingCapacities(Preset preset) {
        return preset.scale().existingCounts().stream()
                .map(c -> withChannels(preset, c, 0))
                .toList();
    }

    private static Training withChannels(Preset preset, int channels, long seed) {
        Scale scale = preset.scale();
        return new Training(scale.dataset(), Experiment.LATENT_DIM, channels, scale.epochs(), seed);
    }

    /** E: the network whose encoder is put to use with labels. */
    static Training transfer(Preset preset) {
        return withChannels(preset, preset.scale().channels(), 0);
    }
}
