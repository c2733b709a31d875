package latentlab.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import latentlab.network.Tensor;
import latentlab.server.study.StudyModels;
import latentlab.server.study.Training;
import latentlab.server.study.TrainingProcess;
import latentlab.server.study.TrainingProcesses;
import latentlab.server.study.TrainingsProgress;
import latentlab.server.training.TrainingException;
import latentlab.weights.SafetensorsReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings in real processes, some of which are killed. */
class StudyTrainingsTest {
    private static final List<Training> TRAININGS =
            List.of(new Training("mnist-500", 2, 2, 12, 0), new Training("mnist-500", 3, 2, 12, 0));

    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();

    @Test
    void killedProcessesGoOnToTheSameBits() throws Exception {
        Path undisturbed = folder.resolve("undisturbed");
        run(new TrainingLauncher(undisturbed));
        Path disturbed = folder.resolve("disturbed");
        Killer killer = new Killer(new TrainingLauncher(disturbed));
        run(killer);
        assertThat(killer.kills).isGreaterThan(1);
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
        Path data = folder.resolve("data");
        Path damaged = data.resolve("checkpoints/" + TRAININGS.get(0).id() + ".safetensors");
        Files.createDirectories(damaged.getParent());
        Files.writeString(damaged, "no checkpoint");
        assertThatThrownBy(() -> run(new TrainingLauncher(data)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(TRAININGS.get(0).id())
                .hasMessageContaining("damaged");
        assertThat(tensors(data, TRAININGS.get(1))).isNotEmpty();
    }

    private void run(TrainingProcess.Launcher launcher) throws IOException, InterruptedException {
        StudyModels models = new StudyModels(launcher.data(), true);
        TrainingsProgress progress = new TrainingsProgress(models, 0.5, (text, lasting) -> lines.add(text));
        new TrainingProcesses(models, launcher, 2, progress).run(TRAININGS);
        assertThat(models.missing(TRAININGS)).isEmpty();
    }

    private static Map<String, Tensor> tensors(Path data, Training training) {
        try {
            Path file = data.resolve("models").resolve(training.id() + ".safetensors");
            return SafetensorsReader.read(Files.readAllBytes(file)).tensors();
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    /** Kills each of the first processes as soon as it has got further than the one before it. */
    private static final class Killer implements TrainingProcess.Launcher {
        private final TrainingProcess.Launcher launcher;
        private final SplittableRandom random = new SplittableRandom(1);
        private volatile int kills;

        Killer(TrainingProcess.Launcher launcher) {
            this.launcher = launcher;
        }

        @Override
        public Path data() {
            return launcher.data();
        }

        @Override
        public Process launch(List<String> options, Path log) throws IOException {
            Process process = launcher.launch(options, log);
            if (kills < 4) {
                long from = Files.exists(log) ? Files.size(log) : 0;
                long wait = random.nextInt(300);
                Thread thread = new Thread(() -> kill(process, log, from, wait), "killer");
                thread.setDaemon(true);
                thread.start();
            }
            return process;
        }

        private void kill(Process process, Path log, long from, long wait) {
            try {
                while (Files.size(log) <= from && process.isAlive()) {
                    Thread.sleep(10);
                }
                Thread.sleep(wait);
                if (process.isAlive()) {
                    process.destroyForcibly();
                    kills++;
                }
            } catch (IOException | InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }
}
