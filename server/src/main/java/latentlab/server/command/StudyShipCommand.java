package latentlab.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import latentlab.server.study.Shipment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Has the study travel with the program. */
@Command(
        name = "ship",
        description =
                "Copies the study's models, results, classifiers and pictures, as far as they are done, from the data"
                        + " directory into the resources of the program's source, checked and with a list of their SHA-256. The"
                        + " next build shows them from its first start.",
        mixinStandardHelpOptions = true)
final class StudyShipCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StudyOptions options;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "server/src/main/resources",
            description = "the resources' folder (default: ${DEFAULT-VALUE})")
    private Path resources;

    @Override
    public Integer call() throws CommandException, IOException {
        if (!Files.isDirectory(resources)) {
            throw new CommandException(
                    "There is no folder " + resources + ". Name the resources of the program's source with --output.");
        }
        List<String> files = new Shipment(options.preset(), options.data().directory(), resources).write();
        if (files.isEmpty()) {
            throw new CommandException(
                    "Nothing is done yet in " + options.data().directory().root()
                            + ". Name another data directory with --data, or see 'study status'.");
        }
        files.forEach(spec.commandLine().getOut()::println);
        return 0;
    }
}
