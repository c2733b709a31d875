package latentlab.server.study;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The publication's figures, all of networks with 128 channels. */
final class Published {
    static final int CHANNELS = 128;

    private static final List<Integer> DIMENSIONS = List.of(3, 5, 8, 10, 15, 20, 30);

    /** Test MSE by d. */
    static final Map<Integer, Double> TEST_LOSS =
            byDimension(0.03338, 0.02338, 0.01458, 0.01172, 0.007143, 0.005308, 0.003427);

    /** Training MSE by d; the publication does not say whether during or after the epoch. */
    static final Map<Integer, Double> TRAIN_LOSS =
            byDimension(0.03166, 0.02234, 0.01375, 0.01086, 0.006411, 0.004699, 0.00302);

    private Published() {}

    private static Map<Integer, Double> byDimension(double... losses) {
        Map<Integer, Double> map = new TreeMap<>();
        int i = 0;
        for (int d : DIMENSIONS) {
            map.put(d, losses[i++]);
        }
        return map;
    }

    /** A figure for one d. */
    record Losses(int latentDim, double testLoss, double trainLoss) {}

    /** Of the first study. */
    record LatentDimension(int channels, List<Losses> points) {}

    static LatentDimension latentDimension() {
        return new LatentDimension(
                CHANNELS,
                DIMENSIONS.stream()
                        .map(d -> new Losses(d, TEST_LOSS.get(d), TRAIN_LOSS.get(d)))
                        .toList());
    }

    /** Of a study without published numbers that we could set beside ours. */
    record Conclusions(int channels, List<String> conclusions) {}

    static Conclusions conclusions(String... conclusions) {
        return new Conclusions(CHANNELS, List.of(conclusions));
    }
}
