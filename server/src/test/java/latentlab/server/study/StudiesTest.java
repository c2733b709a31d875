package latentlab.server.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import latentlab.server.results.QuickStudy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found when some of the networks are not trained yet. */
class StudiesTest {
    @TempDir
    private Path data;

    @Test
    void whatIsTrainedIsMeasuredAndTheRestIsNamed() throws Exception {
        List<String> trained = List.of("mnist-6000-c8-d3-e5-s0", "mnist-6000-c8-d3-e5-s1", "mnist-6000-c8-d8-e5-s0");
        for (String id : trained) {
            copy("models/" + id + ".safetensors");
        }
        copy("classifiers/reader-mnist-6000.safetensors");
        List<String> lines = new ArrayList<>();
        List<String> lacking =
                Studies.run(Preset.QUICK, data, new StudyModels(data, true), 1, (text, lasting) -> lines.add(text));

        assertThat(lacking)
                .containsExactly("latent-dimension", "channel-capacity", "correlation", "interpolation", "transfer");
        try (Stream<Path> files = Files.list(data.resolve("studies/quick"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("there are no two networks that differ in channels, and none for transfer")
                    .containsExactlyInAnyOrder("latent-dimension.json", "correlation.json", "interpolation.json");
        }
        JsonNode sweep = results("latent-dimension");
        assertThat(sweep.path("missing")).hasSize(3 + 3);
        assertThat(sweep.at("/figures/fewImages").isNull()).isTrue();
        assertThat(sweep.at("/figures/all/points").findValuesAsText("latentDim"))
                .containsExactly("3", "8");
        assertThat(sweep.at("/figures/all/points/0/testLoss/count").asInt()).isEqualTo(2);
        assertThat(sweep.path("runs").findValuesAsText("id")).containsExactlyInAnyOrderElementsOf(trained);
        assertThat(sweep.path("claims")).hasSize(2);
        // what there is of it is what the whole study found
        JsonNode whole = StudyJson.MAPPER.readTree(
                Files.readAllBytes(QuickStudy.DATA.resolve("studies/quick/latent-dimension.json")));
        assertThat(sweep.at("/figures/all/points/0/testLoss")).isEqualTo(whole.at("/figures/all/points/0/testLoss"));
        assertThat(results("correlation").at("/figures/points/1/seeds")).hasSize(1);
        assertThat(results("interpolation").at("/figures/points/1/runs")).hasSize(1);
    }

    private void copy(String name) throws IOException {
        Path target = data.resolve(name);
        Files.createDirectories(target.getParent());
        Files.copy(QuickStudy.DATA.resolve(name), target);
    }

    private JsonNode results(String study) throws IOException {
        return StudyJson.MAPPER.readTree(Files.readAllBytes(Studies.file(data, Preset.QUICK, study)));
    }
}
