package latentlab.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import latentlab.server.Eventually;
import latentlab.server.ServerProcess;
import latentlab.server.models.Model;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.server.runs.Artefact;
import latentlab.server.runs.DataDirectory;
import latentlab.server.runs.DatabaseAddress;
import latentlab.server.runs.Run;
import latentlab.server.runs.RunState;
import latentlab.server.runs.RunStore;
import latentlab.server.runs.StoreException;
import latentlab.server.runs.TakenOverException;
import latentlab.server.study.Experiments;
import latentlab.server.study.Preset;
import latentlab.server.study.Training;
import latentlab.theory.StoppingConditions;
import latentlab.theory.StoppingConditions.Reached;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds in a PostgreSQL database that several machines share, seen by their stores alone. */
@Timeout(900)
class SharedStoreTest {
    @RegisterExtension
    private static final SharedDatabase sharing = new SharedDatabase();

    /** Whoever looks at the study sees what other machines have trained of it. */
    @Test
    void theStudyIsTheSameOnAllMachines() throws Exception {
        String database = sharing.database("study");
        Training training = Experiments.of(Preset.DEFAULT).stream()
                .filter(one -> one.id().equals("mnist-c32-d15-s0"))
                .findFirst()
                .orElseThrow();
        try (RunStore store = RunStore.open(sharing.directory("trained", database))) {
            String id = new Jobs(store).submit(training.experiment("0"), StoppingConditions.NONE, "mnist");
            store.queue().begin(id);
            Path model = store.directory().model(id);
            Files.createDirectories(model.getParent());
            try (InputStream shipped = Model.class.getResourceAsStream("/models/" + training.id() + ".safetensors")) {
                Files.write(model, shipped.readAllBytes());
            }
            store.finish(
                    id,
                    new Reached("epochs", 20, 20),
                    1,
                    new Artefact("model", "models/" + id + ".safetensors", 1, "x"));
        }
        String said = study("status", database);
        assertThat(said).containsPattern("mnist-c32-d15-s0 +trained").containsPattern("mnist-c32-d15-s1 +missing");
    }

