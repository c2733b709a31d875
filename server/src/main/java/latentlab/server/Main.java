package latentlab.server;

import java.util.List;
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
        synopsisSubcommandLabel = "[COMMAND]")
public final class Main {
    /** In the order in which the help lists them. */
    public static final List<Class<?>> COMMANDS = List.of(
            ServeCommand.class,
            TrainCommand.class,
            StudyCommand.class,
            ExportCommand.class,
            BenchCommand.class,
            WorkerCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            AdminTokenCommand.class,
            HelpCommand.class);

    private static final Set<String> ABOUT = Set.of("--help", "-h", "--version", "-V");

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Exit code: 0 done, 1 could not be done, 2 asked for in a way that is not understood. */
    static int run(String... args) {
        String[] command = withCommand(args);
        return Failures.inOneLine(understanding(command[0]).setCaseInsensitiveEnumValuesAllowed(true))
                .execute(command);
    }

    /** Alone the command that is named, as reading the options of all takes a tenth of the server's start; else all. */
    private static CommandLine understanding(String word) {
        List<Class<?>> named = COMMANDS.stream()
                .filter(type -> type != HelpCommand.class && name(type).equals(word))
                .toList();
        CommandLine line = new CommandLine(new Main());
        (named.isEmpty() ? COMMANDS : named).forEach(type -> line.addSubcommand(name(type), type));
        tellVersion(line, line.getCommandSpec().version());
        return line;
    }

    /** Every command has {@code --version}. */
    private static void tellVersion(CommandLine line, String... version) {
        line.getCommandSpec().version(version);
        line.getSubcommands().values().forEach(sub -> tellVersion(sub, version));
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    /** {@code serve} is what to do when only its options are given, or nothing. */
    private static String[] withCommand(String[] args) {
        boolean missing = args.length == 0 || args[0].startsWith("-") && !ABOUT.contains(args[0]);
        return missing ? Stream.concat(Stream.of("serve"), Stream.of(args)).toArray(String[]::new) : args;
    }
}
