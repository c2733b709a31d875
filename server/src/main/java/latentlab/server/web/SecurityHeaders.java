package latentlab.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/** What every answer says about how a browser is to treat it, also those that Jetty gives by itself. */
final class SecurityHeaders {
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            // to compile WebAssembly, and for the script in the pages' head
            "script-src 'self' 'wasm-unsafe-eval' 'sha256-" + sha256("/public/js/first.js") + "'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "connect-src 'self'",
            "font-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'self'");
    /** Once a visitor has come by HTTPS, no other way is taken for two years. */
    private static final String STRICT_TRANSPORT = "max-age=63072000";

    private static final Map<String, String> HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Embedder-Policy", "require-corp",
            "Cross-Origin-Resource-Policy", "same-origin");

    private final Clients clients;
    private final boolean https;
    private final String policy;

    SecurityHeaders(Clients clients, Hosting hosting) {
        this.clients = clients;
        https = hosting.https();
        policy = POLICY + "; frame-ancestors " + hosting.frameAncestors();
    }

    /** Sets them for the answer to a request. */
    void set(Request request, HttpFields.Mutable headers) {
        HEADERS.forEach(headers::put);
        boolean secure = https || clients.secure(request);
        headers.put("Content-Security-Policy", secure ? policy + "; upgrade-insecure-requests" : policy);
        if (secure) {
            headers.put("Strict-Transport-Security", STRICT_TRANSPORT);
        }
    }

    /** What a page can say itself where it is a file: only a header can say who may show it in a frame. */
    static String policyInPage() {
        return POLICY;
    }

    private static String sha256(String resource) {
        try (InputStream in = SecurityHeaders.class.getResourceAsStream(resource)) {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
        } catch (IOException | NoSuchAlgorithmException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
