package latentlab.server.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;

/**
 * Writes results as JSON, an object's members on lines of their own, lists on one line: short and still readable.
 * Numbers have seven significant digits, as float32 has.
 */
final class StudyJson {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private static final MathContext DIGITS = new MathContext(7);
    private static final ObjectWriter WRITER =
            MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter(" ", "\n")));

    private StudyJson() {}

    static byte[] write(Object value) {
        try {
            return (WRITER.writeValueAsString(rounded(MAPPER.valueToTree(value))) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static JsonNode rounded(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(rounded(member.getValue())));
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, rounded(list.get(i)));
            }
        } else if (node.isDouble()) {
            return DoubleNode.valueOf(
                    new BigDecimal(node.doubleValue()).round(DIGITS).doubleValue());
        }
        return node;
    }

    /** Number of entries of a list. */
    static int size(String list) {
        try {
            return MAPPER.readTree(list).size();
        } catch (JsonProcessingException broken) {
            return 0;
        }
    }
}
