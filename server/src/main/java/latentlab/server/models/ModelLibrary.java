package latentlab.server.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import latentlab.weights.MalformedWeightsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models at hand: those shipped with the program, then those of the data directory. */
public final class ModelLibrary {
    private static final Logger log = LoggerFactory.getLogger(ModelLibrary.class);

    private final Supplier<Map<String, Model>> models;

    private ModelLibrary(Supplier<Map<String, Model>> models) {
        this.models = models;
    }

    /** A library of the given models, in their order. */
    public static ModelLibrary of(Collection<Model> models) {
        Map<String, Model> byId = new LinkedHashMap<>();
        models.forEach(model -> byId.put(model.id(), model));
        return new ModelLibrary(() -> byId);
    }

    /**
     * Reads the shipped models and {@code models/*.safetensors} of the data directory, in a thread of its own: whoever
     * asks for models before that is done waits, and a server can start meanwhile. A file that is no usable model is
     * named in the log and left out; so is one whose id is taken, as an id never stands for two sets of weights.
     *
     * @throws IOException when the data directory can't be read
     */
    public static ModelLibrary open(Path data) throws IOException {
        List<WeightsFile> own = WeightsFile.in(data.resolve("models"));
        CompletableFuture<Map<String, Model>> read = CompletableFuture.supplyAsync(() -> read(own));
        return new ModelLibrary(read::join);
    }

    private static Map<String, Model> read(List<WeightsFile> own) {
        Map<String, Model> models = new LinkedHashMap<>();
        for (List<WeightsFile> files : List.of(WeightsFile.shipped(), own)) {
            for (Found found : usable(files)) {
                String id = found.model().id();
                if (models.putIfAbsent(id, found.model()) != null) {
                    log.warn("Left out {}: there is already a model with the id {}.", found.place(), id);
                }
            }
        }
        return models;
    }

    private record Found(String place, Model model) {}

    /** Smallest first, as the first one shipped is what every page starts with. */
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
        models.sort(
                Comparator.comparingLong(found -> found.model().description().parameters()));
        return models;
    }

    public Collection<Model> all() {
        return models.get().values();
    }

    public Optional<Model> find(String id) {
        return Optional.ofNullable(models.get().get(id));
    }
}
