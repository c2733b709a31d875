package latentlab.server.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import latentlab.weights.MalformedWeightsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models at hand: those shipped with the program, then those of the data directory, to which others may come while the
 * program runs. Thread-safe.
 */
public final class ModelLibrary {
    private static final Logger log = LoggerFactory.getLogger(ModelLibrary.class);

    /** The shipped models that are not only the study's, first the one that pages start with. */
    public static final List<String> MAIN = List.of("mnist-c32-d15-s0", "mnist-c128-d15-s0");

    private final Path directory;
    /** Files of the directory that have been looked at. */
    private final Set<String> known = new HashSet<>();

    private volatile CompletableFuture<Map<String, Model>> models;

    private ModelLibrary(Path directory) {
        this.directory = directory;
    }

    /** A library of the given models, in their order. */
    public static ModelLibrary of(Collection<Model> models) {
        ModelLibrary library = new ModelLibrary(null);
        Map<String, Model> byId = new LinkedHashMap<>();
        models.forEach(model -> byId.put(model.id(), model));
        library.models = CompletableFuture.completedFuture(byId);
        return library;
    }

    /**
     * Reads the shipped models and {@code models/*.safetensors} of the data directory, in a thread of its own: whoever
     * asks for models before that is done waits, and a server can start meanwhile. A file that is no usable model is
     * named in the log and left out; so is one whose id is taken, as an id never stands for two sets of weights.
     *
     * @throws IOException when the data directory can't be read
     */
    public static ModelLibrary open(Path data) throws IOException {
        ModelLibrary library = new ModelLibrary(data.resolve("models"));
        List<WeightsFile> own = library.news();
        library.models =
                CompletableFuture.supplyAsync(() -> with(with(Map.of(), usable(WeightsFile.shipped())), usable(own)));
        return library;
    }

    /**
     * Reads the files that have come into the data directory since. What was there stays, in its place.
     *
     * @throws IOException when the directory can't be read
     */
    public synchronized void refresh() throws IOException {
        List<WeightsFile> news = news();
        if (!news.isEmpty()) {
            models = CompletableFuture.completedFuture(with(models.join(), usable(news)));
        }
    }

    /** Changes when a model has come. */
    public int version() {
        return models.join().size();
    }

    private List<WeightsFile> news() throws IOException {
        return directory == null
                ? List.of()
                : WeightsFile.in(directory).stream()
                        .filter(file -> known.add(file.place()))
                        .toList();
    }

    private static Map<String, Model> with(Map<String, Model> models, List<Found> more) {
        Map<String, Model> all = new LinkedHashMap<>(models);
        for (Found found : more) {
            String id = found.model().id();
            if (all.putIfAbsent(id, found.model()) != null) {
                log.warn("Left out {}: there is already a model with the id {}.", found.place(), id);
            }
        }
        return all;
    }

    private record Found(String place, Model model) {}

    /** The main ones first, then the smallest. */
    private static List<Found> usable(List<WeightsFile> files) {
        List<Found> models = new ArrayList<>();
        for (WeightsFile file : files) {
            try {
                models.add(new Found(file.place(), Model.open(file)));
            } catch (MalformedWeightsException | IllegalArgumentException unusable) {
                log.error("Left out {}: {}. Replace or remove it.", file.place(), unusable.getMessage());
            } catch (IOException unreadable) {
                log.error("Left out {}: it can't be read ({}).", file.place(), unreadable.toString());
            }
        }
        models.sort(Comparator.<Found, Boolean>comparing(
                        found -> !MAIN.contains(found.model().id()))
                .thenComparingLong(found -> found.model().description().parameters()));
        return models;
    }

    /** The main models, the others that are shipped, those of the data directory. */
    public Collection<Model> all() {
        return models.join().values();
    }

    public Optional<Model> find(String id) {
        return Optional.ofNullable(models.join().get(id));
    }
}
