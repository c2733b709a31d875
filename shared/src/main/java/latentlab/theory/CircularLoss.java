package latentlab.theory;

/**
 * How wrong a guessed angle is, by the difference Δ between guess and truth in degrees. A loss for angles must respect the
 * circle: 360° more is the same direction, and the opposite direction is the worst.
 */
public enum CircularLoss {
    /** The squared shortest arc, min(|Δ|, 360 − |Δ|)² with Δ taken modulo 360 first. */
    SQUARED_ARC("arc", 0.25) {
        @Override
        public double value(double difference) {
            double arc = arc(difference);
            return arc * arc;
        }

        @Override
        public double slope(double difference) {
            return 2 * arc(difference);
        }
    },
    /** 1 − cos Δ: smooth everywhere, 0 in the right direction and 2 in the opposite one. */
    COSINE("cosine", 0.5 / (Constants.RADIANS * Constants.RADIANS)) {
        @Override
        public double value(double difference) {
            return 1 - Math.cos(Constants.RADIANS * difference);
        }

        @Override
        public double slope(double difference) {
            return Constants.RADIANS * Math.sin(Constants.RADIANS * difference);
        }
    },
    /** Δ², which takes 359° and 1° for far apart. */
    NAIVE("naive", 0.25) {
        @Override
        public double value(double difference) {
            return difference * difference;
        }

        @Override
        public double slope(double difference) {
            return 2 * difference;
        }
    },
    /** |sin(Δ/(360·2π))| as published: the sine of at most a sixth of a radian, so in effect |Δ|, and naive as well. */
    PUBLISHED_SINE("published", 3 / Constants.PUBLISHED) {
        @Override
        public double value(double difference) {
            return Math.abs(Math.sin(Constants.PUBLISHED * difference));
        }

        @Override
        public double slope(double difference) {
            return Constants.PUBLISHED
                    * Math.cos(Constants.PUBLISHED * difference)
                    * Math.signum(Math.sin(Constants.PUBLISHED * difference));
        }
    },
    /** |sin(2πΔ/360)|, the published one with its factor put right: 0 for the opposite direction, too. */
    MENDED_SINE("mended", 3 / Constants.RADIANS) {
        @Override
        public double value(double difference) {
            return Math.abs(Math.sin(Constants.RADIANS * difference));
        }

        @Override
        public double slope(double difference) {
            return Constants.RADIANS
                    * Math.cos(Constants.RADIANS * difference)
                    * Math.signum(Math.sin(Constants.RADIANS * difference));
        }
    };

    /** Constants, which an enum's own values can't see when they are made. */
    private static final class Constants {
        static final double RADIANS = 2 * Math.PI / 360; // in a degree
        static final double PUBLISHED = 1 / (360 * 2 * Math.PI);
    }

    private final String word;
    private final double rate;

    CircularLoss(String word, double rate) {
        this.word = word;
        this.rate = rate;
    }

    /** As links and pages name it. */
    public String word() {
        return word;
    }

    /** The loss of that word, the first one for any other. */
    public static CircularLoss of(String word) {
        for (CircularLoss loss : values()) {
            if (loss.word.equals(word)) {
                return loss;
            }
        }
        return SQUARED_ARC;
    }

    /** Of a difference in degrees. */
    public abstract double value(double difference);

    /** Derivative by the difference, per degree; 0 at a kink. */
    public abstract double slope(double difference);

    /** The largest value within a turn to either side. */
    public double largest() {
        return Math.max(value(360), Math.max(value(180), value(90)));
    }

    /** The step size with which a descent on it gets along: about half of the way to the bottom of a bowl. */
    double rate() {
        return rate;
    }

    /** The shortest way round, −180 to 180 degrees. */
    public static double arc(double difference) {
        double arc = difference % 360;
        return arc > 180 ? arc - 360 : arc < -180 ? arc + 360 : arc;
    }
}
