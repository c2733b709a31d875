package latentlab.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChainRuleTest {
    private static final double[] INPUTS = {0.7, -1.2, 0.4};

    @ParameterizedTest
    @EnumSource
    void partialDerivativesAreCentralDifferences(Operation operation) {
        Random random = new Random(4);
        double[] a = random.doubles(operation.arguments(), -1.5, 1.5).toArray();
        for (int i = 0; i < a.length; i++) {
            double difference = GradientCheck.centralDifference(() -> operation.value(a), a, i, 1e-5);
            assertThat(operation.partial(a, i)).isCloseTo(difference, within(1e-8));
        }
    }

    /** Backward, by the study's formula, and by a difference, for every choice of functions. */
    @ParameterizedTest
    @EnumSource
    void threeWaysToOneDerivative(StudyExpression expression) {
        int[] at = new int[expression.functions()];
        int choices = 0;
        do {
            Operation[] functions = new Operation[at.length];
            for (int i = 0; i < at.length; i++) {
                functions[i] = expression.choices(i)[at[i]];
            }
            ComputationGraph graph = expression.graph(functions);
            double[] inputs = Arrays.copyOf(INPUTS, expression.inputs());
            graph.forward(inputs);
            graph.backward();
            double backward = graph.derivative(0);
            double formula = Arrays.stream(expression.terms(graph)).sum();
            double difference = GradientCheck.centralDifference(() -> graph.forward(inputs), inputs, 0, 1e-5);
            String which = expression + Arrays.toString(functions);
            assertThat(formula).as(which).isCloseTo(backward, within(1e-12 * (1 + Math.abs(backward))));
            assertThat(difference).as(which).isCloseTo(backward, within(1e-7 * (1 + Math.abs(backward))));
            assertThat(inputs).containsExactly(Arrays.copyOf(INPUTS, inputs.length));
            choices++;
        } while (next(at, expression));
        assertThat(choices)
                .isEqualTo(expression == StudyExpression.ARGUMENTS ? 3 : expression == StudyExpression.PATHS ? 36 : 64);
        assertThat(StudyExpression.of(expression.word())).isEqualTo(expression);
    }

    private static boolean next(int[] at, StudyExpression expression) {
        for (int i = 0; i < at.length; i++) {
            if (++at[i] < expression.choices(i).length) {
                return true;
            }
            at[i] = 0;
        }
        return false;
    }

    /** sin((eˣ)²), by hand. */
    @Test
    void aChainByHand() {
        ComputationGraph graph = StudyExpression.CHAIN.graph(Operation.SINE, Operation.SQUARE, Operation.EXPONENTIAL);
        double x = 0.3;
        assertThat(graph.forward(x)).isCloseTo(Math.sin(Math.exp(2 * x)), within(1e-12));
        graph.backward();
        assertThat(graph.derivative(0)).isCloseTo(2 * Math.exp(2 * x) * Math.cos(Math.exp(2 * x)), within(1e-12));
    }

    /** f(u, v, w) = u·v + w at (x + y, 2x, z): 2x(x + y) + z, whose derivative is 4x + 2y. */
    @Test
    void theFirstExpressionByHand() {
        ComputationGraph graph = StudyExpression.ARGUMENTS.graph(Operation.PRODUCT_AND_SUM);
        assertThat(graph.forward(1.5, -0.5, 2)).isCloseTo(2 * 1.5 * (1.5 - 0.5) + 2, within(1e-12));
        graph.backward();
        assertThat(graph.derivative(0)).isCloseTo(4 * 1.5 + 2 * -0.5, within(1e-12));
        assertThat(graph.derivative(1)).isCloseTo(2 * 1.5, within(1e-12));
        assertThat(graph.derivative(2)).isCloseTo(1, within(1e-12));
        assertThat(StudyExpression.ARGUMENTS.terms(graph)).containsExactly(new double[] {3, 2}, within(1e-12));
    }

    @Test
    void anOperationTakesItsArguments() {
        ComputationGraph graph = new ComputationGraph();
        int x = graph.input();
        assertThatThrownBy(() -> graph.apply(Operation.SUM, x)).hasMessageContaining("2 arguments");
    }

    /** The layer's forward pass is the network's own, and its gradient the difference; with the mistake it is not. */
    @Test
    void theLastLayersGradientIsItsDifference() {
        Random random = new Random(5);
        int c = 2;
        float[] taps = floats(random, 16 * c);
        float[] input = floats(random, 196 * c);
        float[] target = new float[784];
        for (int i = 0; i < 784; i++) {
            target[i] = random.nextFloat();
        }
        LastLayer layer = new LastLayer(taps, 0.1f, input, target);
        double[] gradient = layer.gradient(false);
        double[] mistaken = layer.gradient(true);
        double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
        assertThat(gradient).hasSize(16 * c + 1);
        for (int i = 0; i < gradient.length; i++) {
            double difference = GradientCheck.centralDifference(layer::loss, layer.parameters(), i, 1e-5);
            assertThat(gradient[i]).isCloseTo(difference, within(1e-8 * largest + 1e-10));
        }
        assertThat(Math.abs(mistaken[0] - gradient[0])).isGreaterThan(0.01 * largest);
    }

    private static float[] floats(Random random, int count) {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = (float) random.nextGaussian();
        }
        return floats;
    }
}
