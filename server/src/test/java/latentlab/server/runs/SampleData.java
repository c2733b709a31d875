package latentlab.server.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.server.training.Experiment;
import latentlab.server.training.Schedule;
import latentlab.theory.StoppingConditions;

/** Data directories for tests: runs without anybody who works on them, and files. */
final class SampleData {
    /** Nobody looks on. */
    static final Progress SILENT = (bytes, all) -> {};

    private SampleData() {}

    /** A run that waits; its id. */
    static String queue(RunStore store, long seed) {
        Experiment experiment = new Experiment("mnist", "0", 3, 2, 1000, 32, 0.003, 0.01, Schedule.CONSTANT, seed);
        RunOrder order = new RunOrder(experiment, StoppingConditions.NONE, "mnist", 1);
        store.queue().add(order);
        return order.id();
    }

    /** Writes an epoch of a run down, with a file. */
    static void epoch(RunStore store, String id, int epoch) throws IOException {
        Path file = store.directory().run(id).resolve("epoch-" + epoch + ".gray");
        Files.createDirectories(file.getParent());
        Files.writeString(file, id + " " + epoch);
        BackupFile made = BackupFile.of(
                store.directory().root(),
                store.directory().root().relativize(file).toString());
        Artefact artefact = new Artefact("epoch-" + epoch, made.path(), made.bytes(), made.sha256());
        store.epochs(id, List.of(new EpochMetrics(epoch, 0.1, 0.2, 0.3, 100)), 1, List.of(artefact));
    }

    /** A directory with a database and a model of somebody's own. */
    static DataDirectory withAModel(Path root) throws IOException {
        DataDirectory directory = new DataDirectory(root);
        RunStore.open(directory).close();
        addModel(directory);
        return directory;
    }

    static void addModel(DataDirectory directory) throws IOException {
        Files.createDirectories(directory.models());
        Files.writeString(directory.model("own"), "weights");
    }

    /** All files of a backup's folders, by path. */
    static Map<String, String> content(Path root) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = root.relativize(file).toString();
                if (!path.startsWith("latent-lab.db") && !path.startsWith("before-") && !path.endsWith(".lock")) {
                    content.put(path, Files.readString(file));
                }
            }
        }
        return content;
    }
}
