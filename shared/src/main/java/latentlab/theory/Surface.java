package latentlab.theory;

/** Functions of two variables to descend on and to look at, each with its derivatives as formulas. */
public enum Surface {
    /** One minimum, three times as steep in y as in x. */
    BOWL("bowl", 0, -1.6, 1.3, 0.1) {
        @Override
        public double value(double x, double y) {
            return (x * x + 3 * y * y) / 2;
        }

        @Override
        void gradient(double x, double y, double[] g) {
            g[0] = x;
            g[1] = 3 * y;
        }

        @Override
        void hessian(double x, double y, double[] h) {
            set(h, 1, 0, 3);
        }
    },
    /** A bent valley with a nearly level floor (Rosenbrock 1960, with 10 in place of 100); its minimum is at (1, 1). */
    VALLEY("valley", 1, -1.2, 1, 0.01) {
        @Override
        public double value(double x, double y) {
            return (1 - x) * (1 - x) + 10 * (y - x * x) * (y - x * x);
        }

        @Override
        void gradient(double x, double y, double[] g) {
            g[0] = -2 * (1 - x) - 40 * x * (y - x * x);
            g[1] = 20 * (y - x * x);
        }

        @Override
        void hessian(double x, double y, double[] h) {
            set(h, 2 - 40 * (y - x * x) + 80 * x * x, -40 * x, 20);
        }
    },
    /** Down along y, up along x, and no minimum anywhere. */
    SADDLE("saddle", 0, 1.6, 0.01, 0.1) {
        @Override
        public double value(double x, double y) {
            return (x * x - y * y) / 2;
        }

        @Override
        void gradient(double x, double y, double[] g) {
            g[0] = x;
            g[1] = -y;
        }

        @Override
        void hessian(double x, double y, double[] h) {
            set(h, 1, 0, -1);
        }
    },
    /** Two minima, the left one lower, at height 0, and a saddle between them. */
    TWO_WELLS("two-wells", 0, 0.3, 1.5, 0.1) {
        @Override
        public double value(double x, double y) {
            return (x * x - 1) * (x * x - 1) / 2 + y * y / 2 + x / 5 + FLOOR;
        }

        @Override
        void gradient(double x, double y, double[] g) {
            g[0] = 2 * x * (x * x - 1) + 0.2;
            g[1] = y;
        }

        @Override
        void hessian(double x, double y, double[] h) {
            set(h, 6 * x * x - 2, 0, 1);
        }
    },
    /** Minima, maxima and saddles by turns. */
    EGG_BOX("egg-box", 0, 1.2, 0.8, 0.1) {
        @Override
        public double value(double x, double y) {
            return Math.sin(x * WAVES) * Math.sin(y * WAVES);
        }

        @Override
        void gradient(double x, double y, double[] g) {
            g[0] = WAVES * Math.cos(x * WAVES) * Math.sin(y * WAVES);
            g[1] = WAVES * Math.sin(x * WAVES) * Math.cos(y * WAVES);
        }

        @Override
        void hessian(double x, double y, double[] h) {
            double bend = -WAVES * WAVES * value(x, y);
            set(h, bend, WAVES * WAVES * Math.cos(x * WAVES) * Math.cos(y * WAVES), bend);
        }
    },
    /** One maximum. */
    HILL("hill", 0, 1.2, 0.8, 0.1) {
        @Override
        public double value(double x, double y) {
            return -(x * x + 2 * y * y) / 2;
        }

        @Override
        void gradient(double x, double y, double[] g) {
            g[0] = -x;
            g[1] = -2 * y;
        }

        @Override
        void hessian(double x, double y, double[] h) {
            set(h, -1, 0, -2);
        }
    },
    /** A minimum all along the line x = 0: one eigenvalue is 0, of which the second derivatives can say nothing. */
    TROUGH("trough", 0, 1.2, 0.8, 0.1) {
        @Override
        public double value(double x, double y) {
            return x * x / 2;
        }

        @Override
        void gradient(double x, double y, double[] g) {
            g[0] = x;
            g[1] = 0;
        }

        @Override
        void hessian(double x, double y, double[] h) {
            set(h, 1, 0, 0);
        }
    },
    /** A minimum at the origin that the second derivatives don't see: all of them are 0 there. */
    FLAT_BOWL("flat-bowl", 0, 1.2, 0.8, 0.1) {
        @Override
        public double value(double x, double y) {
            return (x * x * x * x + y * y * y * y) / 4;
        }

        @Override
        void gradient(double x, double y, double[] g) {
            g[0] = x * x * x;
            g[1] = y * y * y;
        }

        @Override
        void hessian(double x, double y, double[] h) {
            set(h, 3 * x * x, 0, 3 * y * y);
        }
    },
    /** Three ways up and three down (one for a monkey's tail): all second derivatives are 0 at the origin. */
    MONKEY_SADDLE("monkey-saddle", 0, 1.2, 0.8, 0.1) {
        @Override
        public double value(double x, double y) {
            return x * x * x / 3 - x * y * y;
        }

        @Override
        void gradient(double x, double y, double[] g) {
            g[0] = x * x - y * y;
            g[1] = -2 * x * y;
        }

        @Override
        void hessian(double x, double y, double[] h) {
            set(h, 2 * x, -2 * y, -2 * x);
        }
    };

