package latentlab.server.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import latentlab.server.dataset.LabelledImages;
import latentlab.server.training.AtomicFile;
import latentlab.server.training.DigitReader;
import latentlab.server.training.Predictions;
import latentlab.weights.MalformedWeightsException;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsReader;
import latentlab.weights.SafetensorsWriter;

/**
 * The classifier that reads the frames of an interpolation, with how good it is.
 *
 * @param accuracy     on the test images, in [0,1]
 * @param crossEntropy on the test images
 */
record Reader(DigitReader network, double accuracy, double crossEntropy) {
    static final int EPOCHS = 5;
    static final long SEED = 0;

    /** What is told of it. */
    record Figures(String network, String trainedOn, int epochs, long seed, double accuracy, double crossEntropy) {}

    Figures figures(int images) {
        return new Figures(
                "784→256→64→10 on the pixels (Deeplearning4j)",
                String.format(Locale.ROOT, "%,d labelled training images", images),
                EPOCHS,
                SEED,
                accuracy,
                crossEntropy);
    }

    /** Trains one, and tells how far that is, or takes the one that was trained before. */
    static Reader of(Material material, TrainingsProgress.Output output) throws IOException {
        LabelledImages train = material.dataset().train();
        Path file = Path.of("classifiers", "reader-" + material.dataset().name() + ".safetensors");
        Path cached = material.data().resolve(file);
        DigitReader network = read(cached);
        if (network == null) {
            Pace pace = new Pace(EPOCHS);
            network = DigitReader.train(
                    train,
                    EPOCHS,
                    SEED,
                    () -> output.line("interpolation: " + pace.next("epochs of the classifier"), false));
            AtomicFile.write(cached, SafetensorsWriter.write(new Safetensors(Map.of(), network.tensors())));
        }
        Predictions test = network.test(material.dataset().test());
        return new Reader(network, test.accuracy(), test.crossEntropy());
    }

    private static DigitReader read(Path cached) throws IOException {
        if (!Files.exists(cached)) {
            return null;
        }
        try {
            return DigitReader.of(
                    SafetensorsReader.read(Files.readAllBytes(cached)).tensors());
        } catch (MalformedWeightsException damaged) {
            return null; // it is made again
        }
    }
}
