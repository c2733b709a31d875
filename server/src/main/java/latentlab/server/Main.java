package latentlab.server;

import java.util.Set;
import java.util.stream.Stream;
import latentlab.server.command.AdminTokenCommand;
import latentlab.server.command.BackupCommand;
import latentlab.server.command.BenchCommand;
import latentlab.server.command.ExportCommand;
import latentlab.server.command.Failures;
import latentlab.server.command.RestoreCommand;
import latentlab.server.command.ServeCommand;
import latentlab.server.command.StudyCommand;
import latentlab.server.command.TrainCommand;
import latentlab.server.command.WorkerCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The commands. */
@Command(
        name = "latent-lab",
        description = "Trains convolutional autoencoders and lets anyone feel what they do.",
        footer = "Without a command it serves the site.",
        mixinStandardHelpOptions = true,
        version = "Latent Lab 1.0.0",
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {
            ServeCommand.class,
            TrainCommand.class,
            StudyCommand.class,
            ExportCommand.class,
            BenchCommand.class,
            WorkerCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            AdminTokenCommand.class,
            HelpCommand.class
        })
public final class Main {
    private static final Set<String> ABOUT = Set.of("--help", "-h", "--version", "-V");

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Exit code: 0 done, 1 could not be done, 2 asked for in a way that is not understood. */
    static int run(String... args) {
        return Failures.inOneLine(new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true))
                .execute(withCommand(args));
    }

    /** {@code serve} is what to do when only its options are given, or nothing. */
    private static String[] withCommand(String[] args) {
        boolean missing = args.length == 0 || args[0].startsWith("-") && !ABOUT.contains(args[0]);
        return missing ? Stream.concat(Stream.of("serve"), Stream.of(args)).toArray(String[]::new) : args;
    }
}
