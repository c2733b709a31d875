package latentlab.server.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells how many trainings are done, how fast they go and how long the rest takes, in a line every few seconds. */
public final class TrainingsProgress {
    private static final double SECOND = 1e9;

    /** Shows a line. */
    public interface Output {
        /** @param lasting whether it is to stay when the next one comes */
        void line(String text, boolean lasting);
    }

    private final StudyModels models;
    private final Output output;
    private final double pause;
    private final long startedAt = System.nanoTime();
    private final Set<Training> finished = new HashSet<>();
    private List<Training> all = List.of();
    private double workAtStart;
    private long shownAt = startedAt;

    /** @param secondsBetween two lines */
    public TrainingsProgress(StudyModels models, double secondsBetween, Output output) {
        this.models = models;
        this.output = output;
        pause = secondsBetween * SECOND;
    }

    void start(List<Training> trainings) throws IOException {
        all = trainings;
        workAtStart = workDone(trainings);
    }

    void finished(Training training) {
        finished.add(training);
        output.line("%s is trained: %d of %d".formatted(training.id(), finished.size(), all.size()), true);
    }

    void show(List<Training> running, int waiting) throws IOException {
        long now = System.nanoTime();
        if (now - shownAt < pause || running.isEmpty()) {
            return;
        }
        shownAt = now;
        List<String> parts = new ArrayList<>();
        for (Training training : running) {
            parts.add("%s epoch %d of %d"
                    .formatted(
                            training.id(),
                            Math.min(models.epochsDone(training) + 1, training.epochs()),
                            training.epochs()));
        }
        output.line(
                "%d of %d trained, %s, %d waiting, %s"
                        .formatted(finished.size(), all.size(), String.join(", ", parts), waiting, pace()),
                false);
    }

    private String pace() throws IOException {
        double done = workDone(all);
        double total = all.stream().mapToDouble(Training::work).sum();
        double seconds = (System.nanoTime() - startedAt) / SECOND;
        double rate = (done - workAtStart) / seconds;
        return rate > 0
                ? String.format(
                        Locale.ROOT,
                        "%.1f billion multiplications/s, %s left",
                        rate / 1e9,
                        duration((total - done) / rate))
                : "no epoch is done yet";
    }

    private double workDone(List<Training> trainings) throws IOException {
        double done = 0;
        for (Training training : trainings) {
            int epochs = finished.contains(training) ? training.epochs() : models.epochsDone(training);
            done += epochs * training.workPerEpoch();
        }
        return done;
    }

    static String duration(double seconds) {
        long whole = (long) Math.ceil(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d h", whole / 3600, whole % 3600 / 60);
    }
}
