package latentlab.network;

import latentlab.weights.Safetensors;

/** Linear · ReLU · Linear · ReLU · Linear · softmax: reads a digit in numbers, such as a picture's. Not thread-safe. */
public final class Classifier {
    /** Digits. */
    public static final int CLASSES = 10;

    private final Dense fc1;
    private final Dense fc2;
    private final Dense fc3;
    private final float[] hidden1;
    private final float[] hidden2;

    private Classifier(Dense fc1, Dense fc2, Dense fc3) {
        this.fc1 = fc1;
        this.fc2 = fc2;
        this.fc3 = fc3;
        hidden1 = new float[fc1.outputs()];
        hidden2 = new float[fc2.outputs()];
    }

    /**
     * From {@code head.fc1.weight (h,inputs)}, {@code head.fc2.weight (k,h)} and {@code head.fc3.weight (10,k)}, each with
     * its bias.
     *
     * @throws latentlab.weights.MalformedWeightsException when a tensor is missing or of another shape
     */
    public static Classifier of(Safetensors weights) {
        int h = weights.require("head.fc1.weight", -1, -1).shape()[0];
        int k = weights.require("head.fc2.weight", -1, h).shape()[0];
        return new Classifier(
                dense(weights, "head.fc1", h, -1),
                dense(weights, "head.fc2", k, h),
                dense(weights, "head.fc3", CLASSES, k));
    }

    private static Dense dense(Safetensors weights, String layer, int outputs, int inputs) {
        return Dense.of(
                weights.require(layer + ".weight", outputs, inputs),
                weights.require(layer + ".bias", outputs),
                Order.AS_IS,
                Order.AS_IS);
    }

    /** Length of what it reads. */
    public int inputs() {
        return fc1.inputs();
    }

    /**
     * Reads.
     *
     * @param numbers       (inputs)
     * @param probabilities (10), overwritten
     * @return the most probable digit
     */
    public int read(float[] numbers, float[] probabilities) {
        fc1.apply(numbers, hidden1);
        Activation.relu(hidden1);
        fc2.apply(hidden1, hidden2);
        Activation.relu(hidden2);
        fc3.apply(hidden2, probabilities);
        int best = 0;
        for (int digit = 1; digit < CLASSES; digit++) {
            best = probabilities[digit] > probabilities[best] ? digit : best;
        }
        float largest = probabilities[best];
        double sum = 0;
        for (float value : probabilities) {
            sum += Math.exp(value - largest);
        }
        for (int digit = 0; digit < CLASSES; digit++) {
            probabilities[digit] = (float) (Math.exp(probabilities[digit] - largest) / sum);
        }
        return best;
    }
}
