package latentlab.server.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import latentlab.server.ProcessFolder;
import latentlab.server.dataset.Dataset;
import latentlab.server.export.SiteDirectory;
import latentlab.server.jobs.BackgroundRuns;
import latentlab.server.models.ModelLibrary;
import latentlab.server.results.QuickStudy;
import latentlab.server.results.StudyLibrary;
import latentlab.server.runs.DataDirectory;
import latentlab.server.web.StaticSite;

/** The site as files, on a {@link FileServer}. */
final class SiteCopy implements AutoCloseable {
    /** Of the network that pages start with. */
    private static final int CHANNELS = 32;

    private final Path root;
    private final List<String> files = new ArrayList<>();
    private final FileServer server;
    private final AtomicInteger opened = new AtomicInteger();

    /** @param whole whether with every network, for which all test images are encoded: that takes minutes */
    SiteCopy(boolean whole) {
        try {
            Path folder = ProcessFolder.create(Path.of("target"), "site-copy");
            root = folder.resolve("site");
            write(models(whole), folder.resolve("data"));
            server = new FileServer(root);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void write(ModelLibrary models, Path data) throws IOException, InterruptedException {
        try (BackgroundRuns runs = new BackgroundRuns(new DataDirectory(data), 0);
                StaticSite site = new StaticSite(
                        models,
                        Map.of(Dataset.MNIST, Dataset::mnistTest),
                        StudyLibrary.open(QuickStudy.DATA),
                        Site.testCodes(),
                        runs);
                SiteDirectory directory = SiteDirectory.open(root, false)) {
            site.write((path, content, left) -> {
                directory.write(path, content);
                files.add(path);
            });
            try (InputStream empty = SiteCopy.class.getResourceAsStream("/public/empty.html")) {
                directory.write("empty.html", empty.readAllBytes()); // a page of the tests
            }
            directory.finish();
        }
    }

    private static ModelLibrary models(boolean whole) {
        ModelLibrary models = Site.models();
        return whole
                ? models
                : ModelLibrary.of(models.offered().stream()
                        .filter(model -> model.description().channels() <= CHANNELS)
                        .toList());
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

    /** Of a page, by the path that it has on a server, perhaps with a query and a fragment. */
    String url(String address) {
        opened.incrementAndGet();
        String path = address.replaceFirst("\\?preset=([a-z]+)", "/$1"); // files know no queries
        String page = path.split("[?#]", 2)[0];
        boolean folder = Files.isDirectory(root.resolve(page)) && !page.isEmpty() && !page.endsWith("/");
        return url() + page + (folder ? "/" : "") + path.substring(page.length());
    }

    /** Addresses of pages that were asked for. */
    int opened() {
        return opened.get();
    }

    @Override
    public void close() {
        server.close();
    }
}
