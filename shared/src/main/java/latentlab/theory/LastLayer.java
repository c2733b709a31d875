package latentlab.theory;

import java.util.Arrays;
import latentlab.image.DigitImage;

/**
 * The decoder's last layer with the loss behind it, ReLU · ConvTranspose2d(c→1, k4 s2 p1) · sigmoid · mean squared error of a
 * picture, in double precision, forward and backward. It is here to be checked: the training has its own.
 */
public final class LastLayer {
    private static final int SMALL = 14;
    private static final int LARGE = DigitImage.SIDE;

    private final double[] parameters; // taps (c, 4, 4), then the bias
    private final float[] input; // (c, 14, 14), after the ReLU
    private final float[] target; // (28, 28)
    private final double[] pixels = new double[LARGE * LARGE];

    /**
     * @param taps   (c,1,4,4)
     * @param hidden (c,14,14), before the ReLU
     * @param target (28,28)
     */
    public LastLayer(float[] taps, float bias, float[] hidden, float[] target) {
        parameters = new double[taps.length + 1];
        for (int i = 0; i < taps.length; i++) {
            parameters[i] = taps[i];
        }
        parameters[taps.length] = bias;
        input = new float[hidden.length];
        for (int i = 0; i < hidden.length; i++) {
            input[i] = Math.max(0, hidden[i]);
        }
        this.target = target;
    }

    /** The taps (c,4,4) and the bias after them, to be changed. */
    public double[] parameters() {
        return parameters;
    }

    /** The loss for the parameters as they stand now. */
    public double loss() {
        forward();
        double sum = 0;
        for (int i = 0; i < pixels.length; i++) {
            double difference = pixels[i] - target[i];
            sum += difference * difference;
        }
        return sum / pixels.length;
    }

    private void forward() {
        Arrays.fill(pixels, parameters[parameters.length - 1]);
        for (int tap = 0; tap + 1 < parameters.length; tap++) {
            along(tap, parameters[tap], null);
        }
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = 1 / (1 + Math.exp(-pixels[i]));
        }
    }

    /**
     * The derivatives of the loss by all parameters.
     *
     * @param forgetSigmoid whether to make a mistake that is easily made, and leave out the sigmoid's own derivative
     */
    public double[] gradient(boolean forgetSigmoid) {
        forward();
        double[] behind = new double[pixels.length]; // the loss by what enters the sigmoid
        double sum = 0;
        for (int i = 0; i < pixels.length; i++) {
            double slope = forgetSigmoid ? 1 : pixels[i] * (1 - pixels[i]);
            behind[i] = 2 * (pixels[i] - target[i]) / pixels.length * slope;
            sum += behind[i];
        }
        double[] gradient = new double[parameters.length];
        for (int tap = 0; tap + 1 < parameters.length; tap++) {
            gradient[tap] = along(tap, 0, behind);
        }
        gradient[parameters.length - 1] = sum;
        return gradient;
    }

    /** Goes along the pixels that a tap meets: adds its share to them, and sums their derivatives times its inputs. */
    private double along(int tap, double weight, double[] derivatives) {
        int down = tap / 4 % 4 - 1; // input (r, c) meets output (2r + down, 2c + right)
        int right = tap % 4 - 1;
        int from = tap / 16 * SMALL * SMALL;
        double sum = 0;
        for (int r = 0; r < SMALL; r++) {
            int row = 2 * r + down;
            for (int c = 0; row >= 0 && row < LARGE && c < SMALL; c++) {
                int column = 2 * c + right;
                if (column >= 0 && column < LARGE) {
                    float x = input[from + r * SMALL + c];
                    if (derivatives == null) {
                        pixels[row * LARGE + column] += weight * x;
                    } else {
                        sum += derivatives[row * LARGE + column] * x;
                    }
                }
            }
        }
        return sum;
    }
}
