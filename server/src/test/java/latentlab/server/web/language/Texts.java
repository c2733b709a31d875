package latentlab.server.web.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import latentlab.server.results.QuickStudy;
import latentlab.server.results.StudyLibrary;

/** The English texts of the product, found in its sources. */
final class Texts {
    private static final Path SERVER = Path.of("src/main");
    private static final Path CLIENT = Path.of("../web-client/src/main/java");

    private static final Pattern MARKED = call("Language\\.text", "\"");
    private static final Pattern OF_CLIENT = call("Text\\.of", "\"");
    private static final Pattern OF_SCRIPT = call("(?:translated|sentence)", "'");
    private static final Pattern BOUNDARY = Pattern.compile("\"\\s*\\+\\s*\"");

    /** Columns of names, which are the same in all languages. */
    private static final Set<String> NAMES = Set.of("run", "runs", "data set");

    private Texts() {}

    /** A call with a text, which may be written in several pieces. */
    private static Pattern call(String function, String quote) {
        String piece = quote + "(?:[^" + quote + "\\\\\\n]|\\\\.)*" + quote;
        return Pattern.compile("\\b" + function + "\\(\\s*(" + piece + "(?:\\s*\\+\\s*" + piece + ")*)\\s*[,)]");
    }

    /** Of the templates, by template; those that come from the server's classes are under an empty name. */
    static Map<String, Set<String>> ofPages() throws IOException {
        Map<String, Set<String>> texts = new TreeMap<>();
        Path templates = SERVER.resolve("resources/templates");
        for (Path file : files(templates, ".html")) {
            Set<String> found = new TreeSet<>();
            TemplateText.translated(Files.readString(file), text -> {
                found.add(text);
                return text;
            });
            String name =
                    templates.relativize(file).toString().replace('\\', '/').replace(".html", "");
            texts.put(name, found);
        }
        texts.put("", in(SERVER.resolve("java"), ".java", MARKED));
        return texts;
    }

    /** Of the client and of the other scripts. */
    static Set<String> ofScripts() throws IOException {
        Set<String> texts = in(CLIENT, ".java", OF_CLIENT);
        texts.addAll(in(CLIENT, ".java", OF_SCRIPT));
        texts.addAll(in(SERVER.resolve("resources/public/js"), ".js", OF_SCRIPT));
        return texts;
    }

    /** What the results of a small study say in words, and those that travel with the program. */
    static Set<String> ofResults() throws IOException {
        Set<String> texts = new TreeSet<>();
        for (StudyLibrary library : List.of(StudyLibrary.open(QuickStudy.DATA), StudyLibrary.shipped())) {
            for (String study : StudyLibrary.NAMES) {
                for (String preset : library.presets(study)) {
                    addTexts(
                            new ObjectMapper()
                                    .readTree(library.find(study, preset)
                                            .orElseThrow()
                                            .bytes()),
                            texts);
                }
            }
        }
        return texts;
    }

    private static void addTexts(JsonNode results, Set<String> texts) {
        for (JsonNode claim : results.get("claims")) {
            texts.add(claim.get("claim").asText());
            texts.add(claim.get("finding").asText());
        }
        for (JsonNode table : results.get("tables")) {
            texts.add(table.get("title").asText());
            table.get("columns").forEach(column -> texts.add(column.asText()));
            for (JsonNode row : table.get("rows")) {
                for (int i = 0; i < row.size(); i++) {
                    if (row.get(i).isTextual()
                            && !NAMES.contains(table.get("columns").get(i).asText())) {
                        texts.add(row.get(i).asText());
                    }
                }
            }
        }
        texts.add(results.get("made").asText());
        results.findValues("caution").forEach(caution -> texts.add(caution.asText()));
        results.findValues("classifier").forEach(classifier -> {
            texts.add(classifier.get("network").asText());
            texts.add(classifier.get("trainedOn").asText());
        });
    }

    private static Set<String> in(Path folder, String ending, Pattern call) throws IOException {
        Set<String> texts = new TreeSet<>();
        for (Path file : files(folder, ending)) {
            call.matcher(Files.readString(file))
                    .results()
                    .map(found -> BOUNDARY.matcher(found.group(1)).replaceAll(""))
                    .map(literal -> literal.substring(1, literal.length() - 1).translateEscapes())
                    .forEach(texts::add);
        }
        return texts;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().collect(Collectors.toList());
        }
    }
}
