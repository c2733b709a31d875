package latentlab.server.jobs;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import latentlab.server.runs.Artefact;
import latentlab.server.runs.DataDirectory;

/** Describes files of runs. */
final class Artefacts {
    private Artefacts() {}

    /** @param content of the file, which is below the data directory */
    static Artefact of(DataDirectory directory, String name, Path file, byte[] content) {
        String path = directory.root().relativize(file).toString().replace('\\', '/');
        try {
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            return new Artefact(name, path, content.length, sha256);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
