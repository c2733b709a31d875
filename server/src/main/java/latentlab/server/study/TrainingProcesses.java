package latentlab.server.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import latentlab.server.training.TrainingException;

/**
 * Trains in processes of their own, each with one thread, several side by side: that is faster than one process with as
 * many threads, and a crash of native code ends one training only. A process that was killed is started again and goes
 * on from its checkpoint.
 */
public final class TrainingProcesses implements Trainings {
    private static final int MILLISECONDS_BETWEEN_LOOKS = 200;
    /** Times in a row that a process may be killed without having finished an epoch. */
    private static final int MOST_KILLS = 5;

    private final StudyModels models;
    private final TrainingProcess.Launcher launcher;
    private final int workers;
    private final TrainingsProgress progress;

    /**
     * @param workers  processes side by side
     * @param launcher starts a process for a training
     */
    public TrainingProcesses(
            StudyModels models, TrainingProcess.Launcher launcher, int workers, TrainingsProgress progress) {
        this.models = models;
        this.launcher = launcher;
        this.workers = workers;
        this.progress = progress;
    }

    @Override
    public void run(List<Training> trainings) throws IOException, InterruptedException {
        Deque<Training> waiting = new ArrayDeque<>(trainings);
        List<TrainingProcess> running = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        progress.start(trainings);
        try {
            while (!waiting.isEmpty() || !running.isEmpty()) {
                while (running.size() < workers && !waiting.isEmpty()) {
                    running.add(TrainingProcess.start(waiting.poll(), launcher, models));
                }
                Thread.sleep(MILLISECONDS_BETWEEN_LOOKS);
                for (Iterator<TrainingProcess> each = running.iterator(); each.hasNext(); ) {
                    TrainingProcess process = each.next();
                    if (!process.hasEnded()) {
                        continue;
                    }
                    if (models.file(process.training()).isPresent()) {
                        progress.finished(process.training());
                        each.remove();
                    } else if (process.wasKilled() && process.kills() < MOST_KILLS) {
                        process.restart();
                    } else {
                        failures.add(process.training().id() + ": " + process.reason());
                        each.remove();
                    }
                }
                progress.show(running.stream().map(TrainingProcess::training).toList(), waiting.size());
            }
        } finally {
            running.forEach(TrainingProcess::stop);
        }
        if (!failures.isEmpty()) {
            throw new TrainingException(String.join("; ", failures));
        }
    }

    /** Where a training's own messages go. */
    static Path log(Path data, Training training) throws IOException {
        return Files.createDirectories(data.resolve("logs")).resolve(training.id() + ".log");
    }
}
