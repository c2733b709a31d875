package latentlab.server.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import latentlab.server.results.QuickStudy;
import latentlab.server.runs.Artefact;
import latentlab.server.runs.DataDirectory;
import latentlab.server.runs.RunOrder;
import latentlab.server.runs.RunStore;
import latentlab.server.runs.ShippedPictures;
import latentlab.server.training.TrainingException;
import latentlab.theory.StoppingConditions;
import latentlab.theory.StoppingConditions.Reached;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a study travels with the program, tried with a small one. */
class ShipmentTest {
    private static final String LONG_RUN = "mnist-1000-c8-d3-e24-s0";

    @TempDir
    private Path folder;

    private DataDirectory data;
    private Path resources;

    @BeforeEach
    void copy() throws IOException {
        data = new DataDirectory(folder.resolve("data"));
        resources = folder.resolve("resources");
        try (Stream<Path> files = Files.walk(QuickStudy.DATA)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target =
                        data.root().resolve(QuickStudy.DATA.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private List<String> ship() throws IOException {
        return new Shipment(Preset.QUICK, data, resources).write();
    }

    @Test
    void everythingTravelsByteByByteWithItsSha256() throws IOException {
        List<String> files = ship();
        assertThat(files)
                .hasSize(10 + 5 + 2)
                .contains("models/" + LONG_RUN + ".safetensors", "studies/quick/transfer.json")
                .contains(
                        "classifiers/reader-mnist-6000.safetensors", "classifiers/mnist-6000-c8-d15-e5-s0.safetensors");
        List<String> expected = new ArrayList<>();
        for (String file : files) {
            byte[] content = Files.readAllBytes(resources.resolve(file));
            assertThat(content).isEqualTo(Files.readAllBytes(data.root().resolve(file)));
            expected.add(Artefact.of(file, file, content).sha256() + "  " + file);
        }
        Path list = resources.resolve("studies/quick/SHA256SUMS");
        assertThat(Files.readAllLines(list)).isEqualTo(expected);
        byte[] before = Files.readAllBytes(list);
        assertThat(ship()).as("once more, the same").isEqualTo(files);
        assertThat(Files.readAllBytes(list)).isEqualTo(before);
    }

    @Test
    void whatIsDoneTravelsAlone() throws IOException {
        try (Stream<Path> results = Files.list(data.root().resolve("studies/quick"))) {
            for (Path file : results.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(data.model(LONG_RUN));
        assertThat(ship()).hasSize(9).allMatch(file -> file.startsWith("models/"));
        Files.delete(resources.resolve("models/mnist-6000-c8-d8-e5-s0.safetensors"));
        try (Stream<Path> models = Files.list(data.models())) {
            for (Path file : models.toList()) {
                Files.delete(file);
            }
        }
        resources = folder.resolve("empty");
        assertThat(ship()).isEmpty();
        assertThat(resources).doesNotExist();
    }

    @Test
    void picturesOfALongRunAreThinnedOut() throws IOException {
        Files.createDirectories(data.run(LONG_RUN));
        for (int epoch = 0; epoch <= 24; epoch++) {
            byte[] set = new byte[7840];
            Arrays.fill(set, (byte) (10 * epoch));
            Files.write(data.run(LONG_RUN).resolve(epoch == 0 ? "originals.gray" : "epoch-" + epoch + ".gray"), set);
        }
        assertThat(ship()).contains("runs/" + LONG_RUN + ".gray");
        byte[] packed = Files.readAllBytes(resources.resolve(ShippedPictures.file(LONG_RUN)));
        assertThat(packed).hasSize(13 * 7840); // every second epoch
        assertThat(packed[7840]).isEqualTo((byte) 20);
        assertThat(packed[12 * 7840 + 5]).isEqualTo((byte) 240);
    }

    /** The database has the SHA-256 of what a run has written. */
    @Test
    void aFileThatWasChangedSinceIsRefused() throws IOException {
        Training training = Experiments.of(Preset.QUICK).get(0);
        String id = training.id();
        byte[] weights = Files.readAllBytes(data.model(id));
        try (RunStore store = RunStore.open(data)) {
            store.queue().add(new RunOrder(training.experiment("x"), StoppingConditions.NONE, training.dataset(), 1));
            Artefact model = Artefact.of("model", "models/" + id + ".safetensors", weights);
            store.finish(id, new Reached("epochs", 5, 5), 1, model);
        }
        assertThat(ship()).hasSize(17);
        weights[weights.length - 1] ^= 1;
        Files.write(data.model(id), weights);
        assertThatThrownBy(this::ship).hasMessageContainingAll(id, "its SHA-256 is another");
    }

    @Test
    void whatDoesNotBelongTogetherIsRefused() throws IOException {
        Path model = data.model(LONG_RUN);
        byte[] weights = Files.readAllBytes(model);
        ship();
        weights[weights.length - 1] ^= 1;
        Files.write(model, weights);
        assertThatThrownBy(this::ship)
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("has other weights already");
        Files.write(model, Files.readAllBytes(data.model("mnist-1000-c8-d8-e24-s0")));
        assertThatThrownBy(this::ship).hasMessageContaining("latentDim 8 instead of 3");
        Files.write(model, "no model".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(this::ship).hasMessageContaining("damaged");
        Files.delete(model);
        resources = folder.resolve("others");
        assertThatThrownBy(this::ship)
                .hasMessageContaining("the results of latent-dimension are about the model " + LONG_RUN);
    }
}
