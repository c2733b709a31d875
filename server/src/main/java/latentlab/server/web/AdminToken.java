package latentlab.server.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What the administrator sends with a request that changes something, as {@code Authorization: Bearer TOKEN}. On the disk
 * there is only its SHA-256. That hash is fast on purpose: 256 random bits can't be found by trying, however fast. Of a
 * token that the environment gives, which may have fewer, there is nothing on the disk.
 */
public final class AdminToken {
    private static final String SCHEME = "sha256:";
    private static final Pattern KEPT = Pattern.compile(SCHEME + "[0-9a-f]{64}");
    private static final int RANDOM_BYTES = 32;

    /** Where the hash is; null where it never changes. */
    private final Path file;

    private byte[] hash;

    private AdminToken(Path file, byte[] hash) {
        this.file = file;
        this.hash = hash;
    }

    /** @param token not blank */
    public AdminToken(String token) {
        this(null, sha256(token.strip()));
    }

    /**
     * The token of which a file has the hash. A new one in its place counts at once.
     *
     * @throws IOException when it can't be read or holds none
     */
    public static AdminToken of(Path file) throws IOException {
        String kept = Files.readString(file).strip();
        if (!KEPT.matcher(kept).matches()) {
            if (!kept.matches("[A-Za-z0-9_-]{16,100}")) {
                throw new IOException(file + " holds no token: remove it, and the next start makes one");
            }
            keep(file, sha256(kept)); // earlier versions kept the token itself
        }
        return new AdminToken(file, read(file));
    }

    /**
     * Makes a token in place of the one that there was.
     *
     * @param file that only its owner can read gets its hash
     * @return the token, which can't be had again
     */
    public static String renew(Path file) throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        keep(file, sha256(token));
        return token;
    }

    /** Compares in a time that does not depend on how much of it is right. */
    synchronized boolean matches(String given) {
        if (file != null) {
            try {
                hash = read(file);
            } catch (NoSuchFileException removed) {
                return false;
            } catch (IOException unreadable) {
                // the one that is known still counts: a full or broken disk is when an administrator is needed
            }
        }
        return MessageDigest.isEqual(sha256(given), hash);
    }

    private static byte[] read(Path file) throws IOException {
        String kept = Files.readString(file).strip();
        if (!KEPT.matcher(kept).matches()) {
            throw new IOException(file + " holds no token");
        }
        return HexFormat.of().parseHex(kept.substring(SCHEME.length()));
    }

    private static void keep(Path file, byte[] hash) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path part = Files.createTempFile(folder, "admin-token", ".part", ownerOnly());
        try {
            // on the disk before its name is: without the file's content the server would not start after a power cut
            Files.writeString(part, SCHEME + HexFormat.of().formatHex(hash) + "\n", StandardOpenOption.SYNC);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
