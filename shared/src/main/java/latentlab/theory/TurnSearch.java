package latentlab.theory;

import latentlab.image.DigitImage;
import latentlab.image.Turn;

/**
 * Finds by which angle a picture was turned. A ring of candidate angles is tried, and each votes with a weight that says
 * how well the picture turned by it matches: w ∝ e^(−error/{@value #TOLERANCE}). The answer is the angle that is least
 * wrong about all votes, the minimum of Σ w·L(angle − candidate), which a descent finds if L is a loss for angles.
 */
public final class TurnSearch {
    /** Candidates around the circle. */
    public static final int CANDIDATES = 72;

    /** Mean squared difference of pixels by which a candidate's vote falls to 1/e of its weight. */
    private static final double TOLERANCE = 0.005;

    private static final double SHRINK = 0.97;
    private static final double LONGEST_STEP = 30;

    private final double[] errors = new double[CANDIDATES];
    private final double[] weights = new double[CANDIDATES];

    public TurnSearch(DigitImage upright, DigitImage turned) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < CANDIDATES; i++) {
            errors[i] = difference(Turn.clockwise(upright, angle(i)).pixels(), turned.pixels());
            least = Math.min(least, errors[i]);
        }
        double sum = 0;
        for (int i = 0; i < CANDIDATES; i++) {
            weights[i] = Math.exp((least - errors[i]) / TOLERANCE);
            sum += weights[i];
        }
        for (int i = 0; i < CANDIDATES; i++) {
            weights[i] /= sum;
        }
    }

    private static double difference(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double d = a[i] - b[i];
            sum += d * d;
        }
        return sum / a.length;
    }

    /** A candidate, in degrees from 0. */
    public static double angle(int candidate) {
        return candidate * 360.0 / CANDIDATES;
    }

    /** Mean squared difference between the picture turned by a candidate and the one that was found turned. */
    public double error(int candidate) {
        return errors[candidate];
    }

    /** A candidate's vote; all together are 1. */
    public double weight(int candidate) {
        return weights[candidate];
    }

    /** How wrong an angle is about the votes. */
    public double loss(CircularLoss loss, double angle) {
        double sum = 0;
        for (int i = 0; i < CANDIDATES; i++) {
            sum += weights[i] * loss.value(angle - angle(i));
        }
        return sum;
    }

    /** Derivative of {@link #loss} by the angle, per degree. */
    public double slope(CircularLoss loss, double angle) {
        double sum = 0;
        for (int i = 0; i < CANDIDATES; i++) {
            sum += weights[i] * loss.slope(angle - angle(i));
        }
        return sum;
    }

    /**
     * Descends from an angle, with steps that shrink a little each time so that it comes to rest even on a loss with a
     * kink at its bottom.
     *
     * @param steps to make
     * @return the angles after each step, in degrees, the start before them; none is taken modulo 360
     */
    public double[] descend(CircularLoss loss, double start, int steps) {
        double[] angles = new double[steps + 1];
        angles[0] = start;
        double rate = loss.rate();
        for (int i = 0; i < steps; i++) {
            double step = -rate * slope(loss, angles[i]);
            angles[i + 1] = angles[i] + Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, step));
            rate *= SHRINK;
        }
        return angles;
    }
}
