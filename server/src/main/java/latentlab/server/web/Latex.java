package latentlab.server.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes tables for LaTeX documents: a {@code tabular} with lines of the standard classes, which needs no package. Signs
 * outside ASCII that our tables use become commands; others stay, which LaTeX reads as UTF-8 where its font has them.
 */
final class Latex {
    static final String TYPE = "application/x-latex; charset=utf-8";

    private static final Map<Character, String> COMMANDS = Map.ofEntries(
            Map.entry('\\', "\\textbackslash{}"),
            Map.entry('{', "\\{"),
            Map.entry('}', "\\}"),
            Map.entry('$', "\\$"),
            Map.entry('&', "\\&"),
            Map.entry('#', "\\#"),
            Map.entry('%', "\\%"),
            Map.entry('_', "\\_"),
            Map.entry('^', "\\textasciicircum{}"),
            Map.entry('~', "\\textasciitilde{}"),
            // the old fonts have something else in these places
            Map.entry('<', "\\textless{}"),
            Map.entry('>', "\\textgreater{}"),
            Map.entry('|', "\\textbar{}"),
            Map.entry('"', "''"),
            // would be taken for an argument of the line's end before it
            Map.entry('[', "{[}"),
            Map.entry(']', "{]}"),
            Map.entry('*', "{*}"),
            Map.entry('−', "$-$"),
            Map.entry('±', "$\\pm$"),
            Map.entry('×', "$\\times$"),
            Map.entry('·', "$\\cdot$"),
            Map.entry('→', "$\\to$"),
            Map.entry('≤', "$\\le$"),
            Map.entry('≥', "$\\ge$"),
            Map.entry('α', "$\\alpha$"),
            Map.entry('–', "--"),
            Map.entry('…', "\\ldots{}"),
            Map.entry('’', "'"),
            Map.entry('“', "``"),
            Map.entry('”', "''"));

    private Latex() {}

    /** @param table {@code {"title":…,"columns":[…],"rows":[[…],…]}} */
    static byte[] write(JsonNode table) {
        JsonNode columns = table.path("columns");
        StringBuilder latex = new StringBuilder();
        latex.append("% ")
                .append(table.path("title").asText().replaceAll("\\s+", " "))
                .append('\n');
        latex.append("\\begin{tabular}{");
        for (int i = 0; i < columns.size(); i++) {
            latex.append(isNumbers(table.path("rows"), i) ? 'r' : 'l');
        }
        latex.append("}\n\\hline\n");
        line(latex, columns);
        latex.append("\\hline\n");
        table.path("rows").forEach(row -> line(latex, row));
        latex.append("\\hline\n\\end{tabular}\n");
        return latex.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isNumbers(JsonNode rows, int column) {
        for (JsonNode row : rows) {
            if (!row.path(column).isNumber() && !row.path(column).isNull()) {
                return false;
            }
        }
        return true;
    }

    private static void line(StringBuilder latex, JsonNode cells) {
        String separator = "";
        for (JsonNode cell : cells) {
            latex.append(separator)
                    .append(cell.isNumber() ? number(cell.asText()) : cell.isNull() ? "" : escaped(cell.asText()));
            separator = " & ";
        }
        latex.append(" \\\\\n");
    }

    /** With a real minus sign, and a power of ten where Java writes an E. */
    private static String number(String text) {
        int e = text.indexOf('E');
        if (e >= 0) {
            return "$" + text.substring(0, e) + " \\cdot 10^{" + text.substring(e + 1) + "}$";
        }
        return text.startsWith("-") ? "$" + text + "$" : text;
    }

    static String escaped(String text) {
        StringBuilder latex = new StringBuilder();
        for (char c : text.replaceAll("\\s+", " ").toCharArray()) {
            String command = COMMANDS.get(c);
            if (command == null) {
                latex.append(c);
            } else {
                latex.append(command);
            }
        }
        return latex.toString();
    }
}
