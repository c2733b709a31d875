package latentlab.server.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import latentlab.server.training.AtomicFile;
import latentlab.server.training.TransferTraining.Result;
import latentlab.server.training.TransferTraining.Variant;
import latentlab.weights.MalformedWeightsException;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsReader;
import latentlab.weights.SafetensorsWriter;

/**
 * Keeps what each learning from labels has made, so that one that was stopped goes on with the next draw: a safetensors
 * file each, the figures as metadata.
 *
 * @param folder      of the files
 * @param autoencoder id of the model and what is unique to its weights
 */
record TransferRuns(Path folder, String autoencoder, int steps) {
    private static final TypeReference<List<Double>> NUMBERS = new TypeReference<>() {};

    /** What an earlier run has made; null when there is nothing usable. */
    Result find(Variant variant, int draw) throws IOException {
        Path file = file(variant, draw);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            Safetensors kept = SafetensorsReader.read(Files.readAllBytes(file));
            Map<String, String> metadata = kept.metadata();
            if (!autoencoder.equals(metadata.get("autoencoder"))) {
                return null; // of other weights with the same id
            }
            byte[] digits = metadata.get("digits").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < digits.length; i++) {
                digits[i] -= '0';
            }
            return new Result(
                    StudyJson.MAPPER.readValue(metadata.get("accuracy"), NUMBERS),
                    StudyJson.MAPPER.readValue(metadata.get("crossEntropy"), NUMBERS),
                    digits,
                    kept.tensors());
        } catch (MalformedWeightsException | JsonProcessingException damaged) {
            return null; // it is made again
        }
    }

    void keep(Variant variant, int draw, Result result) throws IOException {
        byte[] digits = result.digits().clone();
        for (int i = 0; i < digits.length; i++) {
            digits[i] += '0';
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("autoencoder", autoencoder);
        metadata.put("accuracy", StudyJson.MAPPER.writeValueAsString(result.accuracy()));
        metadata.put("crossEntropy", StudyJson.MAPPER.writeValueAsString(result.crossEntropy()));
        metadata.put("digits", new String(digits, StandardCharsets.US_ASCII));
        AtomicFile.write(file(variant, draw), SafetensorsWriter.write(new Safetensors(metadata, result.tensors())));
    }

    private Path file(Variant variant, int draw) {
        String model = autoencoder.substring(0, autoencoder.indexOf(' '));
        return folder.resolve("transfer-%s-%s-%d-%d.safetensors"
                .formatted(model, variant.name().toLowerCase(Locale.ROOT), steps, draw));
    }
}
