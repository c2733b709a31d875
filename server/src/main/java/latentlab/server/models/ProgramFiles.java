package latentlab.server.models;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** What travels with the program, and whether it still is what was packed: Java itself reads a jar without comparing. */
public final class ProgramFiles {
    /** Most of the jar: of a class that is broken the JVM says so, and native libraries are of no use to a server. */
    private static final Pattern CODE = Pattern.compile(".*\\.(class|so|dll|dylib|jnilib)(\\.\\d+)*");

    private static final int SOME = 5; // names in a message

    private ProgramFiles() {}

    /** The jar or, during development, a directory of classes. */
    public static Path place() {
        try {
            return Path.of(ProgramFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** In words, which files of the program have lost bytes and what to do about it. To look takes half a second. */
    public static Optional<String> damage() throws IOException {
        Path program = place();
        if (Files.isDirectory(program)) {
            return Optional.empty(); // nobody knows what they were
        }
        try (JarFile jar = new JarFile(program.toFile())) {
            List<String> damaged = jar.stream()
                    .filter(entry -> !CODE.matcher(entry.getName()).matches())
                    .filter(entry -> !isWhole(jar, entry))
                    .map(JarEntry::getName)
                    .toList();
            return damaged.isEmpty() ? Optional.empty() : Optional.of(message(program, damaged));
        }
    }

    private static boolean isWhole(JarFile jar, JarEntry entry) {
        try (InputStream in = jar.getInputStream(entry);
                CheckedInputStream bytes = new CheckedInputStream(in, new CRC32())) {
            bytes.skip(Long.MAX_VALUE);
            return bytes.getChecksum().getValue() == entry.getCrc();
        } catch (IOException broken) {
            return false;
        }
    }

    private static String message(Path program, List<String> damaged) {
        String names = String.join(", ", damaged.subList(0, Math.min(damaged.size(), SOME)));
        String others = damaged.size() > SOME ? " and " + (damaged.size() - SOME) + " others" : "";
        return program + " is damaged: " + names + others
                + " in it are not what was packed (CRC-32), so what needs them"
                + " fails. Get or build the program again and restart it; the data directory is as it was.";
    }
}
