package latentlab.server.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process that trains one network, started again as often as need be. */
public final class TrainingProcess {
    /** Exit codes above are those of a process that a signal has ended. */
    private static final int LAST_OF_ITS_OWN = 127;

    /** Starts processes. */
    public interface Launcher {
        /**
         * A process that does the training, one that ends when its standard input does.
         *
         * @param options of the command {@code train}
         * @param log     gets its messages
         */
        Process launch(List<String> options, Path log) throws IOException;

        /** The data directory. */
        Path data();
    }

    private final Training training;
    private final Launcher launcher;
    private final StudyModels models;
    private final Path log;
    private Process process;
    private int kills;
    private int epochsAtStart;

    private TrainingProcess(Training training, Launcher launcher, StudyModels models) throws IOException {
        this.training = training;
        this.launcher = launcher;
        this.models = models;
        log = TrainingProcesses.log(launcher.data(), training);
    }

    static TrainingProcess start(Training training, Launcher launcher, StudyModels models) throws IOException {
        TrainingProcess started = new TrainingProcess(training, launcher, models);
        started.launch();
        return started;
    }

    private void launch() throws IOException {
        epochsAtStart = models.epochsDone(training);
        process = launcher.launch(training.options(), log);
    }

    /** Goes on after a kill. */
    void restart() throws IOException {
        kills = models.epochsDone(training) > epochsAtStart ? 1 : kills + 1;
        launch();
    }

    Training training() {
        return training;
    }

    boolean hasEnded() {
        return !process.isAlive();
    }

    /** By a signal, such as that of a system that has no memory left. */
    boolean wasKilled() {
        return process.exitValue() > LAST_OF_ITS_OWN;
    }

    /** Times in a row without a finished epoch between them. */
    int kills() {
        return kills;
    }

    /** What its last line says. */
    String reason() throws IOException {
        List<String> lines = Files.exists(log)
                ? Files.readAllLines(log).stream()
                        .filter(line -> !line.isBlank())
                        .toList()
                : List.of();
        String last = lines.isEmpty() ? "no message" : lines.get(lines.size() - 1);
        return wasKilled() ? "killed by a signal again and again (" + last + ")" : last;
    }

    void stop() {
        process.destroyForcibly();
    }
}
