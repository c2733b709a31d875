package latentlab.server.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Groups what is done with the study. */
@Command(
        name = "study",
        description = "Trains the study's networks and measures what the study measures.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            StudyRunCommand.class,
            StudyStatusCommand.class,
            StudyShipCommand.class,
            StudyReadersCommand.class,
            HelpCommand.class
        })
public final class StudyCommand {}
