package latentlab.server.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.nio.charset.StandardCharsets;

/** Writes results as JSON, an object's members on lines of their own, lists on one line: short and still readable. */
final class StudyJson {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private static final ObjectWriter WRITER =
            MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter(" ", "\n")));

    private StudyJson() {}

    static byte[] write(Object value) {
        try {
            return (WRITER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
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
