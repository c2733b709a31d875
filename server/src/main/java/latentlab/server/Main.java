package latentlab.server;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The commands. */
@Command(
        name = "latent-lab",
        description = "Trains convolutional autoencoders and lets anyone feel what they do.",
        mixinStandardHelpOptions = true,
        version = "Latent Lab 1.0.0",
        subcommands = {HelpCommand.class})
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
