package latentlab.server.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import latentlab.theory.StoppingConditions.Reached;

/**
 * What is known of a trained model: the whole experiment and what came of it. The one mapping between the metadata of
 * a weights file (strings; numbers as JSON writes them, lists and objects as JSON) and the JSON that the API answers.
 *
 * @param id             never reused for other weights, such as {@code mnist-c32-d15-s0}
 * @param dataset        {@code mnist}, {@code fashion-mnist}, …
 * @param latentDim      d
 * @param channels       c
 * @param parameters     64c² + 134c + 196cd + d + 1
 * @param trainLoss      per-pixel MSE of the final weights on the training images
 * @param runningTrainLoss mean of the batches' MSE during the last epoch
 * @param testLoss       per-pixel MSE of the final weights on the test images
 * @param trainedAt      ISO 8601, UTC
 * @param seconds        training time
 * @param threads        native threads; the last bits of the numbers depend on it
 * @param kernels        OpenBLAS's name of the instructions in use, on which the last bits depend too; null where unknown
 * @param command        repeats the training
 * @param history        one entry per epoch
 * @param codeQuantiles  one entry per coordinate of the code, over the test images
 * @param errorQuantiles 0th to 100th percentile of one test image's MSE, 101 numbers
 * @param until          bounds of stopping conditions by their labels; null in older files, as the next
 * @param stoppedBy      which condition ended the training
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelDescription(
        String id,
        String name,
        String dataset,
        int latentDim,
        int channels,
        long parameters,
        int epochs,
        int batchSize,
        double learningRate,
        double weightDecay,
        String schedule,
        long seed,
        double trainLoss,
        double runningTrainLoss,
        double testLoss,
        String trainedAt,
        double seconds,
        int threads,
        @JsonInclude(JsonInclude.Include.NON_NULL) String kernels,
        String command,
        List<EpochMetrics> history,
        List<CodeQuantiles> codeQuantiles,
        List<Double> errorQuantiles,
        Map<String, Double> until,
        Reached stoppedBy) {

    /** Losses at the end of an epoch, counted from 1; {@code trainLoss} and {@code runningTrainLoss} as above. */
    public record EpochMetrics(
            int epoch, double trainLoss, double runningTrainLoss, double testLoss, double imagesPerSecond) {}

    /** Where the test images' values of one coordinate lie. */
    public record CodeQuantiles(double min, double p1, double p50, double p99, double max) {}

    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    /** As the metadata of a weights file. */
    public Map<String, String> toMetadata() {
        Map<String, Object> members = JSON.convertValue(this, new TypeReference<LinkedHashMap<String, Object>>() {});
        Map<String, String> metadata = new LinkedHashMap<>();
        members.forEach((key, value) -> metadata.put(key, value instanceof String text ? text : write(value)));
        return metadata;
    }

    /**
     * From the metadata of a weights file.
     *
     * @throws IllegalArgumentException when a member is missing or is no value of its kind
     */
    public static ModelDescription of(Map<String, String> metadata) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String key : List.of("id", "name", "dataset", "latentDim", "channels", "testLoss")) {
            if (!metadata.containsKey(key)) {
                throw new IllegalArgumentException("the metadata lacks " + key);
            }
        }
        metadata.forEach(
                (key, text) -> members.put(key, text.startsWith("[") || text.startsWith("{") ? read(key, text) : text));
        return JSON.convertValue(members, ModelDescription.class);
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Object read(String key, String text) {
        try {
            return JSON.readValue(text, Object.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("the metadata's " + key + " is no JSON", broken);
        }
    }
}
