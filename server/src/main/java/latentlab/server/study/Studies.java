package latentlab.server.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import latentlab.server.training.AtomicFile;

/** Measures the trained networks and writes what is found, a JSON file for each study. */
public final class Studies {
    private Studies() {}

    private static List<Study> all(int threads, TrainingsProgress.Output output) {
        return List.of(
                new LatentSweep(),
                new CapacitySweep(),
                new CorrelationStudy(output),
                new InterpolationStudy(output),
                new TransferStudy(threads, output));
    }

    /** The file of a study's results in a data directory. */
    static Path file(Path data, Preset preset, String study) {
        return data.resolve("studies").resolve(preset.label()).resolve(study + ".json");
    }

    /** The number of trainings that a study's results, as JSON, were made without. */
    public static int lacking(byte[] results) throws IOException {
        return StudyJson.MAPPER.readTree(results).path("missing").size();
    }

    /**
     * Does every study for which there are networks, even where some of its trainings are missing.
     *
     * @param threads learnings from labels side by side
     * @return names of the studies that lack trainings
     */
    public static List<String> run(
            Preset preset, Path data, StudyModels models, int threads, TrainingsProgress.Output output)
            throws IOException, InterruptedException {
        Material material = new Material(preset, data, models);
        List<String> waiting = new ArrayList<>();
        for (Study study : all(threads, output)) {
            List<Training> trainings = study.trainings(preset);
            List<Training> done = material.done(trainings);
            if (done.size() < trainings.size()) {
                waiting.add(study.name());
            }
            if (!study.canDoWith(preset, done)) {
                continue;
            }
            output.line(study.name() + ": at work", false);
            Path file = file(data, preset, study.name());
            AtomicFile.write(file, StudyJson.write(study.run(material)));
            output.line(study.name() + ": " + file, true);
        }
        return waiting;
    }
}
