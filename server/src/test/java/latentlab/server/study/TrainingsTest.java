package latentlab.server.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import latentlab.server.runs.DataDirectory;
import latentlab.server.training.TrainingException;
import latentlab.weights.SafetensorsReader;
import latentlab.weights.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings in real processes, some of which are killed. */
class TrainingsTest {
    private static final List<Training> TRAININGS =
            List.of(new Training("mnist-500", 2, 2, 12, 0), new Training("mnist-500", 3, 2, 12, 0));

    @TempDir
    private Path folder;

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    void killedWorkersGoOnToTheSameBits() throws Exception {
        DataDirectory undisturbed = new DataDirectory(folder.resolve("undisturbed"));
        run(undisturbed);
        DataDirectory disturbed = new DataDirectory(folder.resolve("disturbed"));
        Killer killer = new Killer(disturbed);
        killer.start();
        run(disturbed);
        killer.join();
        assertThat(killer.kills).isPositive();
        for (Training training : TRAININGS) {
            tensors(undisturbed, training)
                    .forEach((name, tensor) -> assertThat(tensor.data())
                            .as(training.id() + " " + name)
                            .isEqualTo(tensors(disturbed, training).get(name).data()));
        }
        assertThat(lines).anyMatch(line -> line.contains("is trained: 2 of 2"));
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
        run(data); // failed runs are tried again
        Files.delete(data.model(TRAININGS.get(1).id()));
        run(data); // and so are those whose model is gone
    }

    private void run(DataDirectory data) throws IOException, InterruptedException {
        StudyModels models = new StudyModels(data.root(), true);
        TrainingsProgress progress = new TrainingsProgress(0.5, (text, lasting) -> lines.add(text));
        new Trainings(data, 2, progress).run(models.missing(TRAININGS));
        assertThat(models.missing(TRAININGS)).isEmpty();
    }

    private static Map<String, Tensor> tensors(DataDirectory data, Training training) {
        try {
            return SafetensorsReader.read(Files.readAllBytes(data.model(training.id())))
                    .tensors();
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    /** Kills workers of a data directory, each some time after it has begun, until the trainings are done. */
    private static final class Killer extends Thread {
        private static final int MOST = 2;

        private final DataDirectory data;
        private final SplittableRandom random = new SplittableRandom(1);
        private int kills;

        Killer(DataDirectory data) {
            super("killer");
            this.data = data;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                while (kills < MOST
                        && !TRAININGS.stream().allMatch(training -> Files.exists(data.model(training.id())))) {
                    Thread.sleep(500 + random.nextInt(1500));
                    ProcessHandle.current()
                            .children()
                            .filter(child -> child.info()
                                    .command()
                                    .filter(program -> program.endsWith("java"))
                                    .isPresent())
                            .findAny()
                            .filter(ProcessHandle::destroyForcibly)
                            .ifPresent(killed -> kills++);
                }
            } catch (InterruptedException stopped) {
                currentThread().interrupt();
            }
        }
    }
}
