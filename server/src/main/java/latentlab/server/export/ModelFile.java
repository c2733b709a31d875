package latentlab.server.export;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import latentlab.network.Fold;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsWriter;
import latentlab.weights.SafetensorsWriter.Precision;

/** The files in which a model can be taken along. The same weights always give the same bytes. */
public enum ModelFile {
    ENCODER("encoder.safetensors", weights -> safetensors(weights.select("encoder."), Precision.F32)),
    DECODER("decoder.safetensors", weights -> safetensors(weights.select("decoder."), Precision.F32)),
    FOLDED_DECODER("folded-decoder.safetensors", weights -> safetensors(Fold.fold(weights), Precision.F32)),
    ENCODER_F16("encoder.f16.safetensors", weights -> safetensors(weights.select("encoder."), Precision.F16)),
    DECODER_F16("decoder.f16.safetensors", weights -> safetensors(weights.select("decoder."), Precision.F16)),
    FOLDED_DECODER_F16("folded-decoder.f16.safetensors", weights -> safetensors(Fold.fold(weights), Precision.F16));

    private final String fileName;
    private final Function<Safetensors, byte[]> writer;

    ModelFile(String fileName, Function<Safetensors, byte[]> writer) {
        this.fileName = fileName;
        this.writer = writer;
    }

    /** As the API and {@code export model} name it. */
    public String fileName() {
        return fileName;
    }

    /** {@code safetensors} or {@code onnx}. */
    public String format() {
        return fileName.substring(fileName.lastIndexOf('.') + 1);
    }

    /** The file's bytes for a model with the tensors of both encoder and decoder. */
    public byte[] write(Safetensors weights) {
        return writer.apply(weights);
    }

    /** The file of that name. */
    public static Optional<ModelFile> named(String fileName) {
        return Arrays.stream(values())
                .filter(file -> file.fileName.equals(fileName))
                .findFirst();
    }

    private static byte[] safetensors(Safetensors content, Precision precision) {
        return SafetensorsWriter.write(content, precision);
    }
}
