package latentlab.server.results;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The studies' results at hand: those of the data directory, then those that travel with the program. They are looked for
 * anew each time, since {@code study run} may write them while the site is served.
 */
public final class StudyLibrary {
    /** The studies by name, in the order in which they are told. */
    public static final List<String> NAMES =
            List.of("latent-dimension", "channel-capacity", "interpolation", "correlation", "transfer");

    /** Presets by name, those first whose figures are shown when nothing else is asked for. */
    public static final List<String> PRESETS = List.of("default", "paper", "quick");

    private final Path data; // null for none
    private final boolean withShipped;

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
            if (has(study, preset)) {
                presets.add(preset);
            }
        }
        return presets;
    }

    private boolean has(String study, String preset) {
        return has(name(study, preset));
    }

    /** The JSON of a study's results; empty for names that are none and for results that are not there. */
    public Optional<ResultFile> find(String study, String preset) throws IOException {
        return NAMES.contains(study) && PRESETS.contains(preset) ? file(name(study, preset)) : Optional.empty();
    }

    /** The same, as far as they are the data directory's. */
    public Optional<ResultFile> findOwn(String study, String preset) throws IOException {
        return own(name(study, preset)) ? find(study, preset) : Optional.empty();
    }

    private static String name(String study, String preset) {
        return "studies/" + preset + "/" + study + ".json";
    }

    private boolean has(String name) {
        return own(name) || withShipped && StudyLibrary.class.getResource("/" + name) != null;
    }

    private boolean own(String name) {
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
        if (!has(name)) {
            return Optional.empty();
        }
        String version = name;
        if (own(name)) {
            Path file = data.resolve(name);
            version += " " + Files.getLastModifiedTime(file) + " " + Files.size(file);
        }
        return Optional.of(new ResultFile(version, () -> read(name)));
    }

    private byte[] read(String name) throws IOException {
        if (own(name)) {
            return Files.readAllBytes(data.resolve(name));
        }
        try (InputStream in = withShipped ? StudyLibrary.class.getResourceAsStream("/" + name) : null) {
            if (in == null) {
                throw new NoSuchFileException(name);
            }
            return in.readAllBytes();
        }
    }
}
