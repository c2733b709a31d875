package latentlab.server.web.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each language's file has every text of the product, and none that there is no longer. */
class LanguageTest {
    private static final Pattern PLACE = Pattern.compile("</?\\d+/?>|\\{\\d+}");

    static Stream<Language> translations() {
        return Language.ALL.stream().filter(language -> language != Language.ENGLISH);
    }

    @Test
    void thereIsAnotherThanEnglish() {
        assertThat(translations()).extracting(Language::tag).contains("de");
    }

    @ParameterizedTest
    @MethodSource("translations")
    void hasEveryTextOfThePages(Language language) throws IOException {
        Map<String, String> missing = new TreeMap<>();
        Set<String> needed = new TreeSet<>();
        Texts.ofPages()
                .forEach((template, texts) -> texts.forEach(text -> {
                    String own = template + "|" + text;
                    if (!language.pages().containsKey(own) && !language.pages().containsKey(text)) {
                        missing.put(text, "");
                    }
                    needed.add(own);
                    needed.add(text);
                }));
        assertNone("has no pages' texts", language, missing);
        assertNone("has pages' texts that are in no template", language, without(language.pages(), needed));
    }

    @ParameterizedTest
    @MethodSource("translations")
    void hasEveryTextOfTheScripts(Language language) throws IOException {
        Set<String> needed = Texts.ofScripts();
        Map<String, String> missing = new TreeMap<>();
        needed.stream().filter(text -> !language.scripts().containsKey(text)).forEach(text -> missing.put(text, ""));
        assertNone("has no scripts' texts", language, missing);
        assertNone("has scripts' texts that are in no script", language, without(language.scripts(), needed));
    }

    @ParameterizedTest
    @MethodSource("translations")
    void keepsWhatATextStandsAround(Language language) {
        Stream.of(language.pages(), language.scripts(), language.results())
                .flatMap(texts -> texts.entrySet().stream())
                .forEach(text -> assertThat(places(text.getValue()))
                        .as("%s: %s", language.tag(), text)
                        .isEqualTo(places(text.getKey())));
    }

    @ParameterizedTest
    @MethodSource("translations")
    void hasWhatAStudySaysOfItsResults(Language language) throws IOException {
        Map<String, String> missing = new TreeMap<>();
        for (String text : Texts.ofResults()) {
            if (!language.hasResult(text)) {
                missing.put(Language.numbered(text), "");
            }
        }
        assertNone("has no results' texts", language, missing);
    }

    @Test
    void writesTheNumbersOfAResultAsTheLanguageDoes() {
        Language german = new Language(
                "de",
                "Deutsch",
                Map.of(),
                Map.of(),
                Map.of("Of {0} images {1} % at d={2}.", "Bei d={2} {1} % von {0}."));
        assertThat(german.result("Of 10,000 images 98.5 % at d=3.")).isEqualTo("Bei d=3 98,5 % von 10.000.");
        assertThat(german.result("Nothing of the kind.")).isEqualTo("Nothing of the kind.");
        assertThat(german.hasResult("Nothing of the kind.")).isFalse();
        assertThat(german.hasResult("d")).isTrue();
    }

    @Test
    void aModelsNameBeginsWithAnyDataSet() {
        Language german = new Language("de", "Deutsch", Map.of(), Map.of(), Map.of("{0} channels", "{0} Kanäle"));
        assertThat(german.modelName("mnist-1000, 32 channels")).isEqualTo("mnist-1000, 32 Kanäle");
        assertThat(german.modelName("mine")).isEqualTo("mine");
        assertThat(german.modelName("mine, 2 rooms")).isEqualTo("mine, 2 rooms");
    }

    private static String places(String text) {
        return PLACE.matcher(text)
                .results()
                .map(place -> place.group())
                .sorted()
                .collect(Collectors.joining());
    }

    private static Map<String, String> without(Map<String, String> texts, Set<String> needed) {
        Map<String, String> left = new TreeMap<>(texts);
        left.keySet().removeAll(needed);
        return left;
    }

    private static void assertNone(String problem, Language language, Map<String, String> texts) throws IOException {
        assertThat(texts)
                .as(
                        "messages/%s.json %s:%n%s",
                        language.tag(),
                        problem,
                        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(texts))
                .isEmpty();
    }
}
