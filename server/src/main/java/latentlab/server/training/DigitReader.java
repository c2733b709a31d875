package latentlab.server.training;

import java.util.Map;
import java.util.SplittableRandom;
import latentlab.server.dataset.LabelledImages;
import latentlab.weights.Tensor;

/**
 * Says which digit a picture shows: a Deeplearning4j network 784→256→64→10 on the pixels themselves, trained with all
 * labels. It knows nothing of any autoencoder, so it can judge what they draw. Not thread-safe.
 */
public final class DigitReader {
    private static final int HIDDEN1 = 256;
    private static final int HIDDEN2 = 64;
    private static final int BATCH = 128;
    private static final double RATE = 0.001;

    private final ClassifierHead network = new ClassifierHead(LabelledImages.PIXELS, HIDDEN1, HIDDEN2);
    private final float[] values;

    private DigitReader(float[] values) {
        this.values = values;
        network.set(values);
    }

    /** Of what {@link #tensors()} has given. */
    public static DigitReader of(Map<String, Tensor> tensors) {
        return new DigitReader(ClassifierHead.flatten(tensors));
    }

    /**
     * Trains one: AdamW at {@value #RATE}, batches of {@value #BATCH}.
     *
     * @param seed  decides the first weights and the order of the images
     * @param epoch called after each epoch
     */
    public static DigitReader train(LabelledImages images, int epochs, long seed, Runnable epoch) {
        ClassifierHead fresh = new ClassifierHead(LabelledImages.PIXELS, HIDDEN1, HIDDEN2);
        DigitReader reader = new DigitReader(fresh.initialize(new SplittableRandom(seed)));
        AdamW optimizer = new AdamW(reader.values.length, Experiment.WEIGHT_DECAY);
        float[] gradient = new float[reader.values.length];
        long step = 0;
        for (int number = 1; number <= epochs; number++) {
            int[] order = Shuffle.order(images.size(), seed, number);
            for (int from = 0; from + BATCH <= images.size(); from += BATCH) {
                byte[] labels = new byte[BATCH];
                float[] pictures = new float[BATCH * LabelledImages.PIXELS];
                for (int i = 0; i < BATCH; i++) {
                    labels[i] = images.labels()[order[from + i]];
                    load(images.pixels(), order[from + i], pictures, i);
                }
                reader.network.differentiate(pictures, labels, gradient, 0, null);
                optimizer.update(reader.values, gradient, 0, gradient.length, ++step, RATE, AdamW.BETA1);
                reader.network.set(reader.values);
            }
            epoch.run();
        }
        return reader;
    }

    private static void load(byte[] pixels, int image, float[] pictures, int to) {
        for (int k = 0; k < LabelledImages.PIXELS; k++) {
            pictures[to * LabelledImages.PIXELS + k] = (pixels[image * LabelledImages.PIXELS + k] & 0xff) / 255f;
        }
    }

    /** Its weights. */
    public Map<String, Tensor> tensors() {
        return network.tensors(values);
    }

    /**
     * Reads pictures.
     *
     * @param pictures (n,784), in [0,1]
     * @return (n,10), the probability of each digit
     */
    public float[] read(float[] pictures) {
        return network.probabilities(pictures);
    }

    /** Reads labelled images. */
    public Predictions test(LabelledImages images) {
        float[] pictures = new float[images.size() * LabelledImages.PIXELS];
        for (int i = 0; i < images.size(); i++) {
            load(images.pixels(), i, pictures, i);
        }
        return Predictions.of(read(pictures), images.labels());
    }
}
