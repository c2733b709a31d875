package latentlab.theory;

/** A function of one, two or three numbers, with its partial derivatives: what a node of a {@link ComputationGraph} does. */
public enum Operation {
    /** sin u. */
    SINE(1, "sin u") {
        @Override
        double value(double[] a) {
            return Math.sin(a[0]);
        }

        @Override
        double partial(double[] a, int i) {
            return Math.cos(a[0]);
        }
    },
    /** u². */
    SQUARE(1, "u²") {
        @Override
        double value(double[] a) {
            return a[0] * a[0];
        }

        @Override
        double partial(double[] a, int i) {
            return 2 * a[0];
        }
    },
    /** eᵘ. */
    EXPONENTIAL(1, "eᵘ") {
        @Override
        double value(double[] a) {
            return Math.exp(a[0]);
        }

        @Override
        double partial(double[] a, int i) {
            return Math.exp(a[0]);
        }
    },
    /** 1/(1 + e⁻ᵘ), the decoder's last function. */
    SIGMOID(1, "σ(u)") {
        @Override
        double value(double[] a) {
            return 1 / (1 + Math.exp(-a[0]));
        }

        @Override
        double partial(double[] a, int i) {
            double s = value(a);
            return s * (1 - s);
        }
    },
    /** 2u. */
    DOUBLE(1, "2u") {
        @Override
        double value(double[] a) {
            return 2 * a[0];
        }

        @Override
        double partial(double[] a, int i) {
            return 2;
        }
    },
    /** u + v. */
    SUM(2, "u + v") {
        @Override
        double value(double[] a) {
            return a[0] + a[1];
        }

        @Override
        double partial(double[] a, int i) {
            return 1;
        }
    },
    /** u·v. */
    PRODUCT(2, "u·v") {
        @Override
        double value(double[] a) {
            return a[0] * a[1];
        }

        @Override
        double partial(double[] a, int i) {
            return a[1 - i];
        }
    },
    /** u·sin v. */
    WAVE(2, "u·sin v") {
        @Override
        double value(double[] a) {
            return a[0] * Math.sin(a[1]);
        }

        @Override
        double partial(double[] a, int i) {
            return i == 0 ? Math.sin(a[1]) : a[0] * Math.cos(a[1]);
        }
    },
    /** u² + v. */
    SQUARE_AND_SUM(2, "u² + v") {
        @Override
        double value(double[] a) {
            return a[0] * a[0] + a[1];
        }

        @Override
        double partial(double[] a, int i) {
            return i == 0 ? 2 * a[0] : 1;
        }
    },
    /** u·v + w. */
    PRODUCT_AND_SUM(3, "u·v + w") {
        @Override
        double value(double[] a) {
            return a[0] * a[1] + a[2];
        }

        @Override
        double partial(double[] a, int i) {
            return i == 2 ? 1 : a[1 - i];
        }
    },
    /** u² + v·w. */
    SQUARE_AND_PRODUCT(3, "u² + v·w") {
        @Override
        double value(double[] a) {
            return a[0] * a[0] + a[1] * a[2];
        }

        @Override
        double partial(double[] a, int i) {
            return i == 0 ? 2 * a[0] : a[3 - i];
        }
    },
    /** sin(u)·v·w. */
    SINE_AND_PRODUCT(3, "sin(u)·v·w") {
        @Override
        double value(double[] a) {
            return Math.sin(a[0]) * a[1] * a[2];
        }

        @Override
        double partial(double[] a, int i) {
            return i == 0 ? Math.cos(a[0]) * a[1] * a[2] : Math.sin(a[0]) * a[3 - i];
        }
    };

    private final int arguments;
    private final String formula;

    Operation(int arguments, String formula) {
        this.arguments = arguments;
        this.formula = formula;
    }

    /** How many numbers it takes. */
    public int arguments() {
        return arguments;
    }

    /** In terms of u, v and w. */
    public String formula() {
        return formula;
    }

    /** @param a as many numbers as it takes */
    abstract double value(double[] a);

    /** Derivative by argument number i. */
    abstract double partial(double[] a, int i);
}
