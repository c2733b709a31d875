package latentlab.server.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import latentlab.server.export.ModelFile;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelMemoryTest {
    private static final int MODELS = 12;
    private static final int IMAGE = 28 * 28;

    @TempDir
    private Path data;

    /** Each model has 4 MB of weights: together they have more than the memory. */
    @Test
    void modelsThatAreNotInUseMakeRoomForOthers() throws Exception {
        Path models = Files.createDirectory(data.resolve("models"));
        Safetensors weights = RandomModels.weights("m", 8, 600);
        for (int i = 0; i < MODELS; i++) {
            Map<String, String> metadata = new HashMap<>(weights.metadata());
            metadata.put("id", "m" + i);
            Files.write(
                    models.resolve("m" + i + ".safetensors"),
                    SafetensorsWriter.write(new Safetensors(metadata, weights.tensors())));
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx56m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AllModels.class.getName(),
                        data.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** Uses every model of a data directory, and the first one again. */
    static final class AllModels {
        public static void main(String[] data) throws Exception {
            ModelLibrary library = ModelLibrary.open(Path.of(data[0]));
            for (int i = 0; i <= MODELS; i++) {
                Model model = library.find("m" + i % MODELS).orElseThrow();
                model.inference().with(pair -> pair.encoder().encode(new float[IMAGE]));
                model.file(ModelFile.ENCODER);
            }
        }
    }
}
