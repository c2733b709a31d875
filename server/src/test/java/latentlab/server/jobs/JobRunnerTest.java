package latentlab.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import latentlab.server.Eventually;
import latentlab.server.dataset.Dataset;
import latentlab.server.dataset.IdxFolder;
import latentlab.server.models.Model;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.server.runs.Artefact;
import latentlab.server.runs.DataDirectory;
import latentlab.server.runs.Run;
import latentlab.server.runs.RunState;
import latentlab.server.runs.RunStore;
import latentlab.server.training.Experiment;
import latentlab.server.training.Schedule;
import latentlab.theory.StoppingConditions;
import latentlab.theory.StoppingConditions.Reached;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real workers on a few small images. Each is a process, which takes seconds to start: so there are as few as can be. */
@Timeout(900)
class JobRunnerTest {
    /** So many that a training which is killed after its first epoch is far from its end. */
    private static final int EPOCHS = 20;

    @TempDir
    private static Path shared;

    private static Path squares;
    private static Dataset dataset;

    @TempDir
    private Path folder;

    @BeforeAll
    static void write() throws IOException {
        squares = IdxFolder.write(shared.resolve("squares"), 200, 40, 0);
        dataset = Dataset.read(squares);
    }

    private static Experiment experiment(long seed, int epochs, double rate) {
        return new Experiment(dataset.name(), dataset.digest(), 3, 2, epochs, 32, rate, 0.01, Schedule.CONSTANT, seed);
    }

    private static String submit(RunStore store, Experiment experiment) {
        return new Jobs(store).submit(experiment, StoppingConditions.NONE, squares.toString());
    }

    private RunStore open(String name) {
        return RunStore.open(new DataDirectory(folder.resolve(name)));
    }

    @Test
    void trainsWhatIsQueued() throws Exception {
        try (RunStore store = open("data");
                JobRunner runner = new JobRunner(store, 2)) {
            String first = submit(store, experiment(1, 3, 0.003));
            String second = submit(store, experiment(2, 3, 0.003));
            assertThat(submit(store, experiment(1, 3, 0.003))).isEqualTo(first);
            Map<String, Set<RunState>> told = new ConcurrentHashMap<>();
            runner.runUntilEmpty(run ->
                    told.computeIfAbsent(run.id(), absent -> new TreeSet<>()).add(run.state()));
            assertThat(told.keySet()).containsExactlyInAnyOrder(first, second);
            assertThat(told.get(first)).contains(RunState.FINISHED);
            Run run = store.find(first).orElseThrow();
            assertThat(run.state()).as(run.reason()).isEqualTo(RunState.FINISHED);
            assertThat(run.stoppedBy()).isEqualTo(new Reached("epochs", 3, 3));
            assertThat(store.metrics(first, 0)).extracting(EpochMetrics::epoch).containsExactly(1, 2, 3);
            assertThat(store.metrics(first, 0).get(2).testLoss()).isEqualTo(run.testLoss());
            Path file = store.directory().model(first);
            Model model = Model.read(Files.readAllBytes(file));
            assertThat(model.description().testLoss()).isEqualTo(run.testLoss());
            assertThat(model.description().stoppedBy()).isEqualTo(run.stoppedBy());
            assertThat(store.artefacts(first))
                    .extracting(Artefact::name)
                    .containsExactly("epoch-1", "epoch-2", "epoch-3", "model", "originals");
            for (Artefact artefact : store.artefacts(first)) {
                Path path = store.directory().root().resolve(artefact.path());
                assertThat(Artefacts.of(store.directory(), artefact.name(), path, Files.readAllBytes(path)))
                        .isEqualTo(artefact);
            }
            assertThat(store.directory().checkpoint(first)).doesNotExist();
        }
    }

