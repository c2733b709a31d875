package latentlab.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import latentlab.server.models.Model;
import latentlab.server.models.ModelLibrary;
import latentlab.server.runs.DataDirectory;
import picocli.CommandLine.Option;

/** The option that says where models, and in general runs, are kept. */
class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:LATENT_LAB_DATA:-${sys:user.home}/.latent-lab}",
            description =
                    "where models and runs are kept (default: the environment's LATENT_LAB_DATA, else ~/.latent-lab)")
    private Path path;

    DataDirectory directory() {
        return new DataDirectory(path);
    }

    /**
     * A model that is shipped or kept there.
     *
     * @throws CommandException when there is none of the name, with those that there are
     */
    Model model(String id) throws CommandException, IOException {
        ModelLibrary models = ModelLibrary.open(path);
        return models.find(id)
                .orElseThrow(() -> new CommandException("There is no model " + id + ". There is: "
                        + models.all().stream().map(Model::id).collect(Collectors.joining(", "))));
    }

    /**
     * The directory, made if need be.
     *
     * @throws CommandException when nothing can be written there
     */
    DataDirectory prepared() throws CommandException {
        try {
            Files.createDirectories(directory().models());
            Files.delete(Files.createTempFile(path, "write", ".tmp"));
            return directory();
        } catch (IOException refused) {
            throw new CommandException("Nothing can be written to the data directory " + path + " ("
                    + DataDirectory.reason(refused) + "). Make that possible, or choose another one with --data.");
        }
    }
}
