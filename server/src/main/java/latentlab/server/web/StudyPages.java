package latentlab.server.web;

import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import latentlab.server.results.ResultFile;
import latentlab.server.results.StudyLibrary;
import latentlab.server.web.language.Language;

/**
 * What the templates of the studies see: {@code study} (its name), {@code preset} and {@code presets} (the one shown and
 * all that there are results of), {@code results} (what the API answers; null when there are none) and {@code number},
 * which is called as {@code number.apply(cell)} and writes one for people; likewise {@code said}, what the results say in
 * words, and {@code saidIn}, its language where that is not the page's.
 */
final class StudyPages {
    /** Smaller numbers are written with a power of ten. */
    private static final double TINY = 1e-6;

    private final StudyLibrary library;

    StudyPages(StudyLibrary library) {
        this.library = library;
    }

    /**
     * What a page about one study shows.
     *
     * @param preset null when there are no results
     * @param json   likewise
     */
    record Shown(String study, String preset, List<String> presets, ResultFile json) {
        /** The same for the same page. */
        String key() {
            return study + preset + presets + (json == null ? "" : json.version());
        }

        Map<String, Object> words(Language language) {
            Map<String, Object> words = new LinkedHashMap<>();
            words.put("study", study);
            words.put("preset", preset);
            words.put("presets", presets);
            Map<String, Object> results = json == null ? Map.of() : Json.map(json.bytes());
            // what another version of the program has left behind may have none
            words.put("results", results.containsKey("figures") ? results : null);
            words.put("number", (Function<Object, String>) value -> number(value, language));
            words.put("said", (UnaryOperator<String>) language::result);
            words.put("saidIn", (UnaryOperator<String>) text -> language.hasResult(text) ? null : "en");
            return words;
        }
    }

    List<Shown> all() throws IOException {
        List<Shown> all = new ArrayList<>();
        for (String name : StudyLibrary.NAMES) {
            all.add(one(name, null));
        }
        return all;
    }

    /** @param wanted preset; null for the first that there are results of */
    Shown one(String name, String wanted) throws IOException {
        if (!StudyLibrary.NAMES.contains(name)) {
            throw new NotFoundResponse(Language.text("There is no such study."));
        }
        List<String> presets = library.presets(name);
        if (wanted != null && !presets.contains(wanted)) {
            throw new NotFoundResponse(Language.text("This study has no results of this preset."));
        }
        String preset = wanted != null ? wanted : presets.isEmpty() ? null : presets.get(0);
        ResultFile json = preset == null ? null : library.find(name, preset).orElseThrow();
        return new Shown(name, preset, presets, json);
    }

    /** Ids of the models that the data directory's results come from. */
    Set<String> ownModels() {
        Set<String> ids = new HashSet<>();
        try {
            for (String name : StudyLibrary.NAMES) {
                for (String preset : StudyLibrary.PRESETS) {
                    library.findOwn(name, preset)
                            .ifPresent(json -> ids.addAll(
                                    Json.read(json.bytes()).path("runs").findValuesAsText("id")));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return ids;
    }

    /** Whole numbers in full, others with four significant digits, text as it is, nothing as a dash. */
    private static String number(Object value, Language language) {
        Locale locale = language.locale();
        if (value instanceof Double number) {
            return decimal(number, locale).replace('-', '−');
        }
        if (value instanceof Number whole) {
            return String.format(locale, "%,d", whole.longValue());
        }
        return value == null ? "–" : language.result(value.toString());
    }

    private static String decimal(double number, Locale locale) {
        if (number != 0 && Math.abs(number) < TINY) {
            return String.format(locale, "%.1e", number);
        }
        int digits = number == 0 ? 0 : Math.max(0, 3 - (int) Math.floor(Math.log10(Math.abs(number))));
        return String.format(locale, "%." + Math.min(digits, 12) + "f", number);
    }
}
