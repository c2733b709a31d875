package latentlab.server.web;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Bytes that never change, ready to be sent as they are or compressed. Each of the two is a representation of its own
 * with its own strong entity tag (RFC 9110, 8.8.3.3).
 *
 * @param type   media type
 * @param sha256 of the plain bytes, in hexadecimal
 * @param gzip   compressed, or null when that would not make it noticeably smaller
 */
record Content(String type, byte[] plain, String sha256, byte[] gzip) {
    /** The address carries a version: the bytes behind it never change. */
    static final String IMMUTABLE = "public, max-age=31536000, immutable";
    /** To be kept, but asked for again each time, which costs a 304 without a body. */
    static final String REVALIDATE = "no-cache";

    static Content of(String type, byte[] plain) {
        byte[] gzip = gzip(plain);
        // below 5 % it is not worth the reader's unpacking
        return new Content(type, plain, sha256(plain), gzip.length < 0.95 * plain.length ? gzip : null);
    }

    /** Answers a GET or HEAD, with 304 when the reader already has these very bytes. */
    void send(Context ctx, String cacheControl) {
        boolean compressed = gzip != null && AcceptEncoding.gzip(ctx.header(Header.ACCEPT_ENCODING));
        String tag = '"' + sha256.substring(0, 32) + (compressed ? "-gzip" : "") + '"';
        ctx.header(Header.ETAG, tag).header(Header.CACHE_CONTROL, cacheControl);
        if (gzip != null) {
            ctx.header(Header.VARY, Header.ACCEPT_ENCODING);
        }
        if (matches(ctx.header(Header.IF_NONE_MATCH), tag)) {
            ctx.status(304);
            return;
        }
        if (compressed) {
            ctx.header(Header.CONTENT_ENCODING, "gzip");
        }
        byte[] bytes = compressed ? gzip : plain;
        ctx.contentType(type);
        ctx.res().setContentLength(bytes.length);
        ctx.result(bytes);
    }

    /** Whether an If-None-Match header names the tag (weak comparison, RFC 9110, 13.1.2). */
    private static boolean matches(String header, String tag) {
        if (header == null) {
            return false;
        }
        for (String candidate : header.split(",")) {
            String trimmed = candidate.trim();
            if (trimmed.equals("*") || trimmed.equals(tag) || trimmed.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(plain.length / 2 + 64);
        try (GZIPOutputStream out = new GZIPOutputStream(compressed) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
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
