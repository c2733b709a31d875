package latentlab.theory;

/**
 * The numerical check of a gradient: a derivative that was computed by the chain rule is compared with the difference that
 * a small change makes. It takes two evaluations for each parameter, so it is for checking, not for training.
 */
public final class GradientCheck {
    private GradientCheck() {}

    /** A function of parameters that lie in an array. */
    public interface Loss {
        /** The value for the parameters as they stand now. */
        double value();
    }

    /**
     * (f(p + h) − f(p − h)) / 2h for one parameter, whose error shrinks with h² until rounding takes over.
     *
     * @param parameters what the loss depends on; the same values afterwards
     * @param step       h
     */
    public static double centralDifference(Loss loss, double[] parameters, int index, double step) {
        double value = parameters[index];
        parameters[index] = value + step;
        double above = loss.value();
        parameters[index] = value - step;
        double below = loss.value();
        parameters[index] = value;
        return (above - below) / (2 * step);
    }
}
