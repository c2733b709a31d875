package latentlab.client.view;

import latentlab.theory.ComputationGraph;
import latentlab.theory.StudyExpression;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * An expression as a graph, from its inputs to its end: left to right, or top to bottom where there is little room. Each
 * node shows its value and the derivative of the end by it, each edge the derivative of the node that it leads to.
 */
public final class GraphPicture {
    private static final int NARROW = 640; // CSS pixels
    private static final int BOX_WIDTH = 96;
    private static final int BOX_HEIGHT = 62;
    private static final int ROW = 104;

    // in the order of the expressions
    private static final String[][] NAMES = {
        {"x", "y", "z", "u = x + y", "v = 2x", "f"},
        {"x", "f₃", "f₂", "f₁"},
        {"x", "f₃", "f₂", "f₁"},
        {"x", "h", "x + h", "g", "x + g", "f"}
    };
    private static final double[][][] PLACES = {
        {{0, 1}, {0, 0}, {0, 2.2}, {1, 0}, {1, 1}, {2, 1.3}},
        {{0, 0}, {1, 0}, {2, 0}, {3, 0}},
        {{0, 1}, {1, 0}, {2, 0}, {3, 0}},
        {{0, 1}, {1, 0}, {2, 0}, {3, 0}, {4, 0}, {5, 0}}
    };

    private final HTMLElement svg;
    private double width;
    private double height;
    private boolean downwards;
    private int depths;
    private double lanes;

    /** @param svg an empty one of the template, whose size the style sheet knows */
    public GraphPicture(HTMLElement svg) {
        this.svg = svg;
    }

    /**
     * Draws it.
     *
     * @param forward  how far the values have come, from 0 to 1
     * @param backward how far the derivatives have come back, likewise
     */
    public void show(StudyExpression expression, ComputationGraph graph, double forward, double backward) {
        String[] names = names(expression);
        double[][] places = places(expression);
        depths = 0;
        lanes = 0;
        for (double[] place : places) {
            depths = Math.max(depths, (int) place[0] + 1);
            lanes = Math.max(lanes, place[1] + 1);
        }
        svg.setAttribute("data-depths", Integer.toString(depths));
        width = svg.getClientWidth();
        downwards = width < NARROW;
        height = svg.getClientHeight();
        svg.clear();
        Svg.show(svg, 0, 0, width, height);
        for (int node = 0; node < graph.size(); node++) {
            int[] arguments = graph.arguments(node);
            for (int k = 0; k < arguments.length; k++) {
                edge(
                        places[arguments[k]],
                        places[node],
                        Numbers.fixed(graph.partial(node, k), 2),
                        reached(places[node], forward),
                        returned(places[arguments[k]], backward));
            }
        }
        for (int node = 0; node < graph.size(); node++) {
            box(
                    places[node],
                    names[node],
                    graph.operation(node) == null ? "" : graph.operation(node).formula(),
                    reached(places[node], forward) ? Numbers.fixed(graph.value(node), 3) : "",
                    returned(places[node], backward) ? "∂ " + Numbers.fixed(graph.derivative(node), 3) : "");
        }
    }

    private boolean reached(double[] place, double forward) {
        return place[0] <= forward * (depths - 1) + 1e-9;
    }

    private boolean returned(double[] place, double backward) {
        return backward > 0 && depths - 1 - place[0] <= backward * (depths - 1) + 1e-9;
    }

    private void edge(double[] from, double[] to, String label, boolean reached, boolean returned) {
        HTMLElement line =
                Svg.append(svg, "line", "edge" + (reached ? " reached" : "") + (returned ? " returned" : ""));
        Svg.line(line, x(from), y(from), x(to), y(to));
        if (returned) {
            // nearer to where it comes from, as edges come together where they lead to
            HTMLElement text = Svg.append(svg, "text", "partial");
            Svg.set(text, "x", x(from) + 0.5 * (x(to) - x(from)) + (downwards ? 6 : 0));
            Svg.set(text, "y", y(from) + 0.5 * (y(to) - y(from)) - (downwards ? 0 : 6));
            text.setAttribute("text-anchor", downwards ? "start" : "middle");
            Dom.text(text, label);
        }
    }

    private void box(double[] place, String name, String formula, String value, String derivative) {
        HTMLElement box = Svg.append(svg, "g", "node");
        HTMLElement frame = Svg.append(box, "rect", "");
        Svg.set(frame, "x", x(place) - BOX_WIDTH / 2.0);
        Svg.set(frame, "y", y(place) - BOX_HEIGHT / 2.0);
        Svg.set(frame, "width", BOX_WIDTH);
        Svg.set(frame, "height", BOX_HEIGHT);
        Svg.set(frame, "rx", 6);
        text(box, "name", place, -14, formula.isEmpty() || name.contains("x") ? name : name + ": " + formula);
        text(box, "value", place, 6, value);
        text(box, "derivative", place, 24, derivative);
    }

    private void text(HTMLElement box, String cssClass, double[] place, int down, String content) {
        HTMLElement text = Svg.append(box, "text", cssClass);
        Svg.set(text, "x", x(place));
        Svg.set(text, "y", y(place) + down);
        text.setAttribute("text-anchor", "middle");
        Dom.text(text, content);
    }

    private double x(double[] place) {
        return downwards ? (place[1] + 0.5) / lanes * width : along(place[0], width, BOX_WIDTH);
    }

    private double y(double[] place) {
        return downwards ? BOX_HEIGHT / 2.0 + 4 + place[0] * ROW * 0.9 : (place[1] + 0.5) / lanes * height;
    }

    private double along(double depth, double length, double box) {
        return box / 2 + 4 + depth * (Math.min(length, 190 * depths) - box - 8) / (depths - 1);
    }

    private static String[] names(StudyExpression expression) {
        return NAMES[expression.ordinal()];
    }

    /** For each node how deep it lies, and on which lane. */
    private static double[][] places(StudyExpression expression) {
        return PLACES[expression.ordinal()];
    }
}