    /** Workers are killed while they train; the numbers are those of a run that was left in peace. */
    @Test
    void goesOnAfterKilledWorkersToTheSameNumbers() throws Exception {
        try (RunStore store = open("killed");
                JobRunner runner = new JobRunner(store, 1)) {
            String id = submit(store, experiment(1, EPOCHS, 0.003));
            runner.start();
            for (int epochs : new int[] {1, 4}) {
                Eventually.holds(
                        () -> at(store, id).epoch() >= epochs && kill() > 0, () -> "a worker trains: " + at(store, id));
                assertThat(at(store, id).state()).isEqualTo(RunState.RUNNING);
            }
            Eventually.holds(() -> at(store, id).state().ended(), () -> "it goes on: " + at(store, id));
            requireSame(store, id);
        }
    }

    /** One process at a time works on the queue. When it is killed, its worker ends with it, and another takes over. */
    @Test
    void anotherRunnerTakesOverFromAKilledOne() throws Exception {
        try (RunStore store = open("killed");
                JobRunner second = new JobRunner(store, 1)) {
            String id = submit(store, experiment(1, EPOCHS, 0.003));
            Process first = JobProcesses.runner(store.directory());
            try {
                Eventually.holds(() -> at(store, id).state() == RunState.RUNNING, () -> "it begins: " + at(store, id));
                second.start(); // it looks into the queue while the worker starts
                Eventually.holds(() -> at(store, id).epoch() >= 1, () -> "it trains: " + at(store, id));
                assertThat(second.works()).isFalse();
            } finally {
                first.destroyForcibly().waitFor();
            }
            assertThat(at(store, id).state()).isEqualTo(RunState.RUNNING);
            List<EpochMetrics> acknowledged = store.metrics(id, 0);
            second.runUntilEmpty(run -> {});
            assertThat(second.works()).isTrue();
            assertThat(store.metrics(id, 0)).startsWith(acknowledged.toArray(EpochMetrics[]::new));
            requireSame(store, id);
        }
    }

    private static Run at(RunStore store, String id) {
        return store.find(id).orElseThrow();
    }

    /** As when it is left in peace, in this process. */
    private static void requireSame(RunStore store, String id) throws Exception {
        try (RunStore peace = RunStore.open(new DataDirectory(shared.resolve("peace")))) {
            assertThat(submit(peace, experiment(1, EPOCHS, 0.003))).isEqualTo(id);
            assertThat(new RunWorker(peace.directory(), id, "peace").work(System.out))
                    .isEqualTo(RunWorker.DONE);
            Run run = store.find(id).orElseThrow();
            assertThat(run.state()).as(run.reason()).isEqualTo(RunState.FINISHED);
            assertThat(losses(store, id)).isEqualTo(losses(peace, id)).hasSize(3 * EPOCHS);
            byte[] expected = Files.readAllBytes(peace.directory().model(id));
            byte[] found = Files.readAllBytes(store.directory().model(id));
            assertThat(JobProcesses.tensors(found)).isEqualTo(JobProcesses.tensors(expected));
        }
    }

    private static List<Double> losses(RunStore store, String id) {
        return store.metrics(id, 0).stream()
                .flatMap(metrics ->
                        List.of(metrics.trainLoss(), metrics.runningTrainLoss(), metrics.testLoss()).stream())
                .toList();
    }

    private static int kill() {
        return (int)
                JobProcesses.workers().filter(ProcessHandle::destroyForcibly).count();
    }

