package latentlab.server.command;

import latentlab.server.runs.DataDirectory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where models and runs are kept, the latter perhaps by a database that machines share. */
final class StoreOption extends DataOption {
    private static final String POSTGRESQL = "jdbc:postgresql:";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--database",
            paramLabel = "URL",
            defaultValue = "${env:LATENT_LAB_DATABASE:-}",
            description = "jdbc:postgresql://HOST/NAME?user=…&password=…: a PostgreSQL database that keeps the runs,"
                    + " their files and the queue, for any number of machines at work on it, each with a directory of"
                    + " its own (default: the environment's LATENT_LAB_DATABASE, else a file in the data directory)")
    private String database;

    @Override
    DataDirectory directory() {
        DataDirectory plain = super.directory();
        if (database.isBlank()) {
            return plain;
        }
        if (!database.startsWith(POSTGRESQL)) {
            throw new ParameterException(
                    spec.commandLine(), "--database takes an address that begins with " + POSTGRESQL + "//");
        }
        return new DataDirectory(plain.root(), database);
    }
}
