package latentlab.server.command;

import latentlab.server.runs.DataDirectory;
import latentlab.server.runs.DatabaseAddress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where models and runs are kept, the latter perhaps by a database that machines share. */
final class StoreOption extends DataOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--database",
            paramLabel = "URL",
            defaultValue = "${env:LATENT_LAB_DATABASE:-}",
            description = "jdbc:postgresql://HOST:PORT/NAME?user=USER: a PostgreSQL database that keeps the runs, their"
                    + " files and the queue, for any number of machines at work on it, each with a data directory of its"
                    + " own (default: the environment's LATENT_LAB_DATABASE, else a file in the data directory). The"
                    + " password is taken from the environment's LATENT_LAB_DATABASE_PASSWORD, as others see a command"
                    + " line")
    private String database;

    @Override
    DataDirectory directory() {
        DataDirectory plain = super.directory();
        if (database.isBlank()) {
            return plain;
        }
        try {
            return new DataDirectory(
                    plain.root(), DatabaseAddress.of(database.strip(), System.getenv("LATENT_LAB_DATABASE_PASSWORD")));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--database takes " + wrong.getMessage());
        }
    }

    /**
     * The directory, where all is kept in it.
     *
     * @throws CommandException when a database has the runs
     */
    DataDirectory alone(String command) throws CommandException {
        DataDirectory directory = directory();
        if (directory.database() != null) {
            throw new CommandException("'" + command
                    + "' knows the data directory alone, and the runs, their models and"
                    + " pictures are in " + directory.database() + ". Use pg_dump and pg_restore for them, and copy "
                    + directory.root() + ", which has the results of 'study run', while no 'study run' is at work.");
        }
        return directory;
    }
}
