package latentlab.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import latentlab.server.jobs.ProcessLock;
import latentlab.server.runs.DataDirectory;
import latentlab.server.runs.Restore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a backup in the data directory's place. */
@Command(
        name = "restore",
        description =
                "Puts a backup in the place of what the data directory has. All of the backup is checked first. Where"
                        + " the directory is served meanwhile, trainings rest until it is done, and go on from the backup's state.",
        mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {
    private static final int SECONDS_TO_LET_GO = 60;

    @Parameters(paramLabel = "DIR", description = "what 'backup' has made")
    private Path backup;

    @Option(
            names = "--replace",
            description =
                    "also when there are models or runs already; they are kept in a folder before-restore-… of the"
                            + " data directory")
    private boolean replace;

    @Mixin
    private StoreOption data;

    @Override
    public Integer call() throws CommandException, IOException, InterruptedException {
        DataDirectory directory = data.alone("restore");
        data.prepared();
        if (!replace && Restore.wouldReplace(directory)) {
            throw new CommandException(
                    directory.root() + " holds models or runs already. Choose an empty directory with"
                            + " --data, or say --replace: what is there is kept beside it.");
        }
        List<ProcessLock> locks = new ArrayList<>();
        try {
            locks.add(take(directory.pauseLock(), 1, "Another 'restore' is at work there."));
            locks.add(take(directory.studyLock(), 1, "A 'study run' is at work there: wait for its end or stop it."));
            locks.add(take(
                    directory.queueLock(),
                    SECONDS_TO_LET_GO,
                    "Whoever trains there does not let go of the queue: stop it."));
            requireNoTraining(directory);
            Restore.Done done = Restore.restore(backup, directory, new BytesLine());
            System.out.println("Restored " + done.files() + " files of " + done.made() + " to " + directory.root()
                    + (done.before() == null ? "" : "; what was there is in " + done.before()));
        } finally {
            for (ProcessLock lock : locks) {
                lock.close();
            }
        }
        Files.deleteIfExists(directory.pauseLock());
        return 0;
    }

    /** Neither a worker that is about to end nor the command {@code train}. */
    private static void requireNoTraining(DataDirectory directory)
            throws CommandException, IOException, InterruptedException {
        for (Path lock : directory.runLocks()) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_LET_GO);
            while (ProcessLock.isHeld(lock)) {
                if (System.nanoTime() > end) {
                    throw new CommandException("A 'train' is at work on "
                            + lock.getParent().getFileName() + ": wait for its end or stop it. Nothing was changed.");
                }
                Thread.sleep(50);
            }
        }
    }

    private static ProcessLock take(Path file, int seconds, String refusal)
            throws CommandException, IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        Optional<ProcessLock> lock = ProcessLock.take(file);
        while (lock.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(50);
            lock = ProcessLock.take(file);
        }
        return lock.orElseThrow(() -> new CommandException(refusal + " Nothing was changed."));
    }
}
