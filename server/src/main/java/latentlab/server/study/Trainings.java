package latentlab.server.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import latentlab.server.dataset.Dataset;
import latentlab.server.jobs.JobRunner;
import latentlab.server.jobs.Jobs;
import latentlab.server.runs.DataDirectory;
import latentlab.server.runs.Run;
import latentlab.server.runs.RunState;
import latentlab.server.runs.RunStore;
import latentlab.server.training.TrainingException;
import latentlab.theory.StoppingConditions;

/** Does the study's trainings as runs of the data directory, where the site shows them too. */
public final class Trainings {
    private final DataDirectory directory;
    private final int workers;
    private final TrainingsProgress progress;

    /** @param workers trainings side by side, each in a process with one thread */
    public Trainings(DataDirectory directory, int workers, TrainingsProgress progress) {
        this.directory = directory;
        this.workers = workers;
        this.progress = progress;
    }

    /**
     * Does them to the end, and leaves their models in the data directory. Goes on where an earlier call was stopped by
     * whatever means.
     *
     * @throws TrainingException when some failed; the others are done nevertheless
     */
    public void run(List<Training> trainings) throws IOException, InterruptedException {
        try (RunStore opened = RunStore.open(directory);
                JobRunner runner = new JobRunner(opened, workers)) {
            // however the program is told to end, the workers write down how far they are
            Runtime.getRuntime().addShutdownHook(new Thread(runner::close));
            RunStore store = opened.patient();
            Map<String, Training> runs = submit(trainings, new Jobs(store));
            progress.start(runs, store.list());
            runner.runUntilEmpty(progress);
            store.bringModels();
            List<String> failures = store.list().stream()
                    .filter(run -> runs.containsKey(run.id()) && run.state() != RunState.FINISHED)
                    .map(Trainings::failure)
                    .toList();
            if (!failures.isEmpty()) {
                throw new TrainingException(String.join("; ", failures));
            }
        }
    }

    private static Map<String, Training> submit(List<Training> trainings, Jobs jobs) throws IOException {
        Map<String, String> digests = new HashMap<>();
        for (String dataset :
                trainings.stream().map(Training::dataset).distinct().toList()) {
            digests.put(dataset, Dataset.open(dataset).digest());
        }
        Map<String, Training> runs = new LinkedHashMap<>();
        for (Training training : trainings) {
            String digest = digests.get(training.dataset());
            runs.put(jobs.submit(training.experiment(digest), StoppingConditions.NONE), training);
        }
        return runs;
    }

    private static String failure(Run run) {
        List<String> words = new ArrayList<>(List.of(run.id(), run.state().label()));
        if (run.reason() != null) {
            words.add("(" + run.reason() + ")");
        }
        return String.join(" ", words);
    }
}
