package latentlab.server.training;

import java.util.SplittableRandom;

/** The order in which an epoch takes the images. */
final class Shuffle {
    private Shuffle() {}

    /**
     * A random order, the same for the same seed and epoch: a continued training needs no state of a generator.
     *
     * @param epoch counted from 1
     */
    static int[] order(int images, long seed, int epoch) {
        // an odd factor far from the generator's own increment keeps the epochs' sequences apart
        SplittableRandom random = new SplittableRandom(seed ^ epoch * 0xd1342543de82ef95L);
        int[] order = new int[images];
        for (int i = 0; i < images; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }
}
