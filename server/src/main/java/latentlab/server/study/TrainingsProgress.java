package latentlab.server.study;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import latentlab.server.jobs.JobListener;
import latentlab.server.runs.Run;
import latentlab.server.runs.RunState;

/** Tells how many trainings are done, how fast they go and how long the rest takes, in a line every few seconds. */
public final class TrainingsProgress implements JobListener {
    private static final double SECOND = 1e9;

    /** Shows a line. */
    public interface Output {
        /** @param lasting whether it is to stay when the next one comes */
        void line(String text, boolean lasting);
    }

    private final Output output;
    private final double pause;
    private final long startedAt = System.nanoTime();
    private final Map<String, Run> runs = new HashMap<>();
    private Map<String, Training> trainings = Map.of();
    private double workAtStart;
    private long shownAt = startedAt;

    /** @param secondsBetween two lines */
    public TrainingsProgress(double secondsBetween, Output output) {
        this.output = output;
        pause = secondsBetween * SECOND;
    }

    /**
     * @param trainings by their runs
     * @param known     the runs as they are, among others
     */
    void start(Map<String, Training> trainings, Collection<Run> known) {
        this.trainings = trainings;
        known.stream().filter(run -> trainings.containsKey(run.id())).forEach(run -> runs.put(run.id(), run));
        workAtStart = workDone();
    }

    @Override
    public void changed(Run run) {
        if (!trainings.containsKey(run.id())) {
            return; // somebody else's, in the same queue
        }
        Run before = runs.put(run.id(), run);
        if (run.state().ended() && (before == null || !before.state().ended())) {
            output.line(
                    "%s is %s: %d of %d"
                            .formatted(
                                    run.id(),
                                    run.state() == RunState.FINISHED
                                            ? "trained"
                                            : run.state().label(),
                                    count(RunState.FINISHED),
                                    trainings.size()),
                    true);
        }
        long now = System.nanoTime();
        if (now - shownAt >= pause && count(RunState.RUNNING) > 0) {
            shownAt = now;
            output.line(summary(), false);
        }
    }

    private String summary() {
        String running = runs.values().stream()
                .filter(run -> run.state() == RunState.RUNNING)
                .map(run ->
                        "%s epoch %d of %d".formatted(run.id(), Math.min(run.epoch() + 1, run.epochs()), run.epochs()))
                .sorted()
                .collect(Collectors.joining(", "));
        return "%d of %d trained, %s, %d waiting, %s"
                .formatted(count(RunState.FINISHED), trainings.size(), running, count(RunState.QUEUED), pace());
    }

    private long count(RunState state) {
        return runs.values().stream().filter(run -> run.state() == state).count();
    }

    private String pace() {
        double done = workDone();
        double total = trainings.values().stream().mapToDouble(Training::work).sum();
        double seconds = (System.nanoTime() - startedAt) / SECOND;
        double rate = (done - workAtStart) / seconds;
        return rate > 0
                ? String.format(
                        Locale.ROOT,
                        "%.1f billion multiplications/s, %s left",
                        rate / 1e9,
                        duration((total - done) / rate))
                : "no time known yet";
    }

    private double workDone() {
        double done = 0;
        for (Run run : runs.values()) {
            Training training = trainings.get(run.id());
            double epochs = run.epoch()
                    + (run.progress() == null ? 0 : 1.0 * run.progress().images() / training.images());
            done += epochs * training.workPerEpoch();
        }
        return done;
    }

    /** In words, such as {@code 3:07 min}. */
    public static String duration(double seconds) {
        long whole = (long) Math.ceil(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d h", whole / 3600, whole % 3600 / 60);
    }
}
