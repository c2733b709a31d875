package latentlab.theory;

import java.util.Optional;

/**
 * A reason to end a descent: some quantity has come to a bound. It has no clock and no memory; whoever descends says how
 * far it has come.
 *
 * @param bound in the quantity's unit
 */
public record StoppingCondition(Quantity quantity, double bound) {
    /** What is looked at; the first four after every step, the others after every epoch. */
    public enum Quantity {
        /** Euclidean norm of the batch's gradient, below the bound. */
        GRADIENT_NORM("gradientNorm", false, false),
        /** Euclidean norm of what a step has added to the parameters, below the bound. */
        PARAMETER_CHANGE("parameterChange", false, false),
        /** Steps, up to the bound. */
        ITERATIONS("iterations", true, true),
        /** Minutes of training, evaluations included and pauses not, up to the bound. */
        MINUTES("minutes", true, false),
        /** Times that every training image was seen, up to the bound. */
        EPOCHS("epochs", true, true),
        /** Loss over all training images after an epoch, down to the bound. */
        TARGET_LOSS("targetLoss", false, false),
        /** Epochs in a row whose test loss is not below the best one before them, up to the bound: early stopping. */
        PATIENCE("patience", true, true);

        private final String label;
        private final boolean rising;
        private final boolean whole;

        Quantity(String label, boolean rising, boolean whole) {
            this.label = label;
            this.rising = rising;
            this.whole = whole;
        }

        /** In camel case, as JSON has it. */
        public String label() {
            return label;
        }

        /** In lower case with hyphens, as the command line has it. */
        public String option() {
            StringBuilder option = new StringBuilder();
            for (char c : label.toCharArray()) {
                option.append(c >= 'A' && c <= 'Z' ? "-" + (char) (c + 32) : String.valueOf(c));
            }
            return option.toString();
        }

        /** The quantity of that label or option. */
        public static Optional<Quantity> named(String name) {
            for (Quantity quantity : values()) {
                if (quantity.label.equals(name) || quantity.option().equals(name)) {
                    return Optional.of(quantity);
                }
            }
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException when the bound is none for the quantity; the message says what is */
    public StoppingCondition {
        boolean number = bound > 0 && bound < 1e15;
        if (!number || quantity.whole && bound != (long) bound) {
            throw new IllegalArgumentException(quantity.option() + " must be a "
                    + (quantity.whole ? "whole number of at least 1" : "number above 0"));
        }
    }

    /** Whether a value of the quantity ends the descent; one that is not known yet, NaN, doesn't. */
    public boolean metBy(double value) {
        if (quantity.rising) {
            return value >= bound;
        }
        return quantity == Quantity.TARGET_LOSS ? value <= bound : value < bound;
    }
}
