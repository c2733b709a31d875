package latentlab.server.runs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of a backup.
 *
 * @param path   below its root, with slashes
 * @param bytes  its length
 * @param sha256 of its bytes, hexadecimal
 */
record BackupFile(String path, long bytes, String sha256) {
    private static final int BLOCK = 1 << 16;

    /** Copies a file; the name stands for the whole copy or for what was there before. */
    static BackupFile copy(Path from, Path root, String path) throws IOException {
        Path to = root.resolve(path);
        Files.createDirectories(to.getParent());
        Path part = to.resolveSibling(to.getFileName() + ".part");
        MessageDigest digest = newDigest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(from), digest);
                FileChannel out = FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            long bytes = in.transferTo(Channels.newOutputStream(out));
            out.force(true);
            permit(part, from);
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new BackupFile(path, bytes, HexFormat.of().formatHex(digest.digest()));
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** As the other file, as far as the place knows of it: a stick's file system has no permissions. */
    private static void permit(Path file, Path as) throws IOException {
        if (Files.getFileStore(as).supportsFileAttributeView("posix")
                && Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(as));
        }
    }

    /** What a file is now. */
    static BackupFile of(Path root, String path) throws IOException {
        MessageDigest digest = newDigest();
        try (InputStream in = Files.newInputStream(root.resolve(path))) {
            byte[] block = new byte[BLOCK];
            long bytes = 0;
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
                bytes += read;
            }
            return new BackupFile(path, bytes, HexFormat.of().formatHex(digest.digest()));
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
