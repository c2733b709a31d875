package latentlab.server.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import latentlab.server.ProcessFolder;

/** A data directory with results for tests: one study of the quick preset, and a classifier. */
final class StudyFiles {
    static final String RESULTS =
            "{\"study\":\"correlation\",\"title\":\"A title\",\"preset\":\"quick\",\"made\":\"so\",\"missing\":[],"
                    + "\"claims\":[{\"claim\":\"C\",\"finding\":\"F\",\"agrees\":true}],\"tables\":[{\"name\":\"first\",\"title\":\"F\",\"columns\":[\"d\",\"a, \\\"b\\\"\"],"
                    + "\"rows\":[[3,0.5],[5,null]]},{\"name\":\"second\",\"title\":\"S\",\"columns\":[\"x\"],\"rows\":[[\"y\"]]}],"
                    + "\"runs\":[]}";
    static final byte[] CLASSIFIER = {1, 2, 3};

    private StudyFiles() {}

    static Path written() {
        try {
            Path data = ProcessFolder.create("studies");
            Path results = data.resolve("studies/quick/correlation.json");
            Files.createDirectories(results.getParent());
            Files.writeString(results, RESULTS);
            Files.createDirectories(data.resolve("classifiers"));
            Files.write(data.resolve("classifiers/small.safetensors"), CLASSIFIER);
            return data;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
