package latentlab.server.study;

import java.util.SplittableRandom;
import latentlab.server.dataset.LabelledImages;

/**
 * A hundred random training images with their labels.
 *
 * @param number  decides which
 * @param indices of the images in the training set
 */
record LabelDraw(int number, int[] indices, LabelledImages images) {
    static final int IMAGES = 100;

    static LabelDraw of(LabelledImages train, int number) {
        int[] indices = new SplittableRandom(number)
                .ints(0, train.size())
                .distinct()
                .limit(IMAGES)
                .toArray();
        byte[] pixels = new byte[IMAGES * LabelledImages.PIXELS];
        byte[] labels = new byte[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            System.arraycopy(
                    train.pixels(),
                    indices[i] * LabelledImages.PIXELS,
                    pixels,
                    i * LabelledImages.PIXELS,
                    LabelledImages.PIXELS);
            labels[i] = train.labels()[indices[i]];
        }
        return new LabelDraw(number, indices, new LabelledImages(pixels, labels));
    }
}
