package latentlab.server.training;

/**
 * What a classifier says of images.
 *
 * @param digits       (n), the most probable digit of each
 * @param accuracy     share of right ones, in [0,1]
 * @param crossEntropy mean of −ln of the right digit's probability
 */
public record Predictions(byte[] digits, double accuracy, double crossEntropy) {
    /** @param probabilities (n,10) */
    static Predictions of(float[] probabilities, byte[] labels) {
        byte[] digits = new byte[labels.length];
        int right = 0;
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            digits[i] = (byte) mostProbable(probabilities, i);
            right += digits[i] == labels[i] ? 1 : 0;
            // float32 ends at 1e-38: what is less probable counts as that
            sum -= Math.log(Math.max(Float.MIN_NORMAL, probabilities[i * ClassifierHead.CLASSES + labels[i]]));
        }
        return new Predictions(digits, (double) right / labels.length, sum / labels.length);
    }

    /** The first of the most probable digits of an image. */
    static int mostProbable(float[] probabilities, int image) {
        int at = image * ClassifierHead.CLASSES;
        int best = 0;
        for (int digit = 1; digit < ClassifierHead.CLASSES; digit++) {
            if (probabilities[at + digit] > probabilities[at + best]) {
                best = digit;
            }
        }
        return best;
    }
}
