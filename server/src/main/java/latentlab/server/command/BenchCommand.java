package latentlab.server.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Groups the benchmarks. */
@Command(
        name = "bench",
        description = "Measures this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BenchTrainingCommand.class, HelpCommand.class})
public final class BenchCommand {}
