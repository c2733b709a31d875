package latentlab.server.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** Writes tables as comma-separated values (RFC 4180). */
final class Csv {
    static final String TYPE = "text/csv; charset=utf-8; header=present";

    private Csv() {}

    /** @param table {@code {"columns":[…],"rows":[[…],…]}} */
    static byte[] write(JsonNode table) {
        StringBuilder csv = new StringBuilder();
        line(csv, table.path("columns"));
        table.path("rows").forEach(row -> line(csv, row));
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder csv, JsonNode cells) {
        String separator = "";
        for (JsonNode cell : cells) {
            csv.append(separator);
            if (!cell.isNull()) {
                csv.append(quoted(cell.asText()));
            }
            separator = ",";
        }
        csv.append("\r\n");
    }

    private static String quoted(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
