package latentlab.server.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import latentlab.weights.MalformedWeightsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models at hand: those shipped with the program, then those of the data directory, to which others may come, and from
 * which some may go, while the program runs. Of the shipped ones, which are many, all but the main ones are looked at when they are first asked for.
 * Thread-safe.
 */
public final class ModelLibrary {
    private static final Logger log = LoggerFactory.getLogger(ModelLibrary.class);

    /** The shipped models that are not only the study's, first the one that pages start with. */
    public static final List<String> MAIN = List.of("mnist-c32-d15-s0", "mnist-c128-d15-s0");

    /** Of files about which only they themselves say anything. */
    private static final BiPredicate<String, byte[]> ANY = (id, bytes) -> true;

    private final Path directory; // null for none
    private final BiPredicate<String, byte[]> genuine;
    private final CompletableFuture<List<WeightsFile>> shipped;
    private final CompletableFuture<Map<String, Model>> main;
    private Map<String, Model> study; // null before it is first asked for
    private volatile CompletableFuture<Own> own;

    private ModelLibrary(
            Path directory, CompletableFuture<List<WeightsFile>> shipped, BiPredicate<String, byte[]> genuine) {
        this.directory = directory;
        this.genuine = genuine;
        this.shipped = shipped;
        main = shipped.thenApply(files -> byId(
                usable(files.stream().filter(file -> MAIN.contains(file.name())).toList(), ANY)));
    }

    /** A library of the given models, in their order. */
    public static ModelLibrary of(Collection<Model> models) {
        ModelLibrary library = new ModelLibrary(null, CompletableFuture.completedFuture(List.of()), ANY);
        Map<String, Model> byId = new LinkedHashMap<>();
        models.forEach(model -> byId.put(model.id(), model));
        library.own = CompletableFuture.completedFuture(new Own(List.of(), List.of(), byId, 0));
        return library;
    }

    /** The same, where nothing is known of the files but what they say. */
    public static ModelLibrary open(Path data) throws IOException {
        return open(data, ANY);
    }

    /**
     * Reads the main models and {@code models/*.safetensors} of the data directory, in a thread of its own: whoever asks
     * for models before that is done waits, and a server can start meanwhile. A file that is no usable model is named in
     * the log and left out; so is one whose id is taken by another model, as an id never stands for two sets of weights.
     *
     * @param genuine whether a file of the directory, by its name, has the bytes that were trained; asked when it
     *                is read
     * @throws IOException when the data directory can't be read
     */
    public static ModelLibrary open(Path data, BiPredicate<String, byte[]> genuine) throws IOException {
        ModelLibrary library =
                new ModelLibrary(data.resolve("models"), CompletableFuture.supplyAsync(WeightsFile::shipped), genuine);
        List<WeightsFile> files = WeightsFile.in(library.directory);
        library.own = library.main.thenApply(first -> library.own(files, List.of(), usable(files, genuine), 0));
        return library;
    }

    /**
     * Looks at the data directory again: what has come since is read, and what is gone goes. What was there and still is
     * stays, in its place.
     *
     * @throws IOException when the directory can't be read
     */
    public synchronized void refresh() throws IOException {
        if (directory == null) {
            return;
        }
        Own before = own.join();
        Map<String, WeightsFile> looked = byPlace(before.files());
        List<WeightsFile> files = WeightsFile.in(directory);
        List<WeightsFile> news = files.stream()
                .filter(file -> !file.isStill(looked.get(file.place())))
                .toList();
        if (news.isEmpty() && files.size() == before.files().size()) {
            return;
        }
        Map<String, WeightsFile> staying = byPlace(files);
        news.forEach(file -> staying.remove(file.place()));
        List<Found> stayed = before.found().stream()
                .filter(found -> staying.containsKey(found.place()))
                .toList();
        own = CompletableFuture.completedFuture(own(files, stayed, usable(news, genuine), before.version() + 1));
    }

    /** Changes when a model has come or gone. */
    public int version() {
        return own.join().version();
    }

    private static Map<String, WeightsFile> byPlace(List<WeightsFile> files) {
        Map<String, WeightsFile> byPlace = new HashMap<>();
        files.forEach(file -> byPlace.put(file.place(), file));
        return byPlace;
    }

    /**
     * The models of the data directory.
     *
     * @param files that were looked at
     * @param found those of them that are usable
     * @param byId  those of them that are offered
     */
    private record Own(List<WeightsFile> files, List<Found> found, Map<String, Model> byId, int version) {}

    private record Found(String place, Model model) {}

    private Own own(List<WeightsFile> files, List<Found> stayed, List<Found> news, int version) {
        List<Found> models = new ArrayList<>(stayed);
        models.addAll(news);
        Map<String, Model> all = new LinkedHashMap<>();
        for (Found found : models) {
            String id = found.model().id();
            Model there = travels(id) ? travelling(id) : all.putIfAbsent(id, found.model());
            if (news.contains(found)
                    && there != null
                    && !there.description().equals(found.model().description())) {
                log.warn("Left out {}: there is already a model with the id {}.", found.place(), id);
            }
        }
        return new Own(files, models, all, version);
    }

    private static Map<String, Model> byId(List<Found> models) {
        Map<String, Model> byId = new LinkedHashMap<>();
        models.forEach(found -> byId.put(found.model().id(), found.model()));
        return byId;
    }

    /** The main ones first, then the smallest. */
    private static List<Found> usable(List<WeightsFile> files, BiPredicate<String, byte[]> genuine) {
        List<Found> models = new ArrayList<>();
        for (WeightsFile file : files) {
            try {
                models.add(new Found(file.place(), Model.open(file, bytes -> genuine.test(file.name(), bytes))));
            } catch (MalformedWeightsException | IllegalArgumentException unusable) {
                log.error("Left out {}: {}. {}", file.place(), unusable.getMessage(), file.remedy());
            } catch (IOException unreadable) {
                log.error("Left out {}: it can't be read ({}). {}", file.place(), unreadable.toString(), file.remedy());
            }
        }
        models.sort(Comparator.<Found, Boolean>comparing(
                        found -> !MAIN.contains(found.model().id()))
                .thenComparingLong(found -> found.model().description().parameters()));
        return models;
    }

    /** Whether a model travels with the program. */
    public boolean travels(String id) {
        return shipped.join().stream().anyMatch(file -> file.name().equals(id));
    }

    private Model travelling(String id) {
        Model one = main.join().get(id);
        return one != null ? one : study().get(id);
    }

    /** The shipped models that are only the study's. */
    private synchronized Map<String, Model> study() {
        if (study == null) {
            study = byId(usable(
                    shipped.join().stream()
                            .filter(file -> !MAIN.contains(file.name()))
                            .toList(),
                    ANY));
        }
        return study;
    }

    /** The main models, the others that are shipped, those of the data directory. */
    public Collection<Model> all() {
        Map<String, Model> all = new LinkedHashMap<>(main.join());
        all.putAll(study());
        all.putAll(own.join().byId());
        return all.values();
    }

    /** The main models and those of the data directory. */
    public Collection<Model> offered() {
        Map<String, Model> offered = new LinkedHashMap<>(main.join());
        offered.putAll(own.join().byId());
        return offered.values();
    }

    public Optional<Model> find(String id) {
        Model found = travels(id) ? travelling(id) : own.join().byId().get(id);
        return Optional.ofNullable(found);
    }
}
