package latentlab.server.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import latentlab.server.dataset.LabelledImages;
import latentlab.weights.Safetensors;
import latentlab.weights.Tensor;

/**
 * Learns to tell digits apart from a few labelled images, with an encoder and a head d→64→32→10: AdamW at
 * {@value Experiment#LEARNING_RATE}, each step on all labelled images, test images evaluated after each.
 */
public final class TransferTraining {
    /** Which weights move, and where the encoder's start. */
    public enum Variant {
        /** The encoder of an autoencoder, which stays as it is. */
        FROZEN,
        /** The encoder of an autoencoder, which goes on learning. */
        FULL,
        /** An encoder with random weights. */
        SCRATCH
    }

    /**
     * What came of it.
     *
     * @param accuracy     on the test images after each step after which they were evaluated, in [0,1]
     * @param crossEntropy on the test images after the same steps
     * @param digits       predictions for the test images after the last step
     * @param tensors      {@code head.*} and, where it has learned, {@code encoder.*}
     */
    public record Result(
            List<Double> accuracy, List<Double> crossEntropy, byte[] digits, Map<String, Tensor> tensors) {}

    private static final int HIDDEN1 = 64;
    private static final int HIDDEN2 = 32;

    private final Variant variant;
    private final TrainableEncoder encoder;
    private final ClassifierHead head;
    private final LabelledImages labelled;
    private final LabelledImages test;
    private final float[] values; // the encoder's, none of them where it is frozen, then the head's
    private final float[] gradient;
    private final AdamW optimizer;
    private final int encoderCount;
    private float[] codes; // of the labelled images, where the encoder is frozen
    private float[] testCodes;

    /**
     * @param autoencoder has the encoder; of {@link Variant#SCRATCH} only its shape counts
     * @param labelled    at most 100 images
     * @param seed        decides the first weights of the head, and of the encoder where it starts from scratch
     */
    public TransferTraining(
            Variant variant, Safetensors autoencoder, LabelledImages labelled, LabelledImages test, long seed) {
        this.variant = variant;
        this.labelled = labelled;
        this.test = test;
        encoder = new TrainableEncoder(variant == Variant.SCRATCH ? random(autoencoder, seed) : autoencoder);
        head = new ClassifierHead(encoder.latentDim(), HIDDEN1, HIDDEN2);
        encoderCount = variant == Variant.FROZEN ? 0 : encoder.count();
        values = new float[encoderCount + head.count()];
        gradient = new float[values.length];
        optimizer = new AdamW(values.length, Experiment.WEIGHT_DECAY);
        if (variant == Variant.FROZEN) {
            codes = encoder.encode(labelled.pixels());
            testCodes = encoder.encode(test.pixels());
        } else {
            encoder.get(values);
        }
        float[] first = head.initialize(new SplittableRandom(seed));
        System.arraycopy(first, 0, values, encoderCount, first.length);
        head.set(first);
    }

    private static Safetensors random(Safetensors autoencoder, long seed) {
        int c = autoencoder.require("encoder.conv1.weight", -1, 1, 4, 4).shape()[0];
        int d = autoencoder.require("encoder.fc.weight", -1, 98 * c).shape()[0];
        ParameterLayout layout = new ParameterLayout(c, d);
        return new Safetensors(Map.of(), layout.tensors(layout.initialize(seed), ""));
    }

    /** Does so many steps. */
    public Result train(int steps) {
        return train(steps, 1, () -> {});
    }

    /**
     * The same steps, with the test images evaluated only after every so many-th one and after the last: that takes far
     * longer than the steps.
     *
     * @param every     1 for after each
     * @param afterStep called after each step
     */
    public Result train(int steps, int every, Runnable afterStep) {
        List<Double> accuracy = new ArrayList<>();
        List<Double> crossEntropy = new ArrayList<>();
        Predictions predictions = null;
        for (int step = 1; step <= steps; step++) {
            step(step);
            if (step % every == 0 || step == steps) {
                predictions = predict();
                accuracy.add(predictions.accuracy());
                crossEntropy.add(predictions.crossEntropy());
            }
            afterStep.run();
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>(head.tensors(headValues()));
        if (variant != Variant.FROZEN) {
            tensors.putAll(encoder.tensors());
        }
        return new Result(accuracy, crossEntropy, predictions == null ? new byte[0] : predictions.digits(), tensors);
    }

    private void step(int step) {
        boolean frozen = variant == Variant.FROZEN;
        float[] inputs = frozen ? codes : encoder.encode(labelled.pixels());
        float[] inputGradient = frozen ? null : new float[inputs.length];
        head.differentiate(inputs, labelled.labels(), gradient, encoderCount, inputGradient);
        if (!frozen) {
            encoder.backward(labelled.pixels(), inputGradient, gradient);
        }
        optimizer.update(values, gradient, 0, values.length, step, Experiment.LEARNING_RATE, AdamW.BETA1);
        if (!frozen) {
            encoder.set(values);
        }
        head.set(headValues());
    }

    private Predictions predict() {
        float[] inputs = variant == Variant.FROZEN ? testCodes : encoder.encode(test.pixels());
        return Predictions.of(head.probabilities(inputs), test.labels());
    }

    private float[] headValues() {
        float[] part = new float[head.count()];
        System.arraycopy(values, encoderCount, part, 0, part.length);
        return part;
    }
}
