package latentlab.server.export;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import latentlab.kernel.KernelModule;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsWriter;
import latentlab.weights.SafetensorsWriter.Precision;
import latentlab.weights.Tensor;

/** The files in which a model can be taken along. The same weights always give the same bytes. */
public enum ModelFile {
    ENCODER("encoder.safetensors", weights -> layered(weights, "encoder.", Precision.F32)),
    DECODER("decoder.safetensors", weights -> layered(weights, "decoder.", Precision.F32)),
    FOLDED_DECODER("folded-decoder.safetensors", weights -> folded(weights, Precision.F32)),
    ENCODER_F16("encoder.f16.safetensors", weights -> layered(weights, "encoder.", Precision.F16)),
    DECODER_F16("decoder.f16.safetensors", weights -> layered(weights, "decoder.", Precision.F16)),
    FOLDED_DECODER_F16("folded-decoder.f16.safetensors", weights -> folded(weights, Precision.F16)),
    ENCODER_ONNX("encoder.onnx", weights -> OnnxWriter.encoder(weights.layered())),
    DECODER_ONNX("decoder.onnx", weights -> OnnxWriter.decoder(weights.layered())),
    KERNEL("kernel.wasm", ModelFile::kernel);

    private final String fileName;
    private final Function<TrainedWeights, byte[]> writer;

    ModelFile(String fileName, Function<TrainedWeights, byte[]> writer) {
        this.fileName = fileName;
        this.writer = writer;
    }

    /** As the API and {@code export model} name it. */
    public String fileName() {
        return fileName;
    }

    /** {@code safetensors}, {@code onnx} or {@code wasm}. */
    public String format() {
        return fileName.substring(fileName.lastIndexOf('.') + 1);
    }

    /** The file's bytes for a model. */
    public byte[] write(TrainedWeights weights) {
        return writer.apply(weights);
    }

    /** The file of that name. */
    public static Optional<ModelFile> named(String fileName) {
        return Arrays.stream(values())
                .filter(file -> file.fileName.equals(fileName))
                .findFirst();
    }

    private static byte[] layered(TrainedWeights weights, String prefix, Precision precision) {
        return SafetensorsWriter.write(weights.layered().select(prefix), precision);
    }

    private static byte[] folded(TrainedWeights weights, Precision precision) {
        return SafetensorsWriter.write(weights.folded(), precision);
    }

    /** The encoder and the folded decoder, ready to run in a browser. */
    private static byte[] kernel(TrainedWeights weights) {
        Map<String, Tensor> tensors =
                new LinkedHashMap<>(weights.layered().select("encoder.").tensors());
        tensors.putAll(weights.folded().tensors());
        return KernelModule.withWeights(new Safetensors(weights.layered().metadata(), tensors));
    }
}
