package latentlab.server.web;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose request line and headers don't come to their end. Each byte that drips in keeps a connection
 * from being idle, and a head has no least data rate as a body has.
 */
final class SlowHeads extends AbstractLifeCycle {
    private static final int MOST_SECONDS = 10;

    private final Server server;
    private Scheduler.Task next;

    SlowHeads(Server server) {
        this.server = server;
    }

    @Override
    protected void doStart() {
        next = server.getScheduler().schedule(this::look, 1, TimeUnit.SECONDS);
    }

    @Override
    protected void doStop() {
        next.cancel();
    }

    private void look() {
        for (Connector connector : server.getConnectors()) {
            for (EndPoint endPoint : connector.getConnectedEndPoints()) {
                if (endPoint.getConnection() instanceof HttpConnection connection && tooSlow(connection.getParser())) {
                    endPoint.close(new TimeoutException("the headers came too slowly"));
                }
            }
        }
        if (isRunning()) {
            doStart();
        }
    }

    private static boolean tooSlow(HttpParser parser) {
        return parser.inHeaderState()
                && !parser.isStart()
                && NanoTime.secondsSince(parser.getBeginNanoTime()) >= MOST_SECONDS;
    }
}
