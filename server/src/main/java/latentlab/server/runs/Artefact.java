package latentlab.server.runs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that a run has made.
 *
 * @param name   one of the run's own, such as {@code model}
 * @param path   below the data directory, with slashes
 * @param bytes  its length
 * @param sha256 of its bytes, hexadecimal
 */
public record Artefact(String name, String path, long bytes, String sha256) {
    /** @param content the file's bytes */
    public static Artefact of(String name, String path, byte[] content) {
        try {
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            return new Artefact(name, path, content.length, sha256);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Whether these are the file's bytes. */
    public boolean has(byte[] content) {
        return of(name, path, content).equals(this);
    }
}
