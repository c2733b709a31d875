package latentlab.server.web;

import io.javalin.config.RoutesConfig;
import io.javalin.router.Endpoint;
import org.eclipse.jetty.server.Request;

/** Which route has answered a request, for those who count: there are few routes and any number of addresses. */
final class Routes {
    private static final String ATTRIBUTE = Routes.class.getName();

    private Routes() {}

    static void note(RoutesConfig routes) {
        routes.beforeMatched(ctx -> {
            Endpoint matched = ctx.endpoints().matchedHttpEndpoint();
            ctx.req().setAttribute(ATTRIBUTE, matched == null ? "file" : matched.path);
        });
    }

    /** Such as {@code /models/{id}}; {@code file} for files; {@code none} where nothing has answered but an error. */
    static String of(Request request) {
        return request.getAttribute(ATTRIBUTE) instanceof String route ? route : "none";
    }
}
