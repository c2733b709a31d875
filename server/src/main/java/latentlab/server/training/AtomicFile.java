package latentlab.server.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes a file so that its name stands for the old content or the new one, never for a part, whenever power fails. Of
 * several who write it at once, each writes a part of its own, and the last one's content stays.
 */
public final class AtomicFile {
    /** What a process that was killed has left is removed when it is older than any writing takes. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private AtomicFile() {}

    /**
     * Writes the whole content; the folder is made if need be.
     *
     * @throws IOException when it can't be; the old content is still there, and nothing of the new one
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        removeOldParts(file.getFileName().toString(), folder);
        Path temporary = folder.resolve(file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary); // on a full disk it would keep it full
        }
        if (!System.getProperty("os.name").startsWith("Windows")) {
            // the new name is on the disk when its folder is; Windows can't open a folder and does this by itself
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static void removeOldParts(String name, Path folder) throws IOException {
        FileTime old = FileTime.from(Instant.now().minus(LONGEST));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path part : files.filter(
                            file -> isPart(name, file.getFileName().toString()))
                    .toList()) {
                try {
                    if (Files.getLastModifiedTime(part).compareTo(old) < 0) {
                        Files.deleteIfExists(part);
                    }
                } catch (NoSuchFileException done) {
                    // another one has written it
                }
            }
        }
    }

    private static boolean isPart(String name, String file) {
        return file.startsWith(name + ".") && file.endsWith(".part");
    }
}
