package latentlab.server.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import latentlab.network.Classifier;
import latentlab.network.Encoder;
import latentlab.server.dataset.Dataset;
import latentlab.server.dataset.LabelledImages;
import latentlab.server.results.QuickStudy;
import latentlab.server.results.StudyLibrary;
import latentlab.server.training.TransferTraining;
import latentlab.server.training.TransferTraining.Result;
import latentlab.server.training.TransferTraining.Variant;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The readers that any model may have. */
class LabelReadersTest {
    private static final String SMALL = "mnist-6000-c8-d15-e5-s0";
    private static final int IMAGES = 100;
    private static final int STEPS = 6;
    private static final Dataset MNIST = Dataset.mnist();

    @TempDir
    private Path data;

    private static LabelledImages fewTestImages() {
        return new LabelledImages(
                Arrays.copyOf(MNIST.test().pixels(), IMAGES * LabelledImages.PIXELS),
                Arrays.copyOf(MNIST.test().labels(), IMAGES));
    }

    @Test
    void areWhatTheStudyLearnsFromItsFirstDraw() throws IOException {
        Safetensors model = QuickStudy.weights("models", SMALL);
        Dataset dataset = new Dataset("mnist", MNIST.train(), fewTestImages());
        LabelReaders readers = LabelReaders.train(
                data, SMALL, model.select("encoder."), dataset, STEPS, "again", (text, lasting) -> {});
        assertThat(readers.file()).isEqualTo(data.resolve("classifiers").resolve(SMALL + ".safetensors"));
        Safetensors file = SafetensorsReader.read(Files.readAllBytes(readers.file()));
        assertThat(file.metadata()).containsEntry("model", SMALL).containsEntry("command", "again");

        LabelDraw first = LabelDraw.of(MNIST.train(), 0);
        for (Variant variant : new Variant[] {Variant.FROZEN, Variant.FULL}) {
            String prefix = variant == Variant.FROZEN ? "frozen." : "full.";
            // evaluated after each step, as the study does
            Result expected = new TransferTraining(variant, model, first.images(), dataset.test(), 0).train(STEPS);
            expected.tensors()
                    .forEach((name, tensor) -> assertThat(
                                    file.tensors().get(prefix + name).data())
                            .as(prefix + name)
                            .containsExactly(tensor.data()));
            assertThat(expected.accuracy()).hasSize(STEPS);
            double accuracy = variant == Variant.FROZEN ? readers.frozenAccuracy() : readers.fullAccuracy();
            assertThat(accuracy).isEqualTo(TransferFigures.last(expected.accuracy()));
            Encoder encoder = Encoder.of(variant == Variant.FROZEN ? model : file.under("full."));
            assertThat(accuracy(encoder, Classifier.of(file.under(prefix)))).isCloseTo(accuracy, within(1.0 / IMAGES));
        }
    }

    @Test
    void thoseOfTheLargeNetworkTravelWithTheProgram() throws IOException {
        String id = "mnist-c128-d15-s0";
        Safetensors file = SafetensorsReader.read(
                StudyLibrary.shipped().classifier(id).orElseThrow().bytes());
        assertThat(file.metadata())
                .containsEntry("model", id)
                .containsEntry("command", "java -jar server/target/latent-lab.jar study readers " + id);
        Map<String, String> metadata = file.metadata();
        Encoder encoder = Encoder.of(SafetensorsReader.read(LabelReadersTest.class
                .getResourceAsStream("/models/" + id + ".safetensors")
                .readAllBytes()));
        // of 100 images, three standard deviations are 0.12
        assertThat(accuracy(encoder, Classifier.of(file.under("frozen."))))
                .isCloseTo(Double.parseDouble(metadata.get("frozenAccuracy")), within(0.12));
        assertThat(accuracy(Encoder.of(file.under("full.")), Classifier.of(file.under("full."))))
                .isCloseTo(Double.parseDouble(metadata.get("fullAccuracy")), within(0.12));
        assertThat(Double.parseDouble(metadata.get("frozenAccuracy"))).isGreaterThan(0.8);
    }

    /** By the classes that the pages use, too. */
    private static double accuracy(Encoder encoder, Classifier head) {
        LabelledImages images = fewTestImages();
        float[] pixels = new float[LabelledImages.PIXELS];
        float[] probabilities = new float[Classifier.CLASSES];
        int right = 0;
        for (int i = 0; i < IMAGES; i++) {
            for (int k = 0; k < pixels.length; k++) {
                pixels[k] = (images.pixels()[i * pixels.length + k] & 0xff) / 255f;
            }
            right += head.read(encoder.encode(pixels), probabilities) == images.labels()[i] ? 1 : 0;
        }
        return (double) right / IMAGES;
    }
}
