package latentlab.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Folders of what several tests use, such as a server: they are removed at the end of the process. */
public final class ProcessFolder {
    private static final Queue<Path> ALL = new ConcurrentLinkedQueue<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ALL.forEach(ProcessFolder::remove), "remove-folders"));
    }

    private ProcessFolder() {}

    /** A new one among the system's temporary files. */
    public static Path create(String name) {
        return create(Path.of(System.getProperty("java.io.tmpdir")), name);
    }

    /** A new one in another folder, which is made if need be. */
    public static Path create(Path parent, String name) {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(parent), name);
            ALL.add(folder);
            return folder;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException inUse) {
            System.err.println("A folder of the tests stays: " + inUse);
        }
    }
}
