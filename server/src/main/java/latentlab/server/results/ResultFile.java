package latentlab.server.results;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A study's results or the weights of classifiers, which are read when they are asked for.
 *
 * @param version another one where the content may be another, as far as can be seen from outside
 */
public record ResultFile(String version, Source source) {
    /** Where the bytes come from. */
    interface Source {
        byte[] read() throws IOException;
    }

    public byte[] bytes() {
        try {
            return source.read();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
