package latentlab.server.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Writes answers. */
final class Json {
    static final String TYPE = "application/json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** The same as a tree, to be changed before it is written. */
    static <T extends JsonNode> T tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
