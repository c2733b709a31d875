package latentlab.server.hardening;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The metrics of runs that visitors have been shown, each once. */
final class SeenRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonNode> rows = new TreeMap<>();

    /** Looks at all runs that a site tells of and that it has trained itself; returns how many rows were ever seen. */
    int look(Wire wire) throws IOException {
        for (String id : ids(wire)) {
            for (JsonNode metrics : get(wire, "/api/v1/runs/" + id).path("metrics")) {
                rows.put(id + " " + metrics.path("epoch"), metrics);
            }
        }
        return rows.size();
    }

    /** Runs with a start: those of models that travel with the program have none. */
    private static List<String> ids(Wire wire) throws IOException {
        List<String> ids = new ArrayList<>();
        for (JsonNode run : get(wire, "/api/v1/runs")) {
            if (!run.path("startedAt").isMissingNode() && !run.path("startedAt").isNull()) {
                ids.add(run.path("id").asText());
            }
        }
        return ids;
    }

    private static JsonNode get(Wire wire, String path) throws IOException {
        Wire.Answer answer = wire.get(path);
        if (answer.status() != 200) {
            throw new AssertionError(path + ": " + answer.status() + " " + answer.text());
        }
        return JSON.readTree(answer.body());
    }

    int size() {
        return rows.size();
    }

    /** How many of these rows are not, to the last member, among others. */
    long missingFrom(SeenRows others) {
        return rows.entrySet().stream()
                .filter(row -> !row.getValue().equals(others.rows.get(row.getKey())))
                .count();
    }

    /** What is the same however fast it went. */
    List<String> losses() {
        return rows.entrySet().stream()
                .map(row -> row.getKey() + " " + row.getValue().path("trainLoss") + " "
                        + row.getValue().path("runningTrainLoss") + " "
                        + row.getValue().path("testLoss"))
                .toList();
    }
}
