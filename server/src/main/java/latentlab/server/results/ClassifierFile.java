package latentlab.server.results;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The weights of classifiers, which are read when they are asked for.
 *
 * @param version another one where the weights may be others, as far as can be seen from outside
 */
public record ClassifierFile(String version, Source source) {
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
