package latentlab.server.web.language;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
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
 * <p>Its texts are read when the first of them is asked for: most starts end before anybody does.
 */
public final class Language {
    public static final Language ENGLISH = new Language("en", "English", new Texts(Map.of(), Map.of(), Map.of()));

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

    private final String tag;
    private final String name;
    private Texts texts; // null before the first is asked for

    /** The members of its file, but the one that {@link #read} reads. */
    @JsonIgnoreProperties("language")
    private record Texts(Map<String, String> pages, Map<String, String> scripts, Map<String, String> results) {}

    private Language(String tag, String name, Texts texts) {
        this.tag = tag;
        this.name = name;
        this.texts = texts;
    }

    /** One that has no file. */
    public Language(
            String tag,
            String name,
            Map<String, String> pages,
            Map<String, String> scripts,
            Map<String, String> results) {
        this(tag, name, new Texts(pages, scripts, results));
    }

    /** Its code by ISO 639-1. */
    public String tag() {
        return tag;
    }

    /** In the language itself. */
    public String name() {
        return name;
    }

    /** What the templates' texts are in it; {@code TEMPLATE|TEXT} where one template wants another word. */
    public Map<String, String> pages() {
        return texts().pages;
    }

    /** Likewise those that scripts show; <code>{0}</code> and so on stand for what is put in. */
    public Map<String, String> scripts() {
        return texts().scripts;
    }

    /** Likewise what a study says of its results, where they stand for the numbers. */
    Map<String, String> results() {
        return texts().results;
    }

    private static URL file(String tag) {
        return Language.class.getResource("/messages/" + tag + ".json");
    }

    /** The name alone, with which its file begins. */
    private static Language read(String tag) {
        try (InputStream in = file(tag).openStream();
                JsonParser json = new JsonFactory().createParser(in)) {
            String name = null;
            while (name == null && json.nextToken() != null) {
                name = "name".equals(json.currentName()) ? json.nextTextValue() : null;
            }
            return new Language(tag, name, null);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private synchronized Texts texts() {
        if (texts == null) {
            try (InputStream in = file(tag).openStream()) {
                texts = new ObjectMapper().readValue(in, Texts.class);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        return texts;
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
        return this == ENGLISH || pages().containsKey(english);
    }

    /** What a study says of its results; in English where there is none in this language. */
    public String result(String english) {
        String own = results().get(numbered(english));
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
        return this == ENGLISH
                || !WORD.matcher(numbered(english)).find()
                || results().containsKey(numbered(english));
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
        String own = pages().get(template + "|" + english);
        return own != null ? own : pages().getOrDefault(english, english);
    }
}
