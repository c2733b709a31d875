package latentlab.server.web;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.UnauthorizedResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** What the administrator sends with a request that changes something, as {@code Authorization: Bearer TOKEN}. */
public final class AdminToken {
    private static final String SCHEME = "Bearer ";

    private final byte[] token;

    /** @param token not blank */
    public AdminToken(String token) {
        this.token = token.strip().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The token of a file that only its owner can read; made when there is none.
     *
     * @throws IOException when it can be neither read nor made
     */
    public static AdminToken of(Path file) throws IOException {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String fresh = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            channel.write(StandardCharsets.US_ASCII.encode(fresh + "\n"));
            return new AdminToken(fresh);
        } catch (FileAlreadyExistsException earlier) {
            String kept = Files.readString(file).strip();
            if (kept.length() < 16) {
                throw new IOException(file + " holds no token: remove it, and the next start makes one");
            }
            return new AdminToken(kept);
        }
    }

    /** @throws UnauthorizedResponse unless the request carries the token */
    void require(Context ctx) {
        String header = ctx.header(Header.AUTHORIZATION);
        boolean bearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        byte[] given = (bearer ? header.substring(SCHEME.length()).strip() : "").getBytes(StandardCharsets.UTF_8);
        // in a time that does not depend on how much of it is right
        if (!MessageDigest.isEqual(given, token)) {
            ctx.header(Header.WWW_AUTHENTICATE, "Bearer realm=\"Latent Lab\"");
            throw new UnauthorizedResponse(
                    "This is for the administrator: send the header Authorization: Bearer TOKEN, with the token from"
                            + " the environment's LATENT_LAB_ADMIN_TOKEN or the data directory's file admin-token.");
        }
    }
}
