package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatexTest {
    private static final Map<String, String> SIGNS = Map.ofEntries(
            Map.entry("textbackslash", "\\"),
            Map.entry("textasciicircum", "^"),
            Map.entry("textasciitilde", "~"),
            Map.entry("textless", "<"),
            Map.entry("textgreater", ">"),
            Map.entry("textbar", "|"),
            Map.entry("ldots", "…"),
            Map.entry("pm", "±"),
            Map.entry("times", "×"),
            Map.entry("cdot", "·"),
            Map.entry("to", "→"),
            Map.entry("le", "≤"),
            Map.entry("ge", "≥"),
            Map.entry("alpha", "α"));

    /** What LaTeX would print of it: a reader of the few things that we write. */
    private static String printed(String latex) {
        Matcher token = Pattern.compile(
                        "\\\\([a-z]+)(?:\\{}|(?=\\$))|\\\\(.)|\\{(.)}|\\$-\\$|\\$|--|``|''|(.)", Pattern.DOTALL)
                .matcher(latex);
        StringBuilder text = new StringBuilder();
        while (token.find()) {
            String all = token.group();
            if (token.group(1) != null) {
                assertThat(SIGNS).containsKey(token.group(1));
                text.append(SIGNS.get(token.group(1)));
            } else if (token.group(2) != null) {
                assertThat("{}$&#%_").contains(token.group(2));
                text.append(token.group(2));
            } else if (token.group(3) != null) {
                text.append(token.group(3));
            } else if (token.group(4) != null) {
                assertThat("\\{}&#%_^~<>|[]*\"").as("active in LaTeX").doesNotContain(token.group(4));
                text.append(token.group(4));
            } else {
                text.append(Map.of("$-$", "−", "$", "", "--", "–", "``", "“", "''", "”")
                        .get(all));
            }
        }
        return text.toString();
    }

    /** The cells of a tabular. */
    static List<List<String>> cells(String latex) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : latex.lines().toList()) {
            if (line.endsWith("\\\\")) {
                String row = line.substring(0, line.length() - 2);
                rows.add(Arrays.stream(row.split("(?<!\\\\)&", -1))
                        .map(String::trim)
                        .toList());
            }
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "50 % of A_1 & B^2 ~ {x} $3 #4 \\end",
                "|r| < 0.5 > 0.1",
                "[0, 1]",
                "* starred",
                "−0.5 ± 0.1 × 3 · 4 → 5, 1 ≤ α ≥ 0 … – “x”",
                "\\input{/etc/passwd}",
                "Grüße"
            })
    void everySignIsPrintedAsItIs(String text) {
        assertThat(printed(Latex.escaped(text))).isEqualTo(text);
    }

    @Test
    void lineEndsBecomeSpaces() {
        assertThat(Latex.escaped("a\n\n% b\r\nc")).isEqualTo("a \\% b c");
    }

    @Test
    void aTableHasAsManyCellsAsItsColumns() {
        ObjectNode table = new ObjectMapper().createObjectNode();
        table.put("title", "One\n\\input{x}");
        table.putArray("columns").add("d & more").add("MSE").add("run");
        ArrayNode rows = table.putArray("rows");
        rows.addArray().add(3).add(0.03338).add("mnist_c32");
        rows.addArray().add(5).add(-2.5e-7).addNull();
        String latex = new String(Latex.write(table), StandardCharsets.UTF_8);
        assertThat(latex)
                .startsWith("% One \\input{x}\n\\begin{tabular}{rrl}\n")
                .endsWith("\\end{tabular}\n");
        assertThat(cells(latex))
                .containsExactly(
                        List.of("d \\& more", "MSE", "run"),
                        List.of("3", "0.03338", "mnist\\_c32"),
                        List.of("5", "$-2.5 \\cdot 10^{-7}$", ""));
    }
}
