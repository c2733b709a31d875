package latentlab.server.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsWriter;
import latentlab.weights.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ModelLibraryTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(ModelLibrary.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir
    private Path data;

    @BeforeEach
    void listen() throws IOException {
        Files.createDirectory(data.resolve("models"));
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    @Test
    void holdsTheShippedModelsAndThoseOfTheDataDirectory() throws IOException {
        write("b", SafetensorsWriter.write(RandomModels.weights("my-own", 2, 3)));
        ModelLibrary library = ModelLibrary.open(data);
        assertThat(library.find("my-own")).isPresent();
        assertThat(library.travels("my-own")).isFalse();
        assertThat(library.find("mnist-c32-d15-s0")).isPresent();
        assertThat(library.all().iterator().next().id()).startsWith("mnist-");
        assertThat(log.list).isEmpty();
    }

    /** As a bit that a disk has turned would not be noticed otherwise. */
    @Test
    void servesNoWeightsButThoseThatWereTrained() throws IOException {
        byte[] trained = SafetensorsWriter.write(RandomModels.weights("my-own", 2, 3));
        byte[] damaged = trained.clone();
        damaged[damaged.length - 1] ^= 1;
        write("my-own", damaged);
        Model model = ModelLibrary.open(data, (name, bytes) -> name.equals("my-own") && Arrays.equals(bytes, trained))
                .find("my-own")
                .orElseThrow();
        assertThatThrownBy(model::inference)
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContainingAll("my-own.safetensors is damaged", "backup");
        write("my-own", trained);
        assertThat(model.inference()).isNotNull();
    }

    @Test
    void doesWithoutADataDirectory() throws IOException {
        assertThat(ModelLibrary.open(data.resolve("missing")).all()).isNotEmpty();
    }

    @Test
    void leavesOutABrokenFileAndSaysWhere() throws IOException {
        byte[] good = SafetensorsWriter.write(RandomModels.weights("good", 2, 3));
        write("cut", java.util.Arrays.copyOf(good, good.length - 5));
        write("empty", new byte[0]);
        write("text", "this is no weights file".getBytes());
        write("good", good);
        assertThat(ModelLibrary.open(data).find("good")).isPresent();
        assertThat(messages())
                .hasSize(3)
                .anyMatch(line -> line.contains("cut.safetensors: at byte") && line.contains("Replace or remove it"))
                .anyMatch(line -> line.contains("empty.safetensors: at byte 0"))
                .anyMatch(line -> line.contains("text.safetensors: at byte 0"));
    }

    @Test
    void leavesOutWhatDoesNotFitItsDescription() throws IOException {
        Safetensors weights = RandomModels.weights("x", 2, 3);
        write("no-metadata", SafetensorsWriter.write(new Safetensors(Map.of(), weights.tensors())));
        write(
                "wrong-size",
                SafetensorsWriter.write(
                        new Safetensors(RandomModels.weights("x", 2, 4).metadata(), weights.tensors())));
        Map<String, Tensor> fewer = new LinkedHashMap<>(weights.tensors());
        fewer.remove("decoder.fc.bias");
        write("no-bias", SafetensorsWriter.write(new Safetensors(weights.metadata(), fewer)));
        Map<String, String> odd = new LinkedHashMap<>(weights.metadata());
        odd.put("latentDim", "three");
        write("no-number", SafetensorsWriter.write(new Safetensors(odd, weights.tensors())));
        Map<String, String> badId = new LinkedHashMap<>(weights.metadata());
        badId.put("id", "../<x>");
        write("bad-id", SafetensorsWriter.write(new Safetensors(badId, weights.tensors())));
        assertThat(ModelLibrary.open(data).find("x")).isEmpty();
        assertThat(messages())
                .hasSize(5)
                .anyMatch(line -> line.contains("no-metadata") && line.contains("lacks id"))
                .anyMatch(line -> line.contains("wrong-size") && line.contains("[4, 196], not [3, 196]"))
                .anyMatch(line ->
                        line.contains("no-bias") && line.contains("decoder.fc.bias") && line.contains("it is missing"))
                .anyMatch(line -> line.contains("bad-id") && line.contains("id"));
    }

    @Test
    void noticesAFileThatWasReplacedMeanwhile() throws IOException {
        write("x", SafetensorsWriter.write(RandomModels.weights("x", 2, 3)));
        Model model = ModelLibrary.open(data).find("x").orElseThrow();
        write("x", SafetensorsWriter.write(RandomModels.weights("y", 2, 3)));
        assertThatThrownBy(model::inference)
                .hasMessageContaining("x.safetensors")
                .hasMessageContaining("replaced");
    }

    @Test
    void anIdNeverStandsForTwoModels() throws IOException {
        write("a", SafetensorsWriter.write(RandomModels.weights("same", 2, 3)));
        write("b", SafetensorsWriter.write(RandomModels.weights("same", 3, 3)));
        assertThat(ModelLibrary.open(data)
                        .find("same")
                        .orElseThrow()
                        .description()
                        .channels())
                .isEqualTo(2);
        assertThat(messages()).singleElement().asString().contains("b.safetensors", "same");
    }

    /** As in the data directory that a shipped model came from. */
    @Test
    void theSameModelTwiceIsNothingToComplainOf() throws IOException {
        String id = ModelLibrary.MAIN.get(0);
        try (var shipped = ModelLibrary.class.getResourceAsStream("/models/" + id + ".safetensors")) {
            write(id, shipped.readAllBytes());
        }
        ModelLibrary library = ModelLibrary.open(data);
        assertThat(library.travels(id)).isTrue();
        assertThat(messages()).isEmpty();
    }

    @Test
    void whatComesAndGoesMeanwhileComesAndGoes() throws IOException {
        write("a", SafetensorsWriter.write(RandomModels.weights("same", 2, 3)));
        write("b", SafetensorsWriter.write(RandomModels.weights("same", 3, 3)));
        write("c", SafetensorsWriter.write(RandomModels.weights("other", 2, 3)));
        ModelLibrary library = ModelLibrary.open(data);
        Model other = library.find("other").orElseThrow();
        int shipped = library.all().size() - 2;
        int version = library.version();
        library.refresh();
        assertThat(library.version()).as("nothing is another").isEqualTo(version);

        write("d", SafetensorsWriter.write(RandomModels.weights("late", 2, 3)));
        Files.delete(data.resolve("models/a.safetensors"));
        library.refresh();
        assertThat(library.version()).isNotEqualTo(version);
        assertThat(library.find("late")).isPresent();
        assertThat(library.find("other")).containsSame(other);
        assertThat(library.find("same").orElseThrow().description().channels())
                .as("the one that had no place")
                .isEqualTo(3);
        assertThat(messages()).as("said once").hasSize(1);

        write("c", SafetensorsWriter.write(RandomModels.weights("replaced", 2, 4)));
        library.refresh();
        assertThat(library.find("other")).isEmpty();
        assertThat(library.find("replaced").orElseThrow().inference()).isNotNull();

        Files.delete(data.resolve("models/b.safetensors"));
        Files.delete(data.resolve("models/c.safetensors"));
        Files.delete(data.resolve("models/d.safetensors"));
        version = library.version();
        library.refresh();
        assertThat(library.version()).isNotEqualTo(version);
        assertThat(library.all()).hasSize(shipped);
        assertThat(library.find(ModelLibrary.MAIN.get(0))).isPresent();
    }

    private List<String> messages() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(data.resolve("models").resolve(name + ".safetensors"), bytes);
    }
}
