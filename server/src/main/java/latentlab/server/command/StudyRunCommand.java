package latentlab.server.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import latentlab.server.jobs.JobRunner;
import latentlab.server.jobs.ProcessLock;
import latentlab.server.runs.DataDirectory;
import latentlab.server.study.Experiments;
import latentlab.server.study.Studies;
import latentlab.server.study.Training;
import latentlab.server.study.Trainings;
import latentlab.server.study.TrainingsProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Does what is missing of the study. */
@Command(
        name = "run",
        description = "Does what is missing of the study: trains its networks in processes side by side and writes its"
                + " results into the data directory. Stopped by whatever means, the same command goes on.",
        mixinStandardHelpOptions = true)
final class StudyRunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StudyOptions options;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "trainings side by side (default: one for each processor that there is memory for)")
    private Integer workers;

    @Option(
            names = "--only",
            paramLabel = "PART",
            description =
                    "${COMPLETION-CANDIDATES}: train without measuring, or measure what is trained (default: both)")
    private Part only;

    /** Lower case, as they are written on the command line. */
    enum Part {
        trainings,
        results
    }

    @Override
    public Integer call() throws CommandException, IOException, InterruptedException {
        int sideBySide = workers == null ? JobRunner.defaultWorkers() : workers;
        if (sideBySide < 1 || sideBySide > 1024) {
            throw new ParameterException(spec.commandLine(), "--workers must be from 1 to 1024, not " + sideBySide);
        }
        DataDirectory data = options.data().prepared();
        ProcessLock lock = ProcessLock.take(data.studyLock())
                .orElseThrow(() -> new CommandException("Another 'study run' is at work in " + data.root()
                        + ". Wait for its end, or choose another directory with --data."));
        try {
            ProgressLine line = new ProgressLine(System.err);
            if (only != Part.results) {
                train(data, sideBySide, line);
            }
            if (only != Part.trainings) {
                measure(data.root(), sideBySide, line);
            }
        } finally {
            lock.close();
        }
        return 0;
    }

    private void train(DataDirectory data, int sideBySide, ProgressLine line) throws IOException, InterruptedException {
        List<Training> missing = options.models().missing(Experiments.of(options.preset()));
        if (!missing.isEmpty()) {
            new Trainings(data, sideBySide, new TrainingsProgress(line.pause(), line)).run(missing);
        }
    }

    private void measure(Path data, int sideBySide, ProgressLine line)
            throws CommandException, IOException, InterruptedException {
        List<String> waiting = Studies.run(options.preset(), data, options.models(), sideBySide, line);
        if (!waiting.isEmpty()) {
            throw new CommandException("Trainings are missing for " + String.join(", ", waiting)
                    + ": their results are of those that are done. Leave out --only to do the rest; 'study status' says"
                    + " which.");
        }
    }
}