    /** Within five seconds, unless the machine itself is held up: it is looked for often, and not waited for long. */
    @Test
    void cancelsAtOnce() throws Exception {
        assertThat(WorkerRuns.LOOK_AT_RUN + 1000 * WorkerProcess.SECONDS_TO_END_BY_ITSELF)
                .as("milliseconds")
                .isLessThan(5000);
        try (RunStore store = open("data");
                JobRunner runner = new JobRunner(store, 1)) {
            String running = submit(store, experiment(1, 100_000, 0.003));
            String queued = submit(store, experiment(2, 3, 0.003));
            runner.start();
            Eventually.holds(() -> at(store, running).epoch() >= 3, () -> "it trains: " + at(store, running));
            assertThat(new Jobs(store).cancel(queued)).isTrue();
            assertThat(store.find(queued).orElseThrow().state()).isEqualTo(RunState.CANCELLED);
            long start = System.nanoTime();
            assertThat(new Jobs(store).cancel(running)).isTrue();
            Eventually.holds(
                    () -> at(store, running).state() == RunState.CANCELLED,
                    () -> "it is cancelled: " + at(store, running));
            System.out.printf("A running run was cancelled after %.1f s%n", (System.nanoTime() - start) / 1e9);
            assertThat(JobProcesses.workers()).isEmpty();
            assertThat(new Jobs(store).cancel(running)).isFalse();
            int epochs = store.find(running).orElseThrow().epoch();
            assertThat(store.metrics(running, 0)).hasSize(epochs);
        }
    }

    @Test
    void saysWhyARunFailed() throws Exception {
        try (RunStore store = open("data");
                JobRunner runner = new JobRunner(store, 1)) {
            String id = submit(store, experiment(1, 3, 1e8));
            runner.runUntilEmpty(run -> {});
            Run run = store.find(id).orElseThrow();
            assertThat(run.state()).isEqualTo(RunState.FAILED);
            assertThat(run.reason()).contains("the loss became", "smaller learning rate");
        }
    }

    @Test
    void imagesThatHaveChangedAreNotTaken() throws Exception {
        Path changing = IdxFolder.write(folder.resolve("squares"), 200, 40, 0);
        try (RunStore store = open("data")) {
            String id = new Jobs(store).submit(experiment(2, 3, 0.003), StoppingConditions.NONE, changing.toString());
            IdxFolder.write(changing, 200, 40, 9);
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            assertThat(new RunWorker(store.directory(), id, "worker").work(new PrintStream(said)))
                    .isEqualTo(RunWorker.FAILED);
            assertThat(said.toString(StandardCharsets.UTF_8)).contains("the images of");
            Dataset others = Dataset.read(changing);
            Experiment other =
                    new Experiment(others.name(), others.digest(), 3, 2, 3, 32, 0.003, 0.01, Schedule.CONSTANT, 2);
            assertThatThrownBy(() -> new Jobs(store).submit(other, StoppingConditions.NONE, changing.toString()))
                    .hasMessageContaining("made from other images");
        }
    }

    /** A worker may take as much native memory as the program was told. */
    @Test
    void saysThatTheMemoryRanOut() throws Exception {
        try (RunStore store = open("data")) {
            String id = submit(store, experiment(1, 3, 0.003));
            Process runner = JobProcesses.runner(store.directory(), "-Dorg.bytedeco.javacpp.maxphysicalbytes=60m");
            try {
                Eventually.holds(
                        () -> at(store, id).state().ended(),
                        () -> "it ends: " + at(store, id) + (runner.isAlive() ? "" : "; its runner is gone"));
            } finally {
                runner.destroyForcibly().waitFor();
            }
            Run run = store.find(id).orElseThrow();
            assertThat(run.state()).isEqualTo(RunState.FAILED);
            assertThat(run.reason()).contains("memory ran out", "fewer channels");
        }
    }

    @Test
    void trainsNoMoreAtATimeThanThereIsMemoryFor() {
        assertThat(JobRunner.workers(2, 16L << 30)).isEqualTo(2);
        assertThat(JobRunner.workers(8, 2L << 30)).as("a container's 2 GB").isEqualTo(2);
        assertThat(JobRunner.workers(8, 1L << 29)).isEqualTo(1);
        assertThat(JobRunner.defaultWorkers()).isBetween(1, Runtime.getRuntime().availableProcessors());
    }

    /** A clock that is set back, or one of another machine, does not make a run wait. */
    @Test
    void nothingIsDueLater() {
        assertThat(Jobs.due()).isBefore(Instant.now().minus(Duration.ofDays(3650)));
    }
}
