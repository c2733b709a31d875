package latentlab.server.web;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.UnauthorizedResponse;

/** Lets nobody but the administrator through. */
final class Administrator {
    private static final String SCHEME = "Bearer ";

    private final AdminToken token;
    private final RateLimit wrongTokens;

    Administrator(AdminToken token, RateLimit wrongTokens) {
        this.token = token;
        this.wrongTokens = wrongTokens;
    }

    /** @throws io.javalin.http.HttpResponseException 401 unless the request carries the token; 429 after too many others */
    void require(Context ctx) {
        String header = ctx.header(Header.AUTHORIZATION);
        boolean bearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        if (bearer) {
            if (token.matches(header.substring(SCHEME.length()).strip())) {
                // a right one isn't let through either after too many, or guessing would go on as fast as before; it is
                // looked at only now, as those sent at the same time may have used up what there was
                wrongTokens.require(ctx);
                return;
            }
            wrongTokens.take(ctx, 1);
        }
        ctx.header(Header.WWW_AUTHENTICATE, "Bearer realm=\"Latent Lab\"");
        throw new UnauthorizedResponse(
                "This is for the administrator: send the header Authorization: Bearer TOKEN, with the token from the"
                        + " environment's LATENT_LAB_ADMIN_TOKEN or from the server's first start; the command"
                        + " admin-token makes another one.");
    }
}
