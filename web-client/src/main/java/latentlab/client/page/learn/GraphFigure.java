package latentlab.client.page.learn;

import java.util.ArrayList;
import java.util.List;
import latentlab.client.state.ChainRuleState;
import latentlab.client.view.Decimal;
import latentlab.client.view.Dom;
import latentlab.client.view.GraphPicture;
import latentlab.client.view.Numbers;
import latentlab.theory.ComputationGraph;
import latentlab.theory.GradientCheck;
import latentlab.theory.Operation;
import latentlab.theory.StudyExpression;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/** One of the study's expressions: values forward, derivatives backward, and the same derivative in two other ways. */
final class GraphFigure {
    private static final double STEP = 1e-5;
    /** In the order of the expressions. */
    private static final String[][] FUNCTIONS = {
        {"f(u, v, w)"}, {"f₁(u)", "f₂(u)", "f₃(u)"}, {"f₁(u, v)", "f₂(u, v)", "f₃(u)"}, {"f(u)", "g(u)", "h(u)"}
    };

    private static final String[] INPUTS = {"x", "y", "z"};

    private final Lesson page;
    private final HTMLElement choice = Dom.byId("expression");
    private final HTMLElement functionChoices = Dom.byId("functions");
    private final GraphPicture picture = new GraphPicture(Dom.byId("graph"));
    private final HTMLElement[] sliders = new HTMLElement[INPUTS.length];
    private final List<HTMLElement> selects = new ArrayList<>();
    private final Opening flow;
    private StudyExpression expression;
    private ComputationGraph graph;
    private double forward = 1;
    private double backward = 1;

    GraphFigure(ChainRuleState opened, Lesson page) {
        this.page = page;
        expression = opened.expression();
        Dom.value(choice, expression.word());
        for (int i = 0; i < INPUTS.length; i++) {
            sliders[i] = Dom.byId("input-" + INPUTS[i]);
            Dom.value(sliders[i], Decimal.plain(opened.inputs().get(i)));
            Dom.on(sliders[i], "input", this::moved);
        }
        Dom.on(choice, "change", () -> {
            expression = StudyExpression.of(Dom.value(choice));
            offer(ChainRuleState.usual(expression));
            moved();
        });
        offer(opened.functions());
        flow = new Opening(share -> {
            forward = Math.min(1, 2 * share);
            backward = Math.max(0, 2 * share - 1);
            page.redraw();
        });
        Dom.on(Dom.byId("flow"), "click", flow::play);
        build();
        if (opened.write().toString().isEmpty()) {
            flow.begin();
        }
    }

    StudyExpression expression() {
        return expression;
    }

    /** Places among those that there are. */
    List<Integer> functions() {
        List<Integer> places = new ArrayList<>();
        for (HTMLElement select : selects) {
            places.add(Dom.selectedIndex(select));
        }
        return places;
    }

    List<Double> inputs() {
        List<Double> inputs = new ArrayList<>();
        for (HTMLElement slider : sliders) {
            inputs.add(Dom.hundredths(slider) / 100.0);
        }
        return inputs;
    }

    /** A choice for each function of the expression. */
    private void offer(List<Integer> places) {
        functionChoices.clear();
        selects.clear();
        for (int i = 0; i < expression.functions(); i++) {
            HTMLElement label = Dom.append(functionChoices, "label", "");
            Dom.text(Dom.append(label, "span", ""), name(i) + " ");
            HTMLElement select = Dom.append(label, "select", "");
            select.setAttribute("autocomplete", "off");
            for (Operation operation : expression.choices(i)) {
                Dom.text(Dom.append(select, "option", ""), operation.formula());
            }
            Dom.selectIndex(select, places.get(i));
            Dom.on(select, "change", this::moved);
            selects.add(select);
        }
        for (int i = 0; i < sliders.length; i++) {
            Dom.disable(sliders[i], i >= expression.inputs());
        }
        NodeList<? extends HTMLElement> formulas = Dom.all(Dom.byId("formulas"), "[data-expression]");
        for (int i = 0; i < formulas.getLength(); i++) {
            formulas.item(i)
                    .setHidden(!formulas.item(i).getAttribute("data-expression").equals(expression.word()));
        }
    }

    private String name(int function) {
        return FUNCTIONS[expression.ordinal()][function] + " =";
    }

    private void moved() {
        flow.stop();
        forward = 1;
        backward = 1;
        build();
        page.changed();
    }

    private void build() {
        Operation[] functions = new Operation[selects.size()];
        for (int i = 0; i < functions.length; i++) {
            functions[i] = expression.choices(i)[Dom.selectedIndex(selects.get(i))];
        }
        graph = expression.graph(functions);
    }

    void show() {
        double[] inputs = new double[expression.inputs()];
        for (int i = 0; i < INPUTS.length; i++) {
            double input = Dom.hundredths(sliders[i]) / 100.0;
            Dom.say(INPUTS[i] + "-value", Decimal.fixed(input, 2));
            if (i < inputs.length) {
                inputs[i] = input;
            }
        }
        double numerically = GradientCheck.centralDifference(() -> graph.forward(inputs), inputs, 0, STEP);
        graph.forward(inputs);
        graph.backward();
        picture.show(expression, graph, forward, backward);
        double[] terms = expression.terms(graph);
        double sum = 0;
        StringBuilder text = new StringBuilder();
        for (double term : terms) {
            sum += term;
            text.append(text.length() == 0 ? Numbers.fixed(term, 4) : signed(term));
        }
        double derivative = graph.derivative(0);
        Dom.say("value", Numbers.fixed(graph.value(graph.size() - 1), 6));
        Dom.say("by-flow", Numbers.fixed(derivative, 6));
        Dom.say("by-formula", Numbers.fixed(sum, 6));
        Dom.say("terms", terms.length > 1 ? "= " + text : "");
        Dom.say("by-difference", Numbers.fixed(numerically, 6));
        Dom.say("formula-off", Numbers.precise(Math.abs(sum - derivative)));
        Dom.say("difference-off", Numbers.precise(Math.abs(numerically - derivative)));
    }

    private static String signed(double term) {
        return (term < 0 ? " − " : " + ") + Numbers.fixed(Math.abs(term), 4);
    }
}
