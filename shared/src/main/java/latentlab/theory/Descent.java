package latentlab.theory;

import java.util.Optional;
import latentlab.theory.StoppingCondition.Quantity;
import latentlab.theory.StoppingConditions.Progress;
import latentlab.theory.StoppingConditions.Reached;

/**
 * Gradient descent on a surface, (x, y) − η·∇f again and again, from a start to wherever it would go if nothing ended
 * it. A training run descends in the same way, with a hundred thousand variables in place of two.
 */
public final class Descent {
    /** Whoever is further from the origin has left for good. */
    private static final double AWAY = 1e3;

    private final double stepsPerMinute;
    private final double[] xs;
    private final double[] ys;
    private final double[] values;
    private final double[] norms;
    private int size;

    /**
     * Descends.
     *
     * @param rate           η, the step size; a negative one adds the gradient, and ascends
     * @param most           steps after which it is left
     * @param stepsPerMinute the pace of who watches, as shared has no clock
     */
    public Descent(Surface surface, double x, double y, double rate, int most, double stepsPerMinute) {
        this.stepsPerMinute = stepsPerMinute;
        xs = new double[most + 1];
        ys = new double[most + 1];
        values = new double[most + 1];
        norms = new double[most + 1];
        double[] gradient = new double[2];
        double atX = x;
        double atY = y;
        while (size <= most && Math.abs(atX) < AWAY && Math.abs(atY) < AWAY) {
            surface.gradient(atX, atY, gradient);
            xs[size] = atX;
            ys[size] = atY;
            values[size] = surface.value(atX, atY);
            norms[size] = Math.sqrt(gradient[0] * gradient[0] + gradient[1] * gradient[1]);
            atX -= rate * gradient[0];
            atY -= rate * gradient[1];
            size++;
        }
    }

    /** Steps that were made: points but the first. */
    public int steps() {
        return size - 1;
    }

    /** Whether it went so far away that nobody would follow it. */
    public boolean isGone() {
        return size < xs.length;
    }

    /** Where it is after so many steps. */
    public double x(int step) {
        return xs[step];
    }

    /** Likewise. */
    public double y(int step) {
        return ys[step];
    }

    /** The function's value there. */
    public double value(int step) {
        return values[step];
    }

    /** Norm of the gradient there. */
    public double gradientNorm(int step) {
        return norms[step];
    }

    /** How far the last step went; NaN at the start. */
    public double change(int step) {
        if (step == 0) {
            return Double.NaN;
        }
        double dx = xs[step] - xs[step - 1];
        double dy = ys[step] - ys[step - 1];
        return Math.sqrt(dx * dx + dy * dy);
    }

    /** What conditions look at after so many steps. */
    public Progress at(int step) {
        return quantity -> of(quantity, step);
    }

    private double of(Quantity quantity, int step) {
        return switch (quantity) {
            case GRADIENT_NORM -> norms[step];
            case PARAMETER_CHANGE -> change(step);
            case ITERATIONS -> step;
            case MINUTES -> step / stepsPerMinute;
            case TARGET_LOSS -> values[step];
            case EPOCHS, PATIENCE -> Double.NaN; // there is no data to be seen again and again
        };
    }

    /**
     * Where conditions end the descent.
     *
     * @param step    after so many
     * @param reached the condition that was met
     */
    public record Stop(int step, Reached reached) {}

    /** The first step after which one of the conditions is met; empty when none ever is. */
    public Optional<Stop> stop(StoppingConditions conditions) {
        for (int step = 0; step < size; step++) {
            Optional<Reached> reached = conditions.reached(at(step));
            if (reached.isPresent()) {
                return Optional.of(new Stop(step, reached.get()));
            }
        }
        return Optional.empty();
    }
}
