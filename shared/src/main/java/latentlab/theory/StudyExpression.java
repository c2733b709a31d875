package latentlab.theory;

import static latentlab.theory.Operation.DOUBLE;
import static latentlab.theory.Operation.EXPONENTIAL;
import static latentlab.theory.Operation.PRODUCT;
import static latentlab.theory.Operation.PRODUCT_AND_SUM;
import static latentlab.theory.Operation.SIGMOID;
import static latentlab.theory.Operation.SINE;
import static latentlab.theory.Operation.SQUARE;
import static latentlab.theory.Operation.SQUARE_AND_SUM;
import static latentlab.theory.Operation.SUM;
import static latentlab.theory.Operation.WAVE;

/**
 * The study's four expressions, as graphs and with its formula for the derivative by x. The functions in them are the
 * visitor's to choose.
 */
public enum StudyExpression {
    /** f(x + y, 2x, z), whose derivative by x is f_u + 2·f_v. */
    ARGUMENTS("arguments", 3, PRODUCT_AND_SUM) {
        @Override
        public ComputationGraph graph(Operation... functions) {
            ComputationGraph graph = new ComputationGraph();
            int x = graph.input();
            int y = graph.input();
            int z = graph.input();
            graph.apply(functions[0], graph.apply(SUM, x, y), graph.apply(DOUBLE, x), z);
            return graph;
        }

        @Override
        public double[] terms(ComputationGraph graph) {
            return new double[] {graph.partial(5, 0), 2 * graph.partial(5, 1)};
        }
    },
    /** f₁(f₂(f₃(x))), whose derivative is the product of the three. */
    CHAIN("chain", 1, SINE, SQUARE, EXPONENTIAL) {
        @Override
        public ComputationGraph graph(Operation... functions) {
            ComputationGraph graph = new ComputationGraph();
            int x = graph.input();
            graph.apply(functions[0], graph.apply(functions[1], graph.apply(functions[2], x)));
            return graph;
        }

        @Override
        public double[] terms(ComputationGraph graph) {
            return new double[] {graph.partial(3, 0) * graph.partial(2, 0) * graph.partial(1, 0)};
        }
    },
    /** f₁(x, f₂(x, f₃(x))), whose derivative is a sum over the three ways from x to the end. */
    PATHS("paths", 1, PRODUCT, SQUARE_AND_SUM, SINE) {
        @Override
        public ComputationGraph graph(Operation... functions) {
            ComputationGraph graph = new ComputationGraph();
            int x = graph.input();
            graph.apply(functions[0], x, graph.apply(functions[1], x, graph.apply(functions[2], x)));
            return graph;
        }

        /** Σⱼ (∏ₖ﹤ⱼ ∂₂fₖ)·∂₁fⱼ. */
        @Override
        public double[] terms(ComputationGraph graph) {
            double[] terms = new double[3];
            double product = 1;
            for (int j = 0; j < 3; j++) {
                int f = 3 - j; // the graph has them from the inside out
                terms[j] = product * graph.partial(f, 0);
                product *= j < 2 ? graph.partial(f, 1) : 1;
            }
            return terms;
        }
    },
    /** f(x + g(x + h(x))), whose derivative is f′·(1 + g′·(1 + h′)). */
    SUMS("sums", 1, SINE, SQUARE, SIGMOID) {
        @Override
        public ComputationGraph graph(Operation... functions) {
            ComputationGraph graph = new ComputationGraph();
            int x = graph.input();
            int inner = graph.apply(SUM, x, graph.apply(functions[2], x));
            graph.apply(functions[0], graph.apply(SUM, x, graph.apply(functions[1], inner)));
            return graph;
        }

        @Override
        public double[] terms(ComputationGraph graph) {
            double f = graph.partial(5, 0);
            double g = graph.partial(3, 0);
            double h = graph.partial(1, 0);
            return new double[] {f * (1 + g * (1 + h))};
        }
    };

    private static final Operation[][] CHOICES = {
        {},
        {SINE, SQUARE, EXPONENTIAL, SIGMOID},
        {PRODUCT, WAVE, SQUARE_AND_SUM},
        {PRODUCT_AND_SUM, Operation.SQUARE_AND_PRODUCT, Operation.SINE_AND_PRODUCT}
    };

    private final String word;
    private final int inputs;
    private final Operation[] usual;

    StudyExpression(String word, int inputs, Operation... usual) {
        this.word = word;
        this.inputs = inputs;
        this.usual = usual;
    }

    /** As links and pages name it. */
    public String word() {
        return word;
    }

    /** The expression of that word, the first one for any other. */
    public static StudyExpression of(String word) {
        for (StudyExpression expression : values()) {
            if (expression.word.equals(word)) {
                return expression;
            }
        }
        return ARGUMENTS;
    }

    /** x, or x, y and z. */
    public int inputs() {
        return inputs;
    }

    /** How many functions there are to choose. */
    public int functions() {
        return usual.length;
    }

    /** What function number i, from the outside, is at first. */
    public Operation usual(int i) {
        return usual[i];
    }

    /** What function number i may be. */
    public Operation[] choices(int i) {
        return CHOICES[usual[i].arguments()].clone();
    }

    /** The graph, with functions from the outside in. */
    public abstract ComputationGraph graph(Operation... functions);

    /** The terms whose sum the study's formula gives for the derivative by x, from a graph after its forward pass. */
    public abstract double[] terms(ComputationGraph graph);
}
