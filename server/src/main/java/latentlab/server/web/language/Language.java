package latentlab.server.web.language;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A language that the site can be read in. English is what templates and scripts are written in, and their texts are the
 * keys of every other language: that is a file {@code messages/TAG.json}, TAG being its code by ISO 639-1.
 *
 * @param tag     of ISO 639-1
 * @param name    in the language itself
 * @param pages   what the templates' texts are in it; {@code TEMPLATE|TEXT} where one template wants another word
 * @param scripts likewise those that scripts show; <code>{0}</code> and so on stand for what is put in
 */
public record Language(String tag, String name, Map<String, String> pages, Map<String, String> scripts) {
    public static final Language ENGLISH = new Language("en", "English", Map.of(), Map.of());

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
            return new Language(tag, texts.get("language").get("name"), texts.get("pages"), texts.get("scripts"));
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

    /** A text of a template, in English where there is none in this language. */
    public String page(String template, String english) {
        String own = pages.get(template + "|" + english);
        return own != null ? own : pages.getOrDefault(english, english);
    }
}
