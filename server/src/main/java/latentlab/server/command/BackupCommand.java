package latentlab.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import latentlab.server.runs.Backup;
import latentlab.server.runs.DataDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Copies what the data directory keeps. */
@Command(
        name = "backup",
        description = "Copies all models, runs and results of the data directory into a new folder, also while they are"
                + " served and trained. The administrator's token goes along as its hash.",
        mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "the folder to make")
    private Path folder;

    @Mixin
    private StoreOption data;

    @Override
    public Integer call() throws CommandException, IOException {
        DataDirectory directory = data.alone("backup");
        if (!Files.isDirectory(directory.root())) {
            throw new CommandException("There is no data directory " + directory.root()
                    + ". Say with --data where models and runs are kept.");
        }
        Backup.Made made = Backup.make(directory, folder, new BytesLine());
        System.out.printf(
                Locale.ENGLISH, "%s: %,d files, %.1f MB%n", folder, made.files(), made.bytes() / (double) (1 << 20));
        if (!made.damaged().isEmpty()) {
            throw new CommandException(
                    "The backup is made, but " + made.damaged().size()
                            + " of its files are not what was trained, such as "
                            + made.damaged().get(0)
                            + ": take them from an earlier backup.");
        }
        return 0;
    }
}
