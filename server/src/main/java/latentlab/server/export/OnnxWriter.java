package latentlab.server.export;

import java.util.function.Consumer;
import latentlab.server.export.OnnxGraph.Value;
import latentlab.weights.Safetensors;

/** Writes the study's encoder and decoder, layer by layer, as ONNX files. The metadata becomes the file's properties. */
final class OnnxWriter {
    private static final Consumer<Protobuf> NONE = node -> {};
    /** Kernel 4, stride 2, padding 1. */
    private static final Consumer<Protobuf> K4S2P1 = node -> {
        OnnxGraph.attribute(node, "kernel_shape", new long[] {4, 4});
        OnnxGraph.attribute(node, "strides", new long[] {2, 2});
        OnnxGraph.attribute(node, "pads", new long[] {1, 1, 1, 1});
    };
    /** The weight of a Linear is (out, in). */
    private static final Consumer<Protobuf> LINEAR = node -> OnnxGraph.attribute(node, "transB", 1);

    private static final Consumer<Protobuf> FROM_CHANNELS = node -> OnnxGraph.attribute(node, "axis", 1);

    private OnnxWriter() {}

    /** pixels (N,1,28,28) → code (N,d). */
    static byte[] encoder(Safetensors weights) {
        int d = weights.require("encoder.fc.bias", -1).shape()[0];
        return OnnxGraph.write(
                "encoder", new Value("pixels", 1, 28, 28), new Value("code", d), weights.metadata(), graph -> {
                    initializers(graph, weights, "encoder.");
                    graph.operator("Conv", "maps1", K4S2P1, "encoder.conv1.weight", "encoder.conv1.bias")
                            .operator("Relu", "positive1", NONE)
                            .operator("Conv", "maps2", K4S2P1, "encoder.conv2.weight", "encoder.conv2.bias")
                            .operator("Relu", "positive2", NONE)
                            .operator("Flatten", "features", FROM_CHANNELS)
                            .operator("Gemm", "code", LINEAR, "encoder.fc.weight", "encoder.fc.bias");
                });
    }

    /** code (N,d) → pixels (N,1,28,28). */
    static byte[] decoder(Safetensors weights) {
        int d = weights.require("decoder.fc.weight", -1, -1).shape()[1];
        int c = weights.require("decoder.conv1.weight", -1, 1, 4, 4).shape()[0];
        return OnnxGraph.write(
                "decoder", new Value("code", d), new Value("pixels", 1, 28, 28), weights.metadata(), graph -> {
                    initializers(graph, weights, "decoder.");
                    graph.initializer("maps2.shape", -1, 2L * c, 7, 7) // −1: as many as there are images
                            .operator("Gemm", "features", LINEAR, "decoder.fc.weight", "decoder.fc.bias")
                            .operator("Reshape", "maps2", NONE, "maps2.shape")
                            .operator("ConvTranspose", "maps1", K4S2P1, "decoder.conv2.weight", "decoder.conv2.bias")
                            .operator("Relu", "positive1", NONE)
                            .operator("ConvTranspose", "logits", K4S2P1, "decoder.conv1.weight", "decoder.conv1.bias")
                            .operator("Sigmoid", "pixels", NONE);
                });
    }

    private static void initializers(OnnxGraph graph, Safetensors weights, String prefix) {
        weights.select(prefix).tensors().forEach(graph::initializer);
    }
}
