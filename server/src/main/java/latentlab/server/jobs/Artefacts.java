package latentlab.server.jobs;

import java.nio.file.Path;
import latentlab.server.runs.Artefact;
import latentlab.server.runs.DataDirectory;

/** Describes files of runs. */
final class Artefacts {
    private Artefacts() {}

    /** @param content of the file, which is below the data directory */
    static Artefact of(DataDirectory directory, String name, Path file, byte[] content) {
        return Artefact.of(name, directory.root().relativize(file).toString().replace('\\', '/'), content);
    }
}
