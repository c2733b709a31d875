package latentlab.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.PreEncodedHttpField;
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

    /** Of what other sites may use as it is: nothing of a visitor is in it. */
    private static final List<HttpField> SHARED = List.of(
            new PreEncodedHttpField("Access-Control-Allow-Origin", "*"),
            new PreEncodedHttpField("Cross-Origin-Resource-Policy", "cross-origin"));

    private final Clients clients;
    private final boolean https;
    private final List<HttpField> fields;
    private final List<HttpField> secureFields;

    SecurityHeaders(Clients clients, Hosting hosting) {
        this.clients = clients;
        https = hosting.https();
        String policy = POLICY + "; frame-ancestors " + hosting.frameAncestors();
        fields = fields(policy);
        secureFields = new ArrayList<>(fields(policy + "; upgrade-insecure-requests"));
        secureFields.add(new PreEncodedHttpField("Strict-Transport-Security", STRICT_TRANSPORT));
    }

    /** As bytes already: every answer has them. */
    private static List<HttpField> fields(String policy) {
        return List.of(
                new PreEncodedHttpField("Content-Security-Policy", policy),
                new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
                new PreEncodedHttpField("Referrer-Policy", "no-referrer"),
                new PreEncodedHttpField(
                        "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
                new PreEncodedHttpField("Cross-Origin-Opener-Policy", "same-origin"),
                new PreEncodedHttpField("Cross-Origin-Embedder-Policy", "require-corp"),
                new PreEncodedHttpField("Cross-Origin-Resource-Policy", "same-origin"));
    }

    /** Sets them for the answer to a request. */
    void set(Request request, HttpFields.Mutable headers) {
        (https || clients.secure(request) ? secureFields : fields).forEach(headers::put);
        if (isShared(request)) {
            SHARED.forEach(headers::put);
        }
    }

    /** The JavaScript API and what it reads. */
    private static boolean isShared(Request request) {
        String path = request.getHttpURI().getPath();
        boolean reading =
                request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        return reading && path != null && (path.equals("/js/latent-lab.js") || path.startsWith("/api/v1/models"));
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
