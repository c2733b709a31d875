package latentlab.server.study;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import latentlab.server.training.TrainingException;
import latentlab.weights.MalformedWeightsException;
import latentlab.weights.SafetensorsHeader;

/** Finds the models of trainings: those of the data directory, then those that travel with the program. */
public final class StudyModels {
    /** Added by {@code train} to the id of a model that travels with the program. */
    static final String LOCAL = "-local";

    private final Path data;
    private final boolean shippedCount;

    /**
     * @param data         the data directory
     * @param shippedCount whether a model that travels with the program does for its training
     */
    public StudyModels(Path data, boolean shippedCount) {
        this.data = data;
        this.shippedCount = shippedCount;
    }

    /** Those of the trainings that are still to be done. */
    public List<Training> missing(List<Training> trainings) throws IOException {
        List<Training> missing = new ArrayList<>();
        for (Training training : trainings) {
            if (file(training).isEmpty()) {
                missing.add(training);
            }
        }
        return missing;
    }

    /**
     * The weights file of a training.
     *
     * @return empty when there is none yet
     * @throws TrainingException when there is one of another experiment, or a damaged one
     */
    Optional<byte[]> file(Training training) throws IOException {
        for (String id : List.of(training.id(), training.id() + LOCAL)) {
            Path file = data.resolve("models").resolve(id + ".safetensors");
            if (Files.exists(file)) {
                return Optional.of(checked(training, file.toString(), Files.readAllBytes(file)));
            }
        }
        String shipped = "/models/" + training.id() + ".safetensors";
        try (InputStream in = shippedCount ? StudyModels.class.getResourceAsStream(shipped) : null) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(checked(training, "the shipped " + training.id(), in.readAllBytes()));
        }
    }

    /** @param place what to call the file */
    static byte[] checked(Training training, String place, byte[] file) {
        Map<String, String> metadata;
        try {
            metadata = SafetensorsHeader.read(file).metadata();
        } catch (MalformedWeightsException damaged) {
            throw new TrainingException(
                    place + " is damaged (" + damaged.getMessage() + "): remove it to train it again");
        }
        // the data set's name stands for its images here
        String digest = metadata.getOrDefault("datasetDigest", "");
        String differences = training.experiment(digest).differences(metadata);
        if (!differences.isEmpty()) {
            throw new TrainingException(place + " was made by another experiment (" + differences
                    + "): remove it or choose another data directory with --data");
        }
        return file;
    }

    /** Epochs of a training that is under way, from its checkpoint; 0 when there is none. */
    public int epochsDone(Training training) throws IOException {
        for (String id : List.of(training.id(), training.id() + LOCAL)) {
            Path checkpoint = data.resolve("checkpoints").resolve(id + ".safetensors");
            if (Files.exists(checkpoint)) {
                try {
                    Map<String, String> metadata = SafetensorsHeader.read(Files.readAllBytes(checkpoint))
                            .metadata();
                    return StudyJson.size(metadata.getOrDefault("history", "[]"));
                } catch (MalformedWeightsException damaged) {
                    return 0; // the training itself will say so
                }
            }
        }
        return 0;
    }
}