    private static String study(String command, String database) throws Exception {
        List<String> line = ServerProcess.java(List.of("-XX:TieredStopAtLevel=1"));
        line.addAll(
                List.of("study", command, "--preset", "default", "--from-scratch", "--database", database, "--data"));
        line.add(sharing.folder("looking").toString());
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void whoWasTakenOverWritesNothingMore() throws Exception {
        String database = sharing.database("taken");
        try (RunStore slow = RunStore.open(sharing.directory("slow", database));
                RunStore quick = RunStore.open(sharing.directory("quick", database))) {
            String id = sharing.submit(slow, 0);
            assertThat(slow.queue().begin(id)).isTrue();
            slow.epochs(id, List.of(new EpochMetrics(1, 0.3, 0.4, 0.3, 100)), 1, List.of());
            assertThat(quick.queue().begin(id)).as("not taken over yet").isFalse();
            quick.queue().take(id);
            assertThat(quick.queue().begin(id)).isTrue();
            quick.epochs(id, List.of(new EpochMetrics(2, 0.2, 0.3, 0.2, 100)), 2, List.of());
            assertThatThrownBy(() -> slow.epochs(id, List.of(new EpochMetrics(3, 0.1, 0.1, 0.1, 100)), 3, List.of()))
                    .isInstanceOf(TakenOverException.class);
            assertThatThrownBy(() ->
                            slow.finish(id, new Reached("epochs", 3, 3), 3, new Artefact("model", "models/x", 1, "x")))
                    .isInstanceOf(TakenOverException.class);
            slow.progress(id, new Run.Progress(1, 1, 1));
            assertThat(slow.queue().mine(id)).isFalse();
            slow.queue().fail(id, "its own disk is full");
            slow.queue().requeue(id);
            slow.queue().died(id);
            assertThat(quick.queue().cancel(id)).isTrue();
            slow.queue().cancelled(id); // the other one's worker has not stopped yet
            Run run = quick.find(id).orElseThrow();
            assertThat(run.state()).isEqualTo(RunState.RUNNING);
            assertThat(run.cancelling()).isTrue();
            assertThat(run.reason()).isNull();
            assertThat(quick.queue().died(id)).as("deaths counted").isEqualTo(1);
            assertThat(run.epoch()).isEqualTo(2);
            assertThat(run.progress()).isNull();
            assertThat(quick.metrics(id, 0)).extracting(EpochMetrics::epoch).containsExactly(1, 2);
            assertThat(slow.artefacts(id)).isEmpty();
        }
    }

    /** A machine with a slow network, or one that vanishes, holds up nobody else. */
    @Test
    void othersGoOnWhileFilesAreSent() throws Exception {
        String database = sharing.database("sending");
        try (RunStore sending = RunStore.open(sharing.directory("sending", database));
                RunStore other = RunStore.open(sharing.directory("other", database));
                Connection holding = DriverManager.getConnection(database)) {
            String id = sharing.submit(sending, 1);
            String another = sharing.submit(other, 2);
            sending.queue().begin(id);
            Path checkpoint = sending.directory().checkpoint(id);
            Files.createDirectories(checkpoint.getParent());
            Files.writeString(checkpoint, "weights");
            holding.setAutoCommit(false);
            try (var file = holding.prepareStatement("insert into files values (?, 'checkpoint', '')")) {
                file.setString(1, id);
                file.execute(); // whoever sends it now waits
            }
            CompletableFuture<Void> sent = CompletableFuture.runAsync(
                    () -> sending.epochs(id, List.of(new EpochMetrics(1, 0.3, 0.4, 0.3, 100)), 1, List.of()));
            Eventually.holds(() -> waiting(holding), () -> "the file is being sent: " + sent);
            assertThat(other.queue().begin(another)).isTrue();
            assertThat(sent).isNotDone();
            holding.rollback();
            sent.join();
            assertThat(other.find(id).orElseThrow().epoch()).isEqualTo(1);
        }
    }

    private static boolean waiting(Connection db) throws SQLException {
        try (var query = db.createStatement();
                var rows = query.executeQuery("select count(*) from pg_stat_activity where datname = 'sending' and"
                        + " wait_event_type = 'Lock'")) {
            return rows.next() && rows.getInt(1) > 0;
        }
    }

    @Test
    void aSiteIsReadyWhileItsDatabaseAnswers() throws Exception {
        String database = sharing.database("ready");
        Files.createDirectories(sharing.folder("ready"));
        try (BackgroundRuns runs = new BackgroundRuns(sharing.directory("ready", database), 0)) {
            Eventually.holds(() -> runs.trouble().isEmpty(), () -> "it is ready: " + runs.trouble());
            sharing.server().execute("drop database ready with (force)");
            assertThat(runs.trouble().orElse("")).contains("can't be used");
        }
    }

    @Test
    void theServerGivesUpMachinesThatVanishUnlessTheAddressSaysOtherwise() throws Exception {
        String database = sharing.database("settings");
        assertThat(lockTimeout(database)).isEqualTo("30s");
        assertThat(lockTimeout(database + "&options=-c%20lock_timeout=7s")).isEqualTo("7s");
    }

    private static String lockTimeout(String database) throws SQLException {
        try (RunStore store = RunStore.open(sharing.directory("settings", database));
                var db = store.connections().getConnection();
                var query = db.createStatement();
                var rows = query.executeQuery("show lock_timeout")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Also while many write at once: whoever has seen a change has seen all before it. */
    @Test
    void noChangeIsMissed() throws Exception {
        String database = sharing.database("changes");
        try (RunStore store = RunStore.open(sharing.directory("changes", database))) {
            List<String> ids = List.of(
                    sharing.submit(store, 1),
                    sharing.submit(store, 2),
                    sharing.submit(store, 3),
                    sharing.submit(store, 4));
            ids.forEach(store.queue()::begin);
            List<Thread> writers = ids.stream()
                    .map(id -> new Thread(() -> {
                        for (int epoch = 1; epoch <= 50; epoch++) {
                            store.epochs(id, List.of(new EpochMetrics(epoch, 0, 0, 0, 1)), epoch, List.of());
                        }
                    }))
                    .toList();
            writers.forEach(Thread::start);
            Map<String, Integer> seen = new HashMap<>();
            long revision = 0;
            while (seen.values().stream().mapToInt(Integer::intValue).sum() < 4 * 50) {
                for (Run run : store.changedSince(revision)) {
                    assertThat(run.revision()).isGreaterThan(revision);
                    revision = run.revision();
                    seen.put(run.id(), run.epoch());
                }
            }
            for (Thread writer : writers) {
                writer.join();
            }
            assertThat(store.changedSince(revision)).isEmpty();
            assertThat(new Jobs(store).cancel(ids.get(0))).isTrue();
            assertThat(store.changedSince(revision)).extracting(Run::id).containsExactly(ids.get(0));
        }
    }

    @Test
    void whatIsWrongWithTheDatabaseIsSaidWithoutThePassword() throws Exception {
        String database = sharing.database("wrong");
        sharing.server().execute("create user asked password 'secret'");
        sharing.server().execute("create user visitor");
        String asked = database.replace("user=postgres", "user=asked");
        refused(database.replace("/wrong?", "/nowhere?") + "&password=secret", null, "/nowhere does not exist");
        refused("jdbc:postgresql://127.0.0.1:9/x?password=secret", null, "127.0.0.1:9/x can't be reached");
        refused(asked, null, "does not let this user in", "LATENT_LAB_DATABASE_PASSWORD");
        refused(asked + "&password=secret2", null, "does not let this user in");
        refused(asked, "secret2", "does not let this user in");
        refused(asked, "secret", "Let the user make tables there"); // it is in, but not the owner
        sharing.server().execute("alter database wrong owner to asked");
        RunStore.open(new DataDirectory(sharing.folder("wrong"), DatabaseAddress.of(asked, "secret")))
                .close();
        RunStore.open(sharing.directory("wrong", asked + "&password=%73ecret")).close();
        try (Connection db = DriverManager.getConnection(database)) {
            db.createStatement()
                    .execute("insert into flyway_schema_history select installed_rank + 100, '99', description, type,"
                            + " 'V99__x.sql', checksum, installed_by, installed_on, execution_time, success from"
                            + " flyway_schema_history");
        }
        refused(asked, "secret", "made by a newer version", "--database");
    }

    private static void refused(String url, String password, String... reasons) {
        DataDirectory directory = new DataDirectory(sharing.folder("refused"), DatabaseAddress.of(url, password));
        assertThat(directory.toString()).doesNotContain("secret");
        assertThatThrownBy(() -> RunStore.open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(reasons)
                .hasMessageNotContainingAny("secret", "\n");
    }
}