    /** Half the side of the square in which a surface is looked at. */
    public static final double REACH = 2;

    private static final double WAVES = 1.5;
    private static final int MOST_NEWTON_STEPS = 100;
    private static final double LONGEST_NEWTON_STEP = 0.3; // further away, the model is worth little

    /** Lifts the lower of the two wells to 0; it lies at x = −1.04668053…, the least root of 2x³ − 2x + 0.2. */
    private static final double FLOOR = 0.20477214760007284;

    private final String word;
    private final double centreY;
    private final double startX;
    private final double startY;
    private final double rate;

    Surface(String word, double centreY, double startX, double startY, double rate) {
        this.word = word;
        this.centreY = centreY;
        this.startX = startX;
        this.startY = startY;
        this.rate = rate;
    }

    /** As links and pages name it. */
    public String word() {
        return word;
    }

    /** The surface of that word, the first one for any other. */
    public static Surface of(String word) {
        for (Surface surface : values()) {
            if (surface.word.equals(word)) {
                return surface;
            }
        }
        return BOWL;
    }

    /** Middle of the square in which it is worth looking at, {@link #REACH} to each side. */
    public double centreX() {
        return 0;
    }

    /** Likewise. */
    public double centreY() {
        return centreY;
    }

    /** Where it is worth to begin a descent. */
    public double startX() {
        return startX;
    }

    /** Likewise. */
    public double startY() {
        return startY;
    }

    /** A step size that suits a descent from there. */
    public double rate() {
        return rate;
    }

    public abstract double value(double x, double y);

    abstract void gradient(double x, double y, double[] g);

    abstract void hessian(double x, double y, double[] h);

    /** Value, gradient and second derivatives at a point: the best quadratic model there. */
    public QuadraticModel at(double x, double y) {
        double[] g = new double[2];
        double[] h = new double[3];
        gradient(x, y, g);
        hessian(x, y, h);
        return new QuadraticModel(x, y, value(x, y), g[0], g[1], h[0], h[1], h[2]);
    }

    /**
     * A stationary point near another point, by Newton's steps on the gradient: each goes to where the quadratic model
     * has its own.
     *
     * @return {x, y}; as near as it came when there is none in reach
     */
    public double[] stationaryNear(double x, double y) {
        double[] at = {x, y};
        for (int i = 0; i < MOST_NEWTON_STEPS; i++) {
            double[] step = at(at[0], at[1]).newtonStep();
            double length = Math.sqrt(step[0] * step[0] + step[1] * step[1]);
            double share = length > LONGEST_NEWTON_STEP ? LONGEST_NEWTON_STEP / length : 1;
            at[0] += share * step[0];
            at[1] += share * step[1];
        }
        return at;
    }

    private static void set(double[] h, double xx, double xy, double yy) {
        h[0] = xx;
        h[1] = xy;
        h[2] = yy;
    }
}
