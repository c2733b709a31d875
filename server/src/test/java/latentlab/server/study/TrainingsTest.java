package latentlab.server.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import latentlab.server.Eventually;
import latentlab.server.dataset.Dataset;
import latentlab.server.jobs.Jobs;
import latentlab.server.runs.DataDirectory;
import latentlab.server.training.Trainer;
import latentlab.server.training.TrainingException;
import latentlab.server.training.TrainingListener;
import latentlab.weights.SafetensorsReader;
import latentlab.weights.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trainings in real processes, some of which are killed. */
@Timeout(900)
class TrainingsTest {
    private static final List<Training> TRAININGS =
            List.of(new Training("mnist-500", 2, 2, 8, 0), new Training("mnist-500", 3, 2, 8, 0));

    @TempDir
    private Path folder;

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    void killedWorkersGoOnToTheSameBits() throws Exception {
        DataDirectory data = new DataDirectory(folder.resolve("data"));
        CompletableFuture<Void> kills = CompletableFuture.runAsync(() -> killEach(data));
        run(data);
        kills.join();
        for (Training training : TRAININGS) {
            Map<String, Tensor> killed = tensors(data, training);
            undisturbed(training)
                    .forEach((name, tensor) -> assertThat(killed.get(name).data())
                            .as(training.id() + " " + name)
                            .isEqualTo(tensor.data()));
        }
        assertThat(lines).anyMatch(line -> line.contains("is trained: 2 of 2"));
    }

    /** Kills the workers again and again, until each training has lost one after its first epoch or a later one. */
    private static void killEach(DataDirectory data) {
        Set<Training> left = new LinkedHashSet<>(TRAININGS);
        try {
            while (!left.isEmpty()) {
                Eventually.holds(
                        () -> left.stream().anyMatch(training -> begun(data, training)), () -> left + " are trained");
                left.removeIf(training -> begun(data, training));
                ProcessHandle.current()
                        .children()
                        .filter(child -> child.info().command().orElse("").endsWith("java"))
                        .forEach(ProcessHandle::destroyForcibly);
            }
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private static boolean begun(DataDirectory data, Training training) {
        return Files.exists(data.checkpoint(training.id()));
    }

    /** As it is trained by this process. */
    private Map<String, Tensor> undisturbed(Training training) throws IOException {
        Dataset dataset = Dataset.open(training.dataset());
        return new Trainer(
                        training.experiment(dataset.digest()),
                        dataset,
                        Jobs.THREADS,
                        folder.resolve(training.id() + ".safetensors"),
                        new TrainingListener() {})
                .train()
                .tensors();
    }

    @Test
    void aFailureSaysWhyAndTheOthersAreDone() throws Exception {
        DataDirectory data = new DataDirectory(folder.resolve("data"));
        Path damaged = data.checkpoint(TRAININGS.get(0).id());
        Files.createDirectories(damaged.getParent());
        Files.writeString(damaged, "no checkpoint");
        assertThatThrownBy(() -> run(data))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(TRAININGS.get(0).id() + " failed")
                .hasMessageContaining("damaged");
        assertThat(tensors(data, TRAININGS.get(1))).isNotEmpty();
        Files.delete(damaged);
        Files.delete(data.model(TRAININGS.get(1).id()));
        run(data); // failed runs are tried again, and so are those whose model is gone
    }

    private void run(DataDirectory data) throws IOException, InterruptedException {
        StudyModels models = new StudyModels(data.root(), true);
        TrainingsProgress progress = new TrainingsProgress(0.5, (text, lasting) -> lines.add(text));
        new Trainings(data, 2, progress).run(models.missing(TRAININGS));
        assertThat(models.missing(TRAININGS)).isEmpty();
    }

    private static Map<String, Tensor> tensors(DataDirectory data, Training training) throws IOException {
        return SafetensorsReader.read(Files.readAllBytes(data.model(training.id())))
                .tensors();
    }
}
