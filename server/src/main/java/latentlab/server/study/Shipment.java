package latentlab.server.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import latentlab.server.models.Model;
import latentlab.server.results.StudyLibrary;
import latentlab.server.runs.Artefact;
import latentlab.server.runs.DataDirectory;
import latentlab.server.runs.RunStore;
import latentlab.server.runs.ShippedPictures;
import latentlab.server.training.AtomicFile;
import latentlab.server.training.TrainingException;
import latentlab.weights.MalformedWeightsException;
import latentlab.weights.SafetensorsReader;

/**
 * Puts what a study has made to where it travels with the program from: the program's resources. Models, results,
 * classifiers and pictures are copied byte by byte after they were checked, as far as they are there; {@code
 * studies/PRESET/SHA256SUMS} lists them all. The same data make the same files.
 */
public final class Shipment {
    /** Epochs with pictures that travel along at most; with more epochs, every second, third … */
    private static final int MOST_PICTURES = 20;

    private static final String TRAINED_AGAIN =
            ": it was trained beside the one of that name that does. To ship the new"
                    + " one, take the study's models out of %s/models, build the program, and run the study with that.";

    private final Preset preset;
    private final DataDirectory data;
    private final Path resources;
    /** By their names below the resources. */
    private final Map<String, String> sums = new TreeMap<>();

    /** @param resources folder, such as {@code server/src/main/resources} */
    public Shipment(Preset preset, DataDirectory data, Path resources) {
        this.preset = preset;
        this.data = data;
        this.resources = resources;
    }

    /**
     * Copies everything.
     *
     * @return names of the files, below the resources
     * @throws TrainingException when something is damaged or does not belong together
     */
    public List<String> write() throws IOException {
        try (RunStore store = Files.exists(data.databaseFile()) ? RunStore.open(data) : null) {
            for (Training training : Experiments.of(preset)) {
                String id = training.id();
                if (Files.exists(data.model(id))) {
                    List<Artefact> recorded = store == null ? List.of() : store.artefacts(id);
                    copyModel(training, recorded);
                    copyPictures(id, training.epochs(), recorded);
                }
            }
        }
        for (String study : StudyLibrary.NAMES) {
            Path results = Studies.file(data.root(), preset, study);
            if (Files.exists(results)) {
                copyResults(study, Files.readAllBytes(results));
            }
        }
        if (sums.isEmpty()) {
            return List.of();
        }
        String list = sums.entrySet().stream()
                .map(file -> file.getValue() + "  " + file.getKey() + "\n")
                .collect(Collectors.joining());
        AtomicFile.write(
                resources.resolve("studies").resolve(preset.label()).resolve("SHA256SUMS"),
                list.getBytes(StandardCharsets.UTF_8));
        return List.copyOf(sums.keySet());
    }

    private void copyModel(Training training, List<Artefact> recorded) throws IOException {
        Path file = data.model(training.id());
        byte[] weights = StudyModels.checked(training, file.toString(), Files.readAllBytes(file));
        requireRecorded(file, "model", weights, recorded);
        String id = Model.read(weights).id();
        require(id.equals(training.id()), file + " is the model " + id);
        put("models/" + id + ".safetensors", weights);
    }

    private void copyPictures(String id, int epochs, List<Artefact> recorded) throws IOException {
        int every = (epochs + MOST_PICTURES - 1) / MOST_PICTURES;
        while (epochs % every != 0) {
            every++;
        }
        List<byte[]> sets = new ArrayList<>();
        for (int epoch = 0; epoch <= epochs; epoch += every) {
            String name = epoch == 0 ? "originals" : "epoch-" + epoch;
            Path file = data.run(id).resolve(name + ".gray");
            if (!Files.exists(file)) {
                return; // made by the command train, which keeps none
            }
            byte[] set = Files.readAllBytes(file);
            requireRecorded(file, name, set, recorded);
            sets.add(set);
        }
        put(ShippedPictures.file(id), ShippedPictures.pack(sets));
    }

    private void copyResults(String study, byte[] json) throws IOException {
        JsonNode results = StudyJson.MAPPER.readTree(json);
        for (JsonNode run : results.path("runs")) {
            String id = run.path("id").asText();
            require(
                    Files.exists(resources.resolve("models").resolve(id + ".safetensors")),
                    "the results of " + study + " are about the model " + id
                            + ", which does not travel with the program"
                            + (id.endsWith(StudyModels.LOCAL) ? TRAINED_AGAIN.formatted(resources) : ""));
        }
        put("studies/" + preset.label() + "/" + study + ".json", json);
        JsonNode figures = results.path("figures");
        if (figures.has("classifier")) {
            copyClassifier("reader-" + preset.scale().dataset());
        }
        if (figures.has("frozen")) {
            copyClassifier(figures.path("model").asText());
        }
    }

    private void copyClassifier(String name) throws IOException {
        Path file = data.root().resolve("classifiers").resolve(name + ".safetensors");
        byte[] weights = Files.readAllBytes(file);
        try {
            SafetensorsReader.read(weights);
        } catch (MalformedWeightsException damaged) {
            throw new TrainingException(file + " is damaged (" + damaged.getMessage() + ")");
        }
        put("classifiers/" + name + ".safetensors", weights);
    }

    /** An id stands for the same weights for ever, so what travels already must be the same. */
    private void put(String name, byte[] content) throws IOException {
        Path file = resources.resolve(name);
        require(
                !name.startsWith("models/")
                        || Files.notExists(file)
                        || Arrays.equals(Files.readAllBytes(file), content),
                file + " has other weights already, and an id is never used twice: remove it first");
        AtomicFile.write(file, content);
        sums.put(name, Artefact.of(name, name, content).sha256());
    }

    private static void requireRecorded(Path file, String name, byte[] content, List<Artefact> recorded) {
        recorded.stream()
                .filter(artefact -> artefact.name().equals(name))
                .forEach(artefact -> require(
                        artefact.equals(Artefact.of(name, artefact.path(), content)),
                        file + " is not what its run has written: its SHA-256 is another"));
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new TrainingException(otherwise);
        }
    }
}
