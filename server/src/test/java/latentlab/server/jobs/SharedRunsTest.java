package latentlab.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import latentlab.server.Eventually;
import latentlab.server.ServerProcess;
import latentlab.server.hardening.Figures;
import latentlab.server.models.Model;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.server.runs.Artefact;
import latentlab.server.runs.DataDirectory;
import latentlab.server.runs.Run;
import latentlab.server.runs.RunState;
import latentlab.server.runs.RunStore;
import latentlab.server.runs.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several machines, each a process with a directory of its own, share a PostgreSQL database. */
@ExtendWith(Figures.Extension.class)
@Timeout(900)
class SharedRunsTest {
    private static final int RUNS = 3;
    private static final int EPOCHS = SharedDatabase.EPOCHS;

    private static final int HELD = 4; // the epoch that no run can write down as long as a test says so

    @RegisterExtension
    private static final SharedDatabase sharing = new SharedDatabase();

    private final List<Process> machines = new ArrayList<>();

    /** A machine that does one run at a time. */
    private Process machine(String name, String database) throws IOException {
        List<String> command = ServerProcess.java(List.of());
        command.addAll(List.of("worker", "--workers", "1", "--sign-of-life", "1", "--data"));
        command.add(sharing.folder(name).toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(sharing.folder(name + ".log").toFile());
        builder.environment().put("LATENT_LAB_DATABASE", database);
        // for its worker, too
        builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        machines.add(builder.start());
        return machines.get(machines.size() - 1);
    }

    private static String log(String name) throws IOException {
        return Files.readString(sharing.folder(name + ".log"));
    }

    /** Waits until a machine has said so. */
    private static void awaitSaid(String name, String part) throws Exception {
        Eventually.holds(() -> log(name).contains(part), () -> name + " says " + part + ":\n" + log(name));
    }

    private void endMachines() throws InterruptedException {
        for (Process machine : machines) {
            machine.destroyForcibly().waitFor();
        }
    }

    /** Three machines, of which two are killed with their runs, while the database is away for a while. */
    @Test
    void killedMachinesAndALostDatabaseLoseNothing(Figures figures) throws Exception {
        String database = sharing.database("killed");
        try (RunStore opened = RunStore.open(sharing.directory("site", database))) {
            RunStore store = opened.patient();
            List<String> ids = new ArrayList<>();
            for (int seed = 0; seed < RUNS; seed++) {
                ids.add(sharing.submit(opened, seed));
            }
            List<String> broken = new ArrayList<>();
            Process third;
            try (Connection hold = hold(database)) {
                Process first = machine("first", database);
                Process second = machine("second", database);
                third = machine("third", database);
                broken.add(kill(first, store, hold));
                broken.add(kill(second, store, hold));
                sharing.server().stop();
            }
            assertThatThrownBy(opened::list)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("can't be reached");
            awaitSaid("third", "can't be reached"); // else the database might be back before anybody missed it
            sharing.server().restart();
            List<EpochMetrics> before = metrics(store, ids);
            Eventually.holds(
                    () -> store.queue().unfinished() == 0,
                    () -> "third " + (third.isAlive() ? "" : "is gone, which ") + "ends all runs:\n" + log("third"));
            assertThat(store.list()).extracting(Run::state).containsOnly(RunState.FINISHED);
            assertThat(metrics(store, ids))
                    .as("nothing that was written down is another")
                    .containsAll(before);
            endsOnce(database, ids);
            requireSame(store, ids);
            isShownElsewhere(database, ids.get(0));
            assertThat(broken)
                    .as("goes on after its last epoch")
                    .noneMatch(id -> Files.exists(
                            sharing.directory("third", database).run(id).resolve("epoch-1.gray")));
            figures.add(
                    "PostgreSQL, 3 workers, 2 killed with their runs, the database away for a while",
                    RUNS + " of " + RUNS + " runs end once, 0 of " + before.size()
                            + " acknowledged rows lost, same final numbers");
        } finally {
            endMachines();
        }
    }

    /** As long as the connection is open, every run waits before it writes an epoch down. */
    private static Connection hold(String database) throws SQLException {
        Connection db = DriverManager.getConnection(database);
        db.createStatement()
                .execute("create function held() returns trigger language plpgsql as"
                        + " 'begin perform pg_advisory_xact_lock_shared(1); return new; end';"
                        + " create trigger held before insert on metrics for each row when (new.epoch = " + HELD
                        + ") execute function held(); select pg_advisory_lock(1)");
        return db;
    }

    /** Kills a machine in the midst of a run, and returns that. */
    private static String kill(Process machine, RunStore store, Connection db) throws Exception {
        try (PreparedStatement taken = db.prepareStatement("select id from runs join scheduled_tasks on id ="
                + " task_instance where picked_by like ? and state = 'running' and epoch = ?")) {
            taken.setString(1, machine.pid() + " %");
            taken.setInt(2, HELD - 1);
            List<String> ids = new ArrayList<>();
            Eventually.holds(
                    () -> {
                        ResultSet run = taken.executeQuery();
                        return run.next() && ids.add(run.getString(1));
                    },
                    () -> "a run of the machine is held: " + store.list());
            machine.destroyForcibly().waitFor();
            String id = ids.get(0);
            assertThat(store.find(id).orElseThrow().state()).isEqualTo(RunState.RUNNING);
            return id;
        }
    }

    private static List<EpochMetrics> metrics(RunStore store, List<String> ids) {
        return ids.stream().flatMap(id -> store.metrics(id, 0).stream()).toList();
    }

    /** The queue is empty, and no change of a run came after its end. */
    private static void endsOnce(String database, List<String> ids) throws Exception {
        try (Connection db = DriverManager.getConnection(database)) {
            Eventually.holds(
                    () -> {
                        ResultSet queue = db.createStatement().executeQuery("select count(*) from scheduled_tasks");
                        return queue.next() && queue.getInt(1) == 0;
                    },
                    () -> "the queue is empty");
            ResultSet kept = db.createStatement().executeQuery("select run, count(*) from artefacts group by run");
            int runs = 0;
            while (kept.next()) {
                assertThat(ids).contains(kept.getString(1));
                assertThat(kept.getInt(2)).isEqualTo(EPOCHS + 2); // epochs, originals and the model
                runs++;
            }
            assertThat(runs).isEqualTo(ids.size());
            ResultSet left = db.createStatement().executeQuery("select count(*) from files where name = 'checkpoint'");
            left.next();
            assertThat(left.getInt(1)).as("checkpoints left").isZero();
        }
    }

    /** As one machine makes them that is left in peace, with a file for a database. */
    private static void requireSame(RunStore shared, List<String> ids) throws Exception {
        try (RunStore peace = RunStore.open(new DataDirectory(sharing.folder("peace")))) {
            for (int seed = 0; seed < RUNS; seed++) {
                assertThat(new RunWorker(peace.directory(), sharing.submit(peace, seed), "peace").work(System.out))
                        .isEqualTo(RunWorker.DONE);
            }
            shared.bringModels();
            for (String id : ids) {
                assertThat(losses(shared, id)).isEqualTo(losses(peace, id)).hasSize(3 * EPOCHS);
                byte[] model = Files.readAllBytes(shared.directory().model(id));
                byte[] expected = Files.readAllBytes(peace.directory().model(id));
                assertThat(JobProcesses.tensors(model)).isEqualTo(JobProcesses.tensors(expected));
                assertThat(Model.read(model).description().testLoss())
                        .isEqualTo(shared.find(id).orElseThrow().testLoss());
                for (Artefact artefact : shared.artefacts(id)) {
                    assertThat(shared.read(id, artefact)).hasSize((int) artefact.bytes());
                }
            }
        }
    }

    /** A site on a machine that has trained nothing has the model and the pictures. */
    private static void isShownElsewhere(String database, String id) throws Exception {
        List<String> options = List.of("--workers", "0", "--database", database);
        try (ServerProcess site =
                ServerProcess.start(ServerProcess.java(List.of()), sharing.folder("elsewhere"), options)) {
            for (String path : List.of(
                    "/readyz",
                    "/api/v1/models/" + id + "/decoder.safetensors",
                    "/api/v1/runs/" + id + "/pictures/epoch-1")) {
                HttpRequest request =
                        HttpRequest.newBuilder(URI.create(site.url() + path)).build();
                HttpClient client = HttpClient.newHttpClient();
                Eventually.holds( // it looks for news twice a second
                        () -> client.send(request, BodyHandlers.discarding()).statusCode() == 200,
                        () -> path + " is there\n" + site.said());
            }
        }
    }

    private static List<Double> losses(RunStore store, String id) {
        return store.metrics(id, 0).stream()
                .flatMap(metrics -> Stream.of(metrics.trainLoss(), metrics.runningTrainLoss(), metrics.testLoss()))
                .toList();
    }
}
