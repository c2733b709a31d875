package latentlab.server.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says where models and runs are kept. */
final class DataDirectory {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:LATENT_LAB_DATA:-${sys:user.home}/.latent-lab}",
            description =
                    "where models and runs are kept (default: the environment's LATENT_LAB_DATA, else ~/.latent-lab)")
    private Path path;

    Path path() {
        return path;
    }
}
