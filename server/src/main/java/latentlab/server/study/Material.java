package latentlab.server.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import latentlab.server.dataset.Dataset;
import latentlab.server.models.ModelDescription;
import latentlab.server.training.PrincipalComponents;
import latentlab.server.training.TrainableEncoder;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsReader;

/** What studies are made from: images, models, codes and principal components, each made when first asked for. */
final class Material {
    /** Components that are kept: as many as the largest code has coordinates. */
    static final int COMPONENTS = 30;

    /** A model of the study. */
    record StudyModel(Training training, ModelDescription description, Safetensors weights) {
        RunFigures figures() {
            return RunFigures.of(description);
        }
    }

    private final Preset preset;
    private final Path data;
    private final StudyModels models;
    private final Map<Training, StudyModel> read = new HashMap<>();
    private final Map<Training, float[]> codes = new HashMap<>();
    private Dataset dataset;
    private PrincipalComponents components;

    Material(Preset preset, Path data, StudyModels models) {
        this.preset = preset;
        this.data = data;
        this.models = models;
    }

    Preset preset() {
        return preset;
    }

    Path data() {
        return data;
    }

    /** Makes everything again, also what travels with the program. */
    String command() {
        return "java -jar server/target/latent-lab.jar study run --from-scratch --preset " + preset.label();
    }

    Dataset dataset() {
        if (dataset == null) {
            try {
                dataset = Dataset.open(preset.scale().dataset());
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return dataset;
    }

    /** Those that are done. */
    List<Training> done(List<Training> trainings) throws IOException {
        List<Training> done = new ArrayList<>(trainings);
        done.removeAll(models.missing(trainings));
        return done;
    }

    /** Ids of those that are not. */
    List<String> missing(List<Training> trainings) throws IOException {
        return models.missing(trainings).stream().map(Training::id).toList();
    }

    StudyModel model(Training training) {
        return read.computeIfAbsent(training, absent -> {
            try {
                Safetensors weights =
                        SafetensorsReader.read(models.file(training).orElseThrow());
                return new StudyModel(training, ModelDescription.of(weights.metadata()), weights);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
    }

    List<StudyModel> models(List<Training> trainings) {
        return trainings.stream().map(this::model).toList();
    }

    /** The codes of the test images, (10000,d). */
    float[] testCodes(Training training) {
        return codes.computeIfAbsent(
                training,
                absent -> new TrainableEncoder(model(training).weights())
                        .encode(dataset().test().pixels()));
    }

    /** Of the preset's training images. */
    PrincipalComponents components() {
        if (components == null) {
            components = PrincipalComponents.of(dataset().train(), COMPONENTS);
        }
        return components;
    }
}
