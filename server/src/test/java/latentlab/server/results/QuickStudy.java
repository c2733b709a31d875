package latentlab.server.results;

import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * A small real study with its models, as {@code study run --preset quick --data server/src/test/resources/quick-study}
 * made it; only the models, classifiers and results are kept.
 */
public final class QuickStudy {
    /** To be read as a data directory; nothing may write to it. */
    public static final Path DATA = directory();

    private QuickStudy() {}

    private static Path directory() {
        try {
            return Path.of(QuickStudy.class.getResource("/quick-study").toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
