package latentlab.theory;

import java.util.ArrayList;
import java.util.List;

/**
 * An expression as a graph: inputs, and operations on what is already there. Values flow forward; derivatives of the last
 * node flow backward, each node's sum over the ways from it to the last one. This is how a network is trained.
 */
public final class ComputationGraph {
    private final List<Node> nodes = new ArrayList<>();

    private static final class Node {
        final Operation operation; // null for an input
        final int[] arguments; // nodes
        final double[] taken; // the arguments' values
        double value;
        double derivative; // of the last node by this one

        Node(Operation operation, int... arguments) {
            this.operation = operation;
            this.arguments = arguments;
            taken = new double[arguments.length];
        }
    }

    /** One more input; its number. All inputs come before the operations. */
    public int input() {
        return add(new Node(null));
    }

    /** One more operation on earlier nodes; its number. */
    public int apply(Operation operation, int... arguments) {
        if (arguments.length != operation.arguments()) {
            throw new IllegalArgumentException(operation + " takes " + operation.arguments() + " arguments");
        }
        return add(new Node(operation, arguments));
    }

    private int add(Node node) {
        nodes.add(node);
        return nodes.size() - 1;
    }

    /** Number of nodes. */
    public int size() {
        return nodes.size();
    }

    /** What a node does; null for an input. */
    public Operation operation(int node) {
        return nodes.get(node).operation;
    }

    /** The nodes that a node takes. */
    public int[] arguments(int node) {
        return nodes.get(node).arguments;
    }

    /** Computes all nodes' values; the last one's is returned. */
    public double forward(double... inputs) {
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (node.operation == null) {
                node.value = inputs[i];
                continue;
            }
            for (int k = 0; k < node.arguments.length; k++) {
                node.taken[k] = nodes.get(node.arguments[k]).value;
            }
            node.value = node.operation.value(node.taken);
        }
        return nodes.get(nodes.size() - 1).value;
    }

    /** Computes the derivative of the last node by every node, after {@link #forward}. */
    public void backward() {
        for (Node node : nodes) {
            node.derivative = 0;
        }
        nodes.get(nodes.size() - 1).derivative = 1;
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            for (int k = 0; k < node.arguments.length; k++) {
                nodes.get(node.arguments[k]).derivative += node.derivative * partial(i, k);
            }
        }
    }

    public double value(int node) {
        return nodes.get(node).value;
    }

    /** Derivative of the last node by a node. */
    public double derivative(int node) {
        return nodes.get(node).derivative;
    }

    /** Derivative of a node by one of those that it takes, all others held. */
    public double partial(int node, int argument) {
        Node one = nodes.get(node);
        return one.operation.partial(one.taken, argument);
    }
}
