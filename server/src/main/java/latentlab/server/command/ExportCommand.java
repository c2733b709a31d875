package latentlab.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import latentlab.server.export.ModelFile;
import latentlab.server.models.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes things to take along. */
@Command(
        name = "export",
        description = "Writes a model or the whole site as files.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ExportCommand.ExportModel.class, ExportSiteCommand.class})
public final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(System.err);
        return 2;
    }

    /** The formats of a model's files; lower case, as they are written on the command line. */
    enum Format {
        safetensors,
        onnx
    }

    /** The same bytes as the server's {@code /api/v1/models/ID/…}. */
    @Command(
            name = "model",
            description = "Writes a model's files, byte for byte those that the server offers.",
            mixinStandardHelpOptions = true)
    static final class ExportModel implements Callable<Integer> {
        @Parameters(paramLabel = "ID", description = "the model, such as mnist-c32-d15-s0")
        private String id;

        @Option(
                names = "--format",
                required = true,
                paramLabel = "FORMAT",
                description =
                        "${COMPLETION-CANDIDATES}; safetensors has encoder, decoder and folded decoder, each in 32 "
                                + "and in 16 bits")
        private Format format;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "DIR",
                description = "where to write (default: a new directory named as the model)")
        private Path output;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() throws CommandException, IOException {
            Model model = data.model(id);
            Path directory = output == null ? Path.of(model.id()) : output;
            try {
                Files.createDirectories(directory);
                for (ModelFile file : Arrays.stream(ModelFile.values())
                        .filter(file -> file.format().equals(format.name()))
                        .toList()) {
                    Path path = directory.resolve(file.fileName());
                    Files.write(path, model.file(file));
                    System.out.println(path);
                }
            } catch (IOException refused) {
                throw new CommandException("Nothing can be written to " + directory + " ("
                        + refused.getClass().getSimpleName() + "). Choose another directory with --output.");
            }
            return 0;
        }
    }
}
