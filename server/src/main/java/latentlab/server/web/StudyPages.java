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
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import latentlab.server.results.StudyLibrary;

/**
 * What the templates of the studies see: {@code study} (its name), {@code preset} and {@code presets} (the one shown and
 * all that there are results of), {@code results} (what the API answers; null when there are none) and {@code number},
 * which is called as {@code number.apply(cell)} and writes one for people.
 */
final class StudyPages {
    /** Smaller numbers are written with a power of ten. */
    private static final double TINY = 1e-6;

    private final StudyLibrary library;

    StudyPages(StudyLibrary library) {
        this.library = library;
    }

    /** {@code studies}, a list of what {@link #one} gives. */
    Map<String, Object> overview() throws IOException {
        List<Map<String, Object>> studies = new ArrayList<>();
        for (String name : StudyLibrary.NAMES) {
            studies.add(one(name, null));
        }
        return Map.of("studies", studies);
    }

    /** @param wanted preset; null for the first that there are results of */
    Map<String, Object> one(String name, String wanted) throws IOException {
        if (!StudyLibrary.NAMES.contains(name)) {
            throw new NotFoundResponse("There is no such study.");
        }
        List<String> presets = library.presets(name);
        if (wanted != null && !presets.contains(wanted)) {
            throw new NotFoundResponse("This study has no results of this preset.");
        }
        String preset = wanted != null ? wanted : presets.isEmpty() ? null : presets.get(0);
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("study", name);
        words.put("preset", preset);
        words.put("presets", presets);
        words.put("results", preset == null ? null : Json.map(find(name, preset).orElseThrow()));
        words.put("number", (Function<Object, String>) StudyPages::number);
        return words;
    }

    /** Ids of the models that any results come from. */
    Set<String> models() {
        Set<String> ids = new HashSet<>();
        for (String name : StudyLibrary.NAMES) {
            for (String preset : StudyLibrary.PRESETS) {
                find(name, preset)
                        .ifPresent(
                                json -> ids.addAll(Json.read(json).path("runs").findValuesAsText("id")));
            }
        }
        return ids;
    }

    private Optional<byte[]> find(String name, String preset) {
        try {
            return library.find(name, preset);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whole numbers in full, others with four significant digits, text as it is, nothing as a dash. */
    private static String number(Object value) {
        if (value instanceof Double number && number != 0 && Math.abs(number) < TINY) {
            return String.format(Locale.ENGLISH, "%.1e", number);
        }
        if (value instanceof Double number) {
            int digits = number == 0 ? 0 : Math.max(0, 3 - (int) Math.floor(Math.log10(Math.abs(number))));
            return String.format(Locale.ENGLISH, "%." + Math.min(digits, 12) + "f", number);
        }
        if (value instanceof Number whole) {
            return String.format(Locale.ENGLISH, "%,d", whole.longValue());
        }
        return value == null ? "–" : value.toString();
    }
}
