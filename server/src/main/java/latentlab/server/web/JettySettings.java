package latentlab.server.web;

import io.javalin.config.JettyConfig;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;

/** Limits, headers and errors below the application, where its own handlers don't see the request. */
final class JettySettings {
    /** Bytes. The largest sensible body, two pictures of 784 numbers with 20 digits each, has 35,000. */
    static final int LARGEST_BODY = 256 << 10;
    /** Bytes, all headers together. */
    static final int LARGEST_HEADER = 8 << 10;

    private static final int MINIMUM_BYTES_A_SECOND = 500; // of a body: a slower one holds up a thread for nothing
    private static final int STOP_TIMEOUT = 10_000; // milliseconds for requests in flight

    private JettySettings() {}

    static void apply(JettyConfig jetty) {
        jetty.modifyServer(JettySettings::server);
        jetty.modifyHttpConfiguration(JettySettings::http);
        jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JettyErrors()));
    }

    private static void server(Server server) {
        server.setStopTimeout(STOP_TIMEOUT);
        server.setStopAtShutdown(true);
        server.setErrorHandler(new JettyErrors());
        // each goes in front of those before it
        server.insertHandler(new BodyLimit(LARGEST_BODY));
        server.insertHandler(new MinimumDataRateHandler(MINIMUM_BYTES_A_SECOND, 0));
        server.insertHandler(new GracefulHandler()); // refuses new requests while those in flight finish
    }

    private static void http(HttpConfiguration http) {
        // the default of Javalin lets %2e%2e%2f through to the application as ../
        http.setUriCompliance(UriCompliance.DEFAULT);
        http.setRequestHeaderSize(LARGEST_HEADER);
        http.addCustomizer((request, headers) -> {
            SecurityHeaders.set(headers);
            return request;
        });
    }
}
