package latentlab.server.web;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.ServiceUnavailableResponse;

/** {@code /livez} and {@code /readyz}, for whoever watches over the server. */
final class Health {
    private volatile String reasonToWait = "The server is starting: it prepares its pages and files.";

    /** From now on the server is ready. */
    void ready() {
        reasonToWait = null;
    }

    /** The program runs. */
    void live(Context ctx) {
        say(ctx, "alive");
    }

    /** The program answers without delay; 503 says why not yet. */
    void ready(Context ctx) {
        if (reasonToWait != null) {
            throw new ServiceUnavailableResponse(reasonToWait);
        }
        say(ctx, "ready");
    }

    private static void say(Context ctx, String word) {
        ctx.header(Header.CACHE_CONTROL, "no-store")
                .contentType(Json.TYPE)
                .result(Json.write(java.util.Map.of("status", word)));
    }
}
