package latentlab.server.training;

import java.util.Arrays;
import java.util.Optional;

/** How the learning rate moves during a training. Steps count from 0. */
public enum Schedule {
    /** The same rate all the way. */
    CONSTANT("constant") {
        @Override
        public double rate(double rate, long step, long steps) {
            return rate;
        }

        @Override
        public double beta1(long step, long steps) {
            return AdamW.BETA1;
        }
    },
    /**
     * One cycle as PyTorch's {@code OneCycleLR} with its defaults: up from rate/25 in the first 30 % of the steps, then
     * down to rate/250,000, each along half a cosine; β₁ moves against it, from 0.95 to 0.85 and back.
     */
    ONE_CYCLE("one-cycle") {
        private static final double RISING = 0.3;

        @Override
        public double rate(double rate, long step, long steps) {
            return cycle(rate / 25, rate, rate / 25 / 1e4, step, steps);
        }

        @Override
        public double beta1(long step, long steps) {
            return cycle(0.95, 0.85, 0.95, step, steps);
        }

        private double cycle(double first, double middle, double last, long step, long steps) {
            double peak = RISING * steps - 1;
            double end = steps - 1.0;
            // PyTorch ends the first phase at this place, which need not be a whole step
            return step <= peak
                    ? anneal(first, middle, step / peak)
                    : anneal(middle, last, (step - peak) / (end - peak));
        }

        private double anneal(double from, double to, double share) {
            return to + (from - to) / 2 * (1 + Math.cos(Math.PI * share));
        }
    };

    private final String label;

    Schedule(String label) {
        this.label = label;
    }

    /** As on the command line and in the metadata. */
    public String label() {
        return label;
    }

    /** The schedule of that label. */
    public static Optional<Schedule> of(String label) {
        return Arrays.stream(values())
                .filter(schedule -> schedule.label.equals(label))
                .findFirst();
    }

    /**
     * The learning rate of a step.
     *
     * @param rate  the rate of the experiment, the highest of the cycle
     * @param steps of the whole training
     */
    public abstract double rate(double rate, long step, long steps);

    /** Decay of Adam's first moment in a step. */
    public abstract double beta1(long step, long steps);
}
