package latentlab.server.web.language;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A language that the site can be read in. English is what templates and scripts are written in, and their texts are the
 * keys of every other language: that is a file {@code messages/TAG.json}, TAG being its code by ISO 639-1.
 *
 * @param tag     of ISO 639-1
 * @param name    in the language itself
 * @param pages   what the templates' texts are in it; {@code TEMPLATE|TEXT} where one template wants another word
 * @param scripts likewise those that scripts show; <code>{0}</code> and so on stand for what is put in
 * @param results likewise what a study says of its results, where they stand for the numbers
 */
public record Language(
        String tag, String name, Map<String, String> pages, Map<String, String> scripts, Map<String, String> results) {
    public static final Language ENGLISH = new Language("en", "English", Map.of(), Map.of(), Map.of());

    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(?:,\\d{3})+|\\d+(?:\\.\\d+)?(?:e[-+]\\d+)?");

    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)}");
    private static final Pattern WORD = Pattern.compile("\\p{L}{2}");

    /** All, English first. */
    public static final List<Language> ALL = Stream.concat(
                    Stream.of(ENGLISH),
                    Arrays.stream(Locale.getISOLanguages())
                            .filter(tag -> file(tag) != null)
                            .map(Language::read))
            .toList();

    private static URL file(String tag) {
        return Language.class.getResource("/messages/" + tag + ".json");
    }

    private static Language read(String tag) {
        try (InputStream in = file(tag).openStream()) {
            Map<String, Map<String, String>> texts = new ObjectMapper().readValue(in, new TypeReference<>() {});
            return new Language(
                    tag,
                    texts.get("language").get("name"),
                    texts.get("pages"),
                    texts.get("scripts"),
                    texts.get("results"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The language of an address's path. */
    public static Language of(String path) {
        return ALL.stream()
                .filter(language -> language != ENGLISH && path.startsWith(language.prefix() + "/"))
                .findFirst()
                .orElse(ENGLISH);
    }

    /** What the paths of its pages begin with: {@code /de}, or nothing for English. */
    public String prefix() {
        return this == ENGLISH ? "" : "/" + tag;
    }

    public Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    /** Marks an English text that comes to the pages from a program's source: here it stays as it is. */
    public static String text(String english) {
        return english;
    }

    /** Whether a text of the pages is there in this language. */
    public boolean has(String english) {
        return this == ENGLISH || pages.containsKey(english);
    }

    /** What a study says of its results; in English where there is none in this language. */
    public String result(String english) {
        String own = results.get(numbered(english));
        if (own == null) {
            return english;
        }
        List<String> numbers = NUMBER.matcher(english)
                .results()
                .map(number -> written(number.group()))
                .toList();
        return PLACE.matcher(own).replaceAll(place -> numbers.get(Integer.parseInt(place.group(1))));
    }

    /** A model's name, which begins with that of its data set; in English where it is of another kind. */
    public String modelName(String english) {
        String separator = ", ";
        int rest = english.contains(separator) ? english.indexOf(separator) + separator.length() : 0;
        return english.substring(0, rest) + result(english.substring(rest));
    }

    /** Whether that is there in this language. */
    public boolean hasResult(String english) {
        return this == ENGLISH || !WORD.matcher(numbered(english)).find() || results.containsKey(numbered(english));
    }

    /** A text with its numbers as places. */
    static String numbered(String english) {
        int[] count = {0};
        return NUMBER.matcher(english).replaceAll(number -> "{" + count[0]++ + "}");
    }

    /** An English number in this language. */
    private String written(String english) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale());
        StringBuilder number = new StringBuilder();
        for (char c : english.toCharArray()) {
            number.append(c == '.' ? symbols.getDecimalSeparator() : c == ',' ? symbols.getGroupingSeparator() : c);
        }
        return number.toString();
    }

    /** A text of a template, in English where there is none in this language. */
    public String page(String template, String english) {
        String own = pages.get(template + "|" + english);
        return own != null ? own : pages.getOrDefault(english, english);
    }
}
