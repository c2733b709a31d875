package latentlab.server.results;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsReader;

/**
 * A small real study with its models, as {@code study run --preset quick --data server/src/test/resources/quick-study}
 * made it; only the models, classifiers and results are kept.
 */
public final class QuickStudy {
    /** To be read as a data directory; nothing may write to it. */
    public static final Path DATA = directory();

    private QuickStudy() {}

    /** One of its files. */
    public static Safetensors weights(String folder, String id) throws IOException {
        return SafetensorsReader.read(Files.readAllBytes(DATA.resolve(folder).resolve(id + ".safetensors")));
    }

    private static Path directory() {
        try {
            return Path.of(QuickStudy.class.getResource("/quick-study").toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
