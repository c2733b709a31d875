package latentlab.server.web;

import io.javalin.config.JettyConfig;
import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.EagerContentHandler.RetainedContentLoaderFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;

/** Limits, headers and errors below the application, where its own handlers don't see the request. */
final class JettySettings {
    /** Bytes. The largest sensible body, two pictures of 784 numbers with 20 digits each, has 35,000. */
    static final int LARGEST_BODY = 256 << 10;
    /** Bytes, all headers together. */
    static final int LARGEST_HEADER = 8 << 10;

    private static final int MINIMUM_BYTES_A_SECOND = 500; // of a body, either way: a slower one is given up
    private static final long MOST_TO_BE_READ = Runtime.getRuntime().maxMemory() / 4; // bytes of answers
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30); // in reading an answer; Jetty's idle timeout
    private static final int COMPUTATIONS = 100; // at a time, of 250 threads: the others are for pages and files
    private static final int WAITING_COMPUTATIONS = 2000;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final int STOP_TIMEOUT = 10_000; // milliseconds for requests in flight
    private static final int CROWDED_IDLE_TIMEOUT = 2000; // milliseconds, when there are as many connections as may be

    private JettySettings() {}

    static {
        // a cache line of 64 bytes, references of 4; else Jetty asks the JVM's management, which is slow to load
        System.setProperty("org.eclipse.jetty.util.referencesPerCacheLine", "16");
    }

    static void apply(JettyConfig jetty, Hosting hosting, SecurityHeaders headers) {
        jetty.modifyServer(server -> server(server, hosting, new JettyErrors(headers)));
        jetty.modifyHttpConfiguration(http -> http(http, headers));
        jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JettyErrors(headers)));
    }

    private static void server(Server server, Hosting hosting, JettyErrors errors) {
        server.setStopTimeout(STOP_TIMEOUT);
        server.setErrorHandler(errors);
        NetworkConnectionLimit connections = new NetworkConnectionLimit(hosting.connections(), server);
        connections.setEndPointIdleTimeout(CROWDED_IDLE_TIMEOUT);
        server.addBean(connections);
        server.addBean(new SlowHeads(server));
        // each goes in front of those before it
        server.insertHandler(new PatientAnswers(MINIMUM_BYTES_A_SECOND, LONGEST_PAUSE, MOST_TO_BE_READ));
        server.insertHandler(new Turns(COMPUTATIONS, WAITING_COMPUTATIONS, LONGEST_WAIT));
        // a body is in memory before anything is done with it, so that a slow one holds up no thread
        server.insertHandler(new EagerContentHandler(new RetainedContentLoaderFactory(LARGEST_BODY, -1, true)));
        server.insertHandler(new BodyLimit(LARGEST_BODY));
        server.insertHandler(new SlowBodies(MINIMUM_BYTES_A_SECOND));
        server.insertHandler(new GracefulHandler()); // refuses new requests while those in flight finish
    }

    private static void http(HttpConfiguration http, SecurityHeaders headers) {
        // the default of Javalin lets %2e%2e%2f through to the application as ../
        http.setUriCompliance(UriCompliance.DEFAULT);
        http.setRequestHeaderSize(LARGEST_HEADER);
        http.addCustomizer((request, fields) -> {
            headers.set(request, fields);
            return request;
        });
    }
}
