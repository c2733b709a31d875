package latentlab.server.runs;

/**
 * A file that a run has made.
 *
 * @param name   one of the run's own, such as {@code model}
 * @param path   below the data directory, with slashes
 * @param bytes  its length
 * @param sha256 of its bytes, hexadecimal
 */
public record Artefact(String name, String path, long bytes, String sha256) {}
