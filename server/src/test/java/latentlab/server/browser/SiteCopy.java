package latentlab.server.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import latentlab.server.dataset.Dataset;
import latentlab.server.export.SiteDirectory;
import latentlab.server.jobs.BackgroundRuns;
import latentlab.server.models.Model;
import latentlab.server.models.ModelLibrary;
import latentlab.server.models.RandomModels;
import latentlab.server.results.QuickStudy;
import latentlab.server.results.StudyLibrary;
import latentlab.server.runs.DataDirectory;
import latentlab.server.web.StaticSite;

/** The site as files, with the networks of a small study, on a {@link FileServer}. */
final class SiteCopy implements AutoCloseable {
    private final Path root;
    private final List<String> files = new ArrayList<>();
    private final FileServer server;

    SiteCopy() {
        try {
            Path folder = Files.createTempDirectory("latent-lab-copy");
            root = folder.resolve("site");
            write(folder.resolve("data"));
            server = new FileServer(root);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void write(Path data) throws IOException, InterruptedException {
        try (BackgroundRuns runs = new BackgroundRuns(new DataDirectory(data), 0);
                StaticSite site = new StaticSite(
                        someModels(),
                        Map.of(Dataset.MNIST, Dataset::mnistTest),
                        StudyLibrary.open(QuickStudy.DATA),
                        Site.testCodes(),
                        runs);
                SiteDirectory directory = SiteDirectory.open(root, false)) {
            site.write((path, content, left) -> {
                directory.write(path, content);
                files.add(path);
            });
            directory.finish();
        }
    }

    /** One that visitors are offered, and the study's. Large ones would take long to encode all test images. */
    private static ModelLibrary someModels() throws IOException {
        List<Model> models = new ArrayList<>(List.of(RandomModels.model("random-c8-d15", 8, 15)));
        ModelLibrary.open(QuickStudy.DATA).all().stream()
                .filter(model -> model.description().channels() <= 8)
                .forEach(models::add);
        return ModelLibrary.of(models);
    }

    Path root() {
        return root;
    }

    /** Relative to the root. */
    List<String> files() {
        return files;
    }

    /** With a slash at the end. */
    String url() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
    }
}
