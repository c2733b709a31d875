package latentlab.server.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.function.Consumer;
import latentlab.weights.Tensor;

/**
 * Collects a chain of operators into an ONNX file; field numbers as in onnx.proto.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>
 */
final class OnnxGraph {
    private static final int IR_VERSION = 7; // the one that came with operator set 13
    private static final int OPERATOR_SET = 13;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final Protobuf graph;
    private String last; // name of the newest value, the input of the next operator

    private OnnxGraph(Protobuf graph, String input) {
        this.graph = graph;
        last = input;
    }

    /** A named value whose first extent, the number of images N, is left free. */
    record Value(String name, int... shape) {}

    /** The bytes of a file with one input and the operators that lead to the one output. */
    static byte[] write(
            String name, Value input, Value output, Map<String, String> metadata, Consumer<OnnxGraph> operators) {
        return Protobuf.message(file -> {
            file.number(1, IR_VERSION).text(2, "Latent Lab");
            file.nested(7, graph -> {
                OnnxGraph chain = new OnnxGraph(graph, input.name());
                operators.accept(chain);
                graph.text(2, name);
                graph.nested(11, field -> describe(field, input));
                graph.nested(12, field -> describe(field, output));
            });
            file.nested(8, set -> set.text(1, "").number(2, OPERATOR_SET));
            metadata.forEach(
                    (key, value) -> file.nested(14, entry -> entry.text(1, key).text(2, value)));
        });
    }

    /** Appends an operator that takes the newest value and the given initializers, and names what it gives. */
    OnnxGraph operator(String type, String output, Consumer<Protobuf> attributes, String... initializers) {
        graph.nested(1, node -> {
            node.text(1, last);
            for (String initializer : initializers) {
                node.text(1, initializer);
            }
            node.text(2, output).text(3, output).text(4, type);
            attributes.accept(node);
        });
        last = output;
        return this;
    }

    /** Adds constants under their own names. */
    OnnxGraph initializer(String name, Tensor tensor) {
        ByteBuffer raw = ByteBuffer.allocate(4 * tensor.data().length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(tensor.data());
        graph.nested(5, field -> {
            for (int extent : tensor.shape()) {
                field.number(1, extent);
            }
            field.number(2, FLOAT).text(8, name).bytes(9, raw.array());
        });
        return this;
    }

    OnnxGraph initializer(String name, long... values) {
        ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        graph.nested(
                5,
                field -> field.number(1, values.length)
                        .number(2, INT64)
                        .text(8, name)
                        .bytes(9, raw.array()));
        return this;
    }

    /** An attribute of an operator that is a whole number. */
    static void attribute(Protobuf node, String name, long value) {
        node.nested(5, field -> field.text(1, name).number(3, value).number(20, 2));
    }

    /** An attribute of an operator that is a list of whole numbers. */
    static void attribute(Protobuf node, String name, long[] values) {
        node.nested(5, field -> {
            field.text(1, name);
            for (long value : values) {
                field.number(8, value);
            }
            field.number(20, 7);
        });
    }

    private static void describe(Protobuf field, Value value) {
        field.text(1, value.name())
                .nested(
                        2,
                        type -> type.nested(
                                1,
                                tensor -> tensor.number(1, FLOAT).nested(2, shape -> {
                                    shape.nested(1, images -> images.text(2, "N"));
                                    for (int extent : value.shape()) {
                                        shape.nested(1, dimension -> dimension.number(1, extent));
                                    }
                                })));
    }
}
