package latentlab.server.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import latentlab.server.results.StudyLibrary;
import latentlab.server.study.Experiments;
import latentlab.server.study.Studies;
import latentlab.server.study.StudyModels;
import latentlab.server.study.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what there is. */
@Command(
        name = "status",
        description = "Says which of the study's trainings and results there are.",
        mixinStandardHelpOptions = true)
final class StudyStatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StudyOptions options;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        StudyModels models = options.models();
        List<Training> all = Experiments.of(options.preset());
        List<Training> missing = models.missing(all);
        for (Training training : all) {
            int epochs = missing.contains(training) ? models.epochsDone(training) : training.epochs();
            String state = !missing.contains(training)
                    ? "trained"
                    : epochs == 0 ? "missing" : "epoch %d of %d done".formatted(epochs, training.epochs());
            out.printf("%-32s %s%n", training.id(), state);
        }
        int measured = 0;
        for (String study : StudyLibrary.NAMES) {
            Optional<byte[]> results = options.results(study);
            measured += results.isPresent() ? 1 : 0;
            out.printf(
                    "%-32s %s%n",
                    study, results.isPresent() ? state(Studies.lacking(results.orElseThrow())) : "not measured");
        }
        out.printf(
                "%d of %d trainings and %d of %d studies of the preset %s are done%n",
                all.size() - missing.size(),
                all.size(),
                measured,
                StudyLibrary.NAMES.size(),
                options.preset().label());
        return 0;
    }

    private static String state(int lacking) {
        return lacking == 0 ? "measured" : "measured without %d of its trainings".formatted(lacking);
    }
}
