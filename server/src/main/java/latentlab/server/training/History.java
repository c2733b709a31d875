package latentlab.server.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import latentlab.server.models.ModelDescription.EpochMetrics;

/** The epochs' metrics as JSON. */
final class History {
    private static final ObjectMapper JSON = new ObjectMapper();

    private History() {}

    static String write(List<EpochMetrics> history) {
        try {
            return JSON.writeValueAsString(history);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @throws IllegalArgumentException when it is no such JSON */
    static List<EpochMetrics> read(String json) {
        try {
            return JSON.readValue(json, new TypeReference<List<EpochMetrics>>() {});
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("the history is no list of epochs", broken);
        }
    }
}
