package latentlab.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import latentlab.server.Eventually;
import latentlab.server.dataset.Dataset;
import latentlab.server.dataset.IdxFolder;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.server.runs.DataDirectory;
import latentlab.server.runs.Run;
import latentlab.server.runs.RunState;
import latentlab.server.runs.RunStore;
import latentlab.server.training.Experiment;
import latentlab.server.training.Schedule;
import latentlab.theory.StoppingConditions;
import latentlab.weights.SafetensorsHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that is told to end while it trains. */
@Timeout(900)
class StoppedRunTest {
    /** An epoch takes seconds, with a step for each of them. */
    private static final int IMAGES = 4000;

    @TempDir
    private Path folder;

    @Test
    void goesOnFromTheVeryStep() throws Exception {
        Path squares = IdxFolder.write(folder.resolve("squares"), IMAGES, 40, 0);
        Dataset dataset = Dataset.read(squares);
        Experiment experiment =
                new Experiment(dataset.name(), dataset.digest(), 3, 2, 1, 1, 0.003, 0.01, Schedule.CONSTANT, 1);
        try (RunStore store = RunStore.open(new DataDirectory(folder.resolve("stopped")))) {
            String id = new Jobs(store).submit(experiment, StoppingConditions.NONE, squares.toString());
            Process runner = JobProcesses.runner(store.directory());
            try {
                Eventually.holds(() -> isInAnEpoch(store.find(id).orElseThrow()), () -> "it trains: " + store.find(id));
                runner.destroy(); // as Ctrl+C, docker stop and systemctl stop do
                runner.waitFor();
            } finally {
                runner.destroyForcibly();
            }
            assertThat(store.find(id).orElseThrow().epoch()).isZero();
            int images = Integer.parseInt(
                    SafetensorsHeader.read(Files.readAllBytes(store.directory().checkpoint(id)))
                            .metadata()
                            .get("images"));
            assertThat(images).isBetween(1, IMAGES - 1);
            try (JobRunner next = new JobRunner(store, 1)) {
                next.runUntilEmpty(run -> {});
            }
            requireSame(store, id, experiment, squares);
        }
    }

    private static boolean isInAnEpoch(Run run) {
        return run.progress() != null && run.progress().images() > 0;
    }

    /** As when it is left in peace. */
    private void requireSame(RunStore stopped, String id, Experiment experiment, Path squares) throws IOException {
        Run run = stopped.find(id).orElseThrow();
        assertThat(run.state()).as(run.reason()).isEqualTo(RunState.FINISHED);
        try (RunStore peace = RunStore.open(new DataDirectory(folder.resolve("peace")))) {
            new Jobs(peace).submit(experiment, StoppingConditions.NONE, squares.toString());
            assertThat(new RunWorker(peace.directory(), id, "peace").work(System.out))
                    .isEqualTo(RunWorker.DONE);
            assertThat(stopped.metrics(id, 0))
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("imagesPerSecond")
                    .isEqualTo(peace.metrics(id, 0))
                    .extracting(EpochMetrics::epoch)
                    .containsExactly(1);
            byte[] model = Files.readAllBytes(stopped.directory().model(id));
            byte[] expected = Files.readAllBytes(peace.directory().model(id));
            assertThat(JobProcesses.tensors(model)).isEqualTo(JobProcesses.tensors(expected));
        }
    }
}
