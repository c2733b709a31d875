package latentlab.server.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import latentlab.server.models.Model;
import latentlab.server.models.ModelDescription;
import latentlab.server.models.ModelLibrary;
import latentlab.server.results.StudyLibrary;
import latentlab.server.runs.Artefact;
import latentlab.server.runs.ShippedPictures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The study that travels with the program: complete, unchanged, and as good as it has to be. */
class ShippedStudyTest {
    private static final String SUMS = "/studies/default/SHA256SUMS";

    @TempDir
    private static Path empty;

    private static ModelLibrary models;

    @BeforeAll
    static void open() throws IOException {
        models = ModelLibrary.open(empty);
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = ShippedStudyTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }

    private static JsonNode results(String study) throws IOException {
        return StudyJson.MAPPER.readTree(
                StudyLibrary.shipped().find(study, "default").orElseThrow().bytes());
    }

    @Test
    void noFileWasChanged() throws IOException {
        List<String> lines = new String(resource(SUMS)).lines().toList();
        assertThat(lines).hasSizeGreaterThan(10);
        for (String line : lines) {
            String[] parts = line.split("  ");
            byte[] content = resource("/" + parts[1]);
            assertThat(Artefact.of("", "", content).sha256()).as(parts[1]).isEqualTo(parts[0]);
        }
    }

    @Test
    void everyFigureIsAboutAModelThatTravelsToo() throws IOException {
        for (String study : StudyLibrary.NAMES) {
            JsonNode results = results(study);
            assertThat(results.path("missing")).as(study).isEmpty();
            for (JsonNode run : results.path("runs")) {
                ModelDescription model =
                        models.find(run.path("id").asText()).orElseThrow().description();
                assertThat(run.path("testLoss").asDouble()).isCloseTo(model.testLoss(), within(1e-8));
                assertThat(run.path("seed").asLong()).isEqualTo(model.seed());
                assertThat(run.path("command").asText()).isEqualTo(model.command());
                assertThat(run.at("/history/testLoss")).hasSize(model.history().size());
            }
        }
    }

    @Test
    void everyTrainingOfThePresetIsThere() {
        for (Training training : Experiments.of(Preset.DEFAULT)) {
            Model model = models.find(training.id()).orElseThrow();
            assertThat(models.travels(model.id())).isTrue();
            assertThat(model.description().history()).hasSize(training.epochs());
            if (!ModelLibrary.MAIN.contains(model.id())) {
                assertThat(ShippedPictures.of(model.id(), training.epochs()))
                        .last()
                        .extracting(Artefact::name)
                        .isEqualTo("epoch-" + training.epochs());
            }
        }
    }

    @Test
    void theLossFallsWithDimensionsAndChannels() throws IOException {
        Map<Integer, Double> byDimension = new TreeMap<>();
        for (JsonNode point : results("latent-dimension").at("/figures/all/points")) {
            assertThat(point.at("/testLoss/count").asInt()).isEqualTo(3);
            byDimension.put(
                    point.path("latentDim").asInt(), point.at("/testLoss/mean").asDouble());
        }
        assertThat(byDimension.keySet()).containsExactly(3, 5, 8, 10, 15, 20, 30);
        assertThat(List.copyOf(byDimension.values())).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(byDimension.get(15)).isLessThanOrEqualTo(0.0083);
        assertThat(byDimension.get(30)).isLessThanOrEqualTo(0.0041);
        Map<Integer, Double> byChannels = new TreeMap<>();
        for (JsonNode point : results("channel-capacity").at("/figures/points")) {
            byChannels.put(
                    point.path("channels").asInt(), point.path("testLoss").asDouble());
        }
        assertThat(byChannels.keySet()).containsExactly(4, 8, 16, 32, 64, 128);
        assertThat(List.copyOf(byChannels.values())).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void aFrozenEncoderIsWorthItsLabels() throws IOException {
        JsonNode figures = results("transfer").path("figures");
        assertThat(figures.path("draws").asInt()).isGreaterThanOrEqualTo(10);
        assertThat(figures.at("/frozen/finalAccuracy/mean").asDouble()).isGreaterThanOrEqualTo(0.82);
    }
}
