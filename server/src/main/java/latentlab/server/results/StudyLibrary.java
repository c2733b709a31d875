package latentlab.server.results;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The studies' results at hand: those of the data directory, then those that travel with the program. They are looked for
 * anew each time, since {@code study run} may write them while the site is served. What is damaged is as if it weren't
 * there, and the log says so once.
 */
public final class StudyLibrary {
    /** The studies by name, in the order in which they are told. */
    public static final List<String> NAMES =
            List.of("latent-dimension", "channel-capacity", "interpolation", "correlation", "transfer");

    /** Presets by name, those first whose figures are shown when nothing else is asked for. */
    public static final List<String> PRESETS = List.of("default", "paper", "quick");

    private static final Logger log = LoggerFactory.getLogger(StudyLibrary.class);
    private static final JsonFactory JSON = new JsonFactory();

    private final Path data; // null for none
    private final boolean withShipped;
    /** Versions of files that have been looked through. */
    private final Set<String> sound = ConcurrentHashMap.newKeySet();
    /** Versions of those that were told of. They are looked at again, as somebody may let them be read. */
    private final Set<String> damaged = ConcurrentHashMap.newKeySet();

    private StudyLibrary(Path data, boolean withShipped) {
        this.data = data;
        this.withShipped = withShipped;
    }

    /** With the results of a data directory, which need not be there yet. */
    public static StudyLibrary open(Path data) {
        return new StudyLibrary(data, true);
    }

    /** Only the results of a data directory. */
    public static StudyLibrary of(Path data) {
        return new StudyLibrary(data, false);
    }

    /** Only what travels with the program. */
    public static StudyLibrary shipped() {
        return new StudyLibrary(null, true);
    }

    /** Presets for which there are results of a study. */
    public List<String> presets(String study) throws IOException {
        List<String> presets = new ArrayList<>();
        for (String preset : PRESETS) {
            if (find(study, preset).isPresent()) {
                presets.add(preset);
            }
        }
        return presets;
    }

    /** The JSON of a study's results; empty for names that are none and for results that are not there. */
    public Optional<ResultFile> find(String study, String preset) throws IOException {
        if (!NAMES.contains(study) || !PRESETS.contains(preset)) {
            return Optional.empty();
        }
        Optional<ResultFile> own = findOwn(study, preset);
        return own.isPresent() ? own : shipped(name(study, preset));
    }

    /** The same, as far as they are the data directory's. */
    public Optional<ResultFile> findOwn(String study, String preset) throws IOException {
        String name = name(study, preset);
        return own(name).filter(file -> isSound(name, file));
    }

    /** Whether a file of the data directory is JSON from end to end. */
    private boolean isSound(String name, ResultFile file) {
        if (sound.contains(file.version())) {
            return true;
        }
        try (JsonParser json = JSON.createParser(file.bytes())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(json, "not as results begin");
            }
            while (json.nextToken() != null) {
                // as far as the end, where most is missing
            }
            sound.add(file.version());
            return true;
        } catch (IOException | UncheckedIOException damage) {
            if (damaged.add(file.version())) {
                log.error(
                        "Left out {}: it can't be read ({}). Put it back from a backup, or remove it and do the study"
                                + " again.",
                        data.resolve(name),
                        damage instanceof JsonProcessingException ? "it is no whole JSON" : damage.toString());
            }
            return false;
        }
    }

    private static String name(String study, String preset) {
        return "studies/" + preset + "/" + study + ".json";
    }

    private boolean has(String name) {
        return isOwn(name) || withShipped && StudyLibrary.class.getResource("/" + name) != null;
    }

    private boolean isOwn(String name) {
        return data != null && Files.isRegularFile(data.resolve(name));
    }

    /**
     * Whether there are classifiers of a model.
     *
     * @param model id of a model that exists
     */
    public boolean hasClassifier(String model) {
        return has("classifiers/" + model + ".safetensors");
    }

    /**
     * The weights of a model's classifiers.
     *
     * @param model id of a model that exists
     */
    public Optional<ResultFile> classifier(String model) throws IOException {
        return file("classifiers/" + model + ".safetensors");
    }

    /**
     * The weights of the classifier that reads the frames of interpolations.
     *
     * @param dataset name of the data set that it learnt from, as results have it
     */
    public Optional<ResultFile> reader(String dataset) throws IOException {
        return file("classifiers/reader-" + dataset + ".safetensors");
    }

    private Optional<ResultFile> file(String name) throws IOException {
        Optional<ResultFile> own = own(name);
        return own.isPresent() ? own : shipped(name);
    }

    private Optional<ResultFile> own(String name) throws IOException {
        if (!isOwn(name)) {
            return Optional.empty();
        }
        Path file = data.resolve(name);
        String version = name + " " + Files.getLastModifiedTime(file) + " " + Files.size(file);
        return Optional.of(new ResultFile(version, () -> Files.readAllBytes(file)));
    }

    private Optional<ResultFile> shipped(String name) {
        return withShipped && StudyLibrary.class.getResource("/" + name) != null
                ? Optional.of(new ResultFile(name, () -> readShipped(name)))
                : Optional.empty();
    }

    private static byte[] readShipped(String name) throws IOException {
        try (InputStream in = StudyLibrary.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new NoSuchFileException(name);
            }
            return in.readAllBytes();
        }
    }
}
