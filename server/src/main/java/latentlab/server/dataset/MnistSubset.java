package latentlab.server.dataset;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * {@code mnist-1000} and the like: so many of MNIST's training images, and all of its test images. They are the first
 * ones of a Fisher–Yates shuffle by {@link SplittableRandom} with seed {@value #SEED}, so a smaller set is part of every
 * larger one.
 */
final class MnistSubset {
    static final long SEED = 0;
    private static final Pattern NAME = Pattern.compile("mnist-([1-9][0-9]{0,4})");
    private static final int ALL = 60_000;

    private MnistSubset() {}

    /** The number of training images that the name of a subset says; empty for any other name. */
    static Optional<Integer> size(String name) {
        var matcher = NAME.matcher(name);
        return matcher.matches() && Integer.parseInt(matcher.group(1)) < ALL
                ? Optional.of(Integer.parseInt(matcher.group(1)))
                : Optional.empty();
    }

    /** So many of the images. */
    static LabelledImages of(LabelledImages all, int count) {
        int[] order = order(all.size(), count);
        byte[] pixels = new byte[count * LabelledImages.PIXELS];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(
                    all.pixels(),
                    order[i] * LabelledImages.PIXELS,
                    pixels,
                    i * LabelledImages.PIXELS,
                    LabelledImages.PIXELS);
            labels[i] = all.labels()[order[i]];
        }
        return new LabelledImages(pixels, labels);
    }

    /** Only the first {@code count} places of the shuffled order are as they would be in the whole one. */
    private static int[] order(int size, int count) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < count; i++) {
            int other = i + random.nextInt(size - i);
            int drawn = order[other];
            order[other] = order[i];
            order[i] = drawn;
        }
        return order;
    }
}
