package latentlab.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real workers, each a process, on a few small images. */
@Timeout(120)
class JobRunnerTest {
    @TempDir
    private Path folder;

    private Path squares;
    private Dataset dataset;

    @BeforeEach
    void write() throws IOException {
        squares = IdxFolder.write(folder.resolve("squares"), 200, 40, 0);
        dataset = Dataset.read(squares);
    }

    private Experiment experiment(long seed, int epochs, double rate) {
        return new Experiment(dataset.name(), dataset.digest(), 3, 2, epochs, 32, rate, 0.01, Schedule.CONSTANT, seed);
    }

    private String submit(RunStore store, Experiment experiment) {
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
        Experiment experiment = experiment(1, 60, 0.003);
        try (RunStore store = open("killed");
                JobRunner runner = new JobRunner(store, 1)) {
            String id = submit(store, experiment);
            runner.start();
            int killed = 0;
            int next = 3;
            while (!store.find(id).orElseThrow().state().ended()) {
                if (killed < 3 && store.find(id).orElseThrow().epoch() >= next) {
                    killed += kill();
                    next = store.find(id).orElseThrow().epoch() + 10;
                }
                Thread.sleep(5);
            }
            assertThat(killed).isPositive();
            requireSame(store, id, experiment);
        }
    }

    /** The process that works on the queue is killed, and its workers end with it. */
    @Test
    void goesOnAfterAKilledRunner() throws Exception {
        Experiment experiment = experiment(1, 60, 0.003);
        try (RunStore store = open("killed")) {
            String id = submit(store, experiment);
            for (int kills = 0; kills < 2; kills++) {
                int done = store.find(id).orElseThrow().epoch();
                Process process = JobProcesses.runner(store.directory());
                while (store.find(id).orElseThrow().epoch() < done + 5) {
                    Thread.sleep(5);
                }
                process.destroyForcibly().waitFor();
            }
            List<EpochMetrics> acknowledged = store.metrics(id, 0);
            assertThat(store.find(id).orElseThrow().state()).isEqualTo(RunState.RUNNING);
            try (JobRunner runner = new JobRunner(store, 1)) {
                runner.runUntilEmpty(run -> {});
            }
            assertThat(store.metrics(id, 0)).startsWith(acknowledged.toArray(EpochMetrics[]::new));
            requireSame(store, id, experiment);
        }
    }

    private void requireSame(RunStore store, String id, Experiment experiment) throws Exception {
        try (RunStore peace = open("peace");
                JobRunner runner = new JobRunner(peace, 1)) {
            submit(peace, experiment);
            runner.runUntilEmpty(run -> {});
            Run run = store.find(id).orElseThrow();
            assertThat(run.state()).as(run.reason()).isEqualTo(RunState.FINISHED);
            assertThat(losses(store, id)).isEqualTo(losses(peace, id)).hasSize(3 * experiment.epochs());
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

    @Test
    void cancelsWithinFiveSeconds() throws Exception {
        try (RunStore store = open("data");
                JobRunner runner = new JobRunner(store, 1)) {
            String running = submit(store, experiment(1, 100_000, 0.003));
            String queued = submit(store, experiment(2, 3, 0.003));
            runner.start();
            while (store.find(running).orElseThrow().epoch() < 3) {
                Thread.sleep(10);
            }
            assertThat(new Jobs(store).cancel(queued)).isTrue();
            assertThat(store.find(queued).orElseThrow().state()).isEqualTo(RunState.CANCELLED);
            long start = System.nanoTime();
            assertThat(new Jobs(store).cancel(running)).isTrue();
            while (store.find(running).orElseThrow().state() != RunState.CANCELLED) {
                Thread.sleep(10);
            }
            assertThat((System.nanoTime() - start) / 1e9).isLessThan(5);
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
            // images that changed since
            String changed = submit(store, experiment(2, 3, 0.003));
            IdxFolder.write(squares, 200, 40, 9);
            runner.runUntilEmpty(other -> {});
            assertThat(store.find(changed).orElseThrow().reason()).contains("the images of");
            dataset = Dataset.read(squares);
            assertThatThrownBy(() -> submit(store, experiment(2, 3, 0.003)))
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
                while (!store.find(id).orElseThrow().state().ended()) {
                    assertThat(runner.isAlive()).isTrue();
                    Thread.sleep(50);
                }
            } finally {
                runner.destroyForcibly().waitFor();
            }
            Run run = store.find(id).orElseThrow();
            assertThat(run.state()).isEqualTo(RunState.FAILED);
            assertThat(run.reason()).contains("memory ran out", "fewer channels");
        }
    }

    @Test
    void oneProcessAtATimeWorksOnTheQueue() throws Exception {
        try (RunStore store = open("data");
                JobRunner second = new JobRunner(store, 1)) {
            Process first = JobProcesses.runner(store.directory());
            try {
                String id = submit(store, experiment(1, 200, 0.003));
                while (first.isAlive() && store.find(id).orElseThrow().epoch() == 0) {
                    Thread.sleep(10);
                }
                second.runUntilEmpty(run -> {});
                assertThat(second.works()).isFalse();
                assertThat(store.list()).extracting(Run::state).containsExactly(RunState.FINISHED);
            } finally {
                first.destroyForcibly().waitFor();
            }
            submit(store, experiment(2, 3, 0.003));
            second.runUntilEmpty(run -> {});
            assertThat(second.works()).isTrue();
        }
    }
}
