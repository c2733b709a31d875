package latentlab.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import latentlab.server.dataset.Dataset;
import latentlab.server.export.SiteDirectory;
import latentlab.server.jobs.BackgroundRuns;
import latentlab.server.models.ModelLibrary;
import latentlab.server.models.TestCodes;
import latentlab.server.results.StudyLibrary;
import latentlab.server.runs.DataDirectory;
import latentlab.server.web.StaticSite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the site as files. */
@Command(
        name = "site",
        description =
                "Writes the whole site as files, to be put on any web space, under any path: all pages, models and"
                        + " results of the study. Only starting and following trainings, and computing over HTTP, need the"
                        + " program itself. A copy that is already there is brought up to date.",
        mixinStandardHelpOptions = true)
final class ExportSiteCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "where to write; made if need be")
    private Path target;

    @Option(
            names = "--force",
            description = "write even where there are other files, such as a repository's; they stay unless a file of"
                    + " the site has the same name")
    private boolean force;

    @Mixin
    private StoreOption data;

    private final ProgressLine line = new ProgressLine(System.err);
    private int files;
    private long bytes;

    @Override
    public Integer call() throws CommandException, IOException, InterruptedException {
        try (SiteDirectory directory = SiteDirectory.open(target, force)) {
            write(data.prepared(), directory);
        } catch (SiteDirectory.OccupiedException occupied) {
            throw new CommandException(
                    occupied.getMessage() + ". Choose another directory, or write beside what is there with --force.");
        } catch (IOException refused) {
            if (Files.isDirectory(target) && Files.isWritable(target)) {
                throw refused;
            }
            throw new CommandException("Nothing can be written to " + target + " ("
                    + refused.getClass().getSimpleName() + "). Choose another directory.");
        }
        System.out.printf(Locale.ROOT, "%s: %,d files, %.1f MB%n", target, files, bytes / 1e6);
        return 0;
    }

    private void write(DataDirectory kept, SiteDirectory directory) throws IOException, InterruptedException {
        try (BackgroundRuns runs = new BackgroundRuns(kept, 0)) {
            runs.store().bringModels(); // which other machines may have trained
            write(kept, runs, directory);
        }
    }

    private void write(DataDirectory kept, BackgroundRuns runs, SiteDirectory directory)
            throws IOException, InterruptedException {
        try (StaticSite site = new StaticSite(
                ModelLibrary.open(kept.root()),
                Map.of(Dataset.MNIST, Dataset::mnistTest),
                StudyLibrary.open(kept.root()),
                new TestCodes(kept.codes()),
                runs)) {
            site.write((path, content, left) -> {
                directory.write(path, content);
                files++;
                bytes += content.length;
                tell(left);
            });
            directory.finish();
        }
    }

    private void tell(int left) {
        if (!line.due(left == 0)) {
            return;
        }
        double rate = files / line.seconds();
        line.line(
                String.format(
                        Locale.ROOT,
                        "%,d of %,d files, %.1f MB, %.0f files/s, %.0f s left",
                        files,
                        files + left,
                        bytes / 1e6,
                        rate,
                        Math.ceil(left / rate)),
                left == 0);
    }
}
