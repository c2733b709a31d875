package latentlab.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.server.training.Experiment;
import latentlab.server.training.Schedule;
import latentlab.theory.StoppingConditions;
import latentlab.theory.StoppingConditions.Reached;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunQueueTest {
    private static final RunOrder ORDER = new RunOrder(
            new Experiment("mnist", "0", 3, 2, 1000, 32, 0.003, 0.01, Schedule.CONSTANT, 1),
            StoppingConditions.NONE,
            "mnist",
            1);
    private static final String ID = ORDER.id();

    @TempDir
    private Path folder;

    private RunStore store;

    @BeforeEach
    void open() {
        store = RunStore.open(new DataDirectory(folder));
        store.queue().add(ORDER);
        store.queue().begin(ID);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Run run() {
        return store.find(ID).orElseThrow();
    }

    private void finish() {
        Artefact picture = new Artefact("epoch-2", "runs/x/epoch-2.gray", 1, "00");
        store.epochs(ID, List.of(epoch(1), epoch(2)), 7, List.of(picture));
        store.finish(ID, new Reached("epochs", 2, 2), 8, new Artefact("model", "models/x.safetensors", 1, "00"));
    }

    private static EpochMetrics epoch(int number) {
        return new EpochMetrics(number, 0.1, 0.2, 0.3, 100);
    }

    private void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }

    @Test
    void aFinishedRunWhoseModelWasRemovedBeginsAnew() {
        finish();
        store.queue().add(ORDER);
        Run again = run();
        assertThat(again.state()).isEqualTo(RunState.QUEUED);
        assertThat(again.epoch()).isZero();
        assertThat(again.trainLoss()).isNull();
        assertThat(again.testLoss()).isNull();
        assertThat(again.seconds()).isNull();
        assertThat(again.stoppedBy()).isNull();
        assertThat(again.startedAt()).isNull();
        assertThat(again.endedAt()).isNull();
        assertThat(store.metrics(ID, 0)).isEmpty();
        assertThat(store.artefacts(ID)).isEmpty();
        store.queue().begin(ID);
        EpochMetrics other = new EpochMetrics(1, 0.5, 0.5, 0.5, 100);
        store.epochs(ID, List.of(other), 1, List.of());
        assertThat(store.metrics(ID, 0)).containsExactly(other);
    }

    @Test
    void oneThatHasACheckpointGoesOnFromIt() throws IOException {
        finish();
        write(store.directory().checkpoint(ID));
        store.queue().add(ORDER);
        assertThat(run().state()).isEqualTo(RunState.QUEUED);
        assertThat(run().epoch()).isEqualTo(2);
        assertThat(store.metrics(ID, 0)).hasSize(2);
    }

    @Test
    void oneThatHasItsModelStaysAsItIs() throws IOException {
        finish();
        write(store.directory().model(ID));
        Run before = run();
        store.queue().add(ORDER);
        assertThat(run()).isEqualTo(before);
        assertThat(store.artefacts(ID)).hasSize(2);
    }

    @Test
    void oneThatFailedKeepsItsEpochs() {
        store.epochs(ID, List.of(epoch(1)), 1, List.of());
        store.queue().fail(ID, "so");
        store.queue().add(ORDER);
        assertThat(run().state()).isEqualTo(RunState.QUEUED);
        assertThat(store.metrics(ID, 0)).hasSize(1);
    }

    @Test
    void whoeverOrdersARunAgainThatIsBeingCancelledGetsIt() {
        assertThat(store.queue().cancel(ID)).isTrue();
        assertThat(run().cancelling()).isTrue();
        store.queue().add(ORDER);
        assertThat(run().cancelling()).isFalse();
        store.queue().cancelled(ID); // by whoever has stopped the worker, and looked before
        assertThat(run().state()).isEqualTo(RunState.RUNNING);
        assertThat(store.queue().cancel(ID)).isTrue();
        store.queue().cancelled(ID);
        assertThat(run().state()).isEqualTo(RunState.CANCELLED);
    }
}
