package latentlab.server.web;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Bytes that never change, to be sent as they are or compressed. Each of the two is a representation of its own with its
 * own strong entity tag (RFC 9110, 8.8.3.3). Compressing happens once, when first asked for. Thread-safe.
 */
final class Content {
    /** The address carries a version: the bytes behind it never change. */
    static final String IMMUTABLE = "public, max-age=31536000, immutable";
    /** To be kept, but asked for again each time, which costs a 304 without a body. */
    static final String REVALIDATE = "no-cache";

    private static final int SMALLEST_TO_COMPRESS = 256;

    private final String type;
    private final byte[] plain;
    private final String sha256;
    private volatile byte[] gzip;

    /** @param type media type */
    Content(String type, byte[] plain) {
        this.type = type;
        this.plain = plain;
        sha256 = sha256(plain);
    }

    String type() {
        return type;
    }

    byte[] plain() {
        return plain;
    }

    /** Bytes that it takes, or will when it is compressed. */
    long bytes() {
        byte[] compressed = gzip;
        return plain.length + (compressed == plain ? 0L : compressed == null ? plain.length : compressed.length);
    }

    /** Of the plain bytes, in hexadecimal. */
    String sha256() {
        return sha256;
    }

    /** The compressed bytes, or the plain ones where compressing would not save 5 %, the reader's work considered. */
    synchronized byte[] compressed() {
        if (gzip == null) {
            byte[] smaller = plain.length < SMALLEST_TO_COMPRESS ? plain : gzip(plain);
            gzip = smaller.length < 0.95 * plain.length ? smaller : plain;
        }
        return gzip;
    }

    /** As below, where the answer depends on nothing but the address and Accept-Encoding. */
    void send(Context ctx, String cacheControl) {
        send(ctx, cacheControl, Header.ACCEPT_ENCODING);
    }

    /**
     * Answers a GET or HEAD, with 304 when the reader already has these very bytes.
     *
     * @param vary which of the request's headers the answer depends on, Accept-Encoding among them
     */
    void send(Context ctx, String cacheControl, String vary) {
        ctx.header(Header.CACHE_CONTROL, cacheControl);
        ctx.header(Header.VARY, vary);
        boolean mayCompress = AcceptEncoding.gzip(ctx.header(Header.ACCEPT_ENCODING));
        String known = ctx.header(Header.IF_NONE_MATCH);
        // first what the reader has, as compressing is work
        for (String tag : mayCompress ? List.of(tag("-gzip"), tag("")) : List.of(tag(""))) {
            if (names(known, tag)) {
                ctx.header(Header.ETAG, tag).status(304);
                return;
            }
        }
        byte[] bytes = mayCompress ? compressed() : plain;
        ctx.header(Header.ETAG, tag(bytes == plain ? "" : "-gzip"));
        if (names(known, "*")) {
            ctx.status(304);
            return;
        }
        if (bytes != plain) {
            ctx.header(Header.CONTENT_ENCODING, "gzip");
        }
        ctx.contentType(type);
        PatientAnswers.send(ctx, bytes);
    }

    private String tag(String coding) {
        return '"' + sha256.substring(0, 32) + coding + '"';
    }

    /** Whether an If-None-Match header names the tag (weak comparison, RFC 9110, 13.1.2). */
    private static boolean names(String header, String tag) {
        if (header == null) {
            return false;
        }
        for (String candidate : header.split(",")) {
            String trimmed = candidate.trim();
            if (trimmed.equals(tag) || trimmed.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(plain.length / 2 + 64);
        try (GZIPOutputStream out = new GZIPOutputStream(compressed, 1 << 16)) {
            out.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return compressed.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
