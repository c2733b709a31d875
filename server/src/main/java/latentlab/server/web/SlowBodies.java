package latentlab.server.web;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Gives up a body that comes too slowly. Jetty's own {@code MinimumDataRateHandler} (12.1.13) sets the bytes of all requests so
 * far against the time of the one, so that a server that has read a few large bodies lets everybody drip.
 */
final class SlowBodies extends Handler.Wrapper {
    /** A pause that anybody may make, as whose network has lost a packet does. */
    private static final double ALLOWANCE = 5; // seconds

    private final long leastBytesASecond;

    SlowBodies(long leastBytesASecond) {
        this.leastBytesASecond = leastBytesASecond;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(new Body(request), response, callback);
    }

    private final class Body extends Request.Wrapper {
        private Long firstAskedFor; // nanoseconds; null before
        private long arrived;
        private Content.Chunk tooSlow;

        Body(Request request) {
            super(request);
        }

        @Override
        public Content.Chunk read() {
            if (tooSlow != null) {
                return tooSlow;
            }
            Content.Chunk chunk = super.read();
            if (chunk != null) {
                arrived += chunk.remaining();
            }
            return chunk;
        }

        @Override
        public void demand(Runnable whenThereIsMore) {
            long now = System.nanoTime();
            if (firstAskedFor == null) {
                firstAskedFor = now;
            }
            double seconds = (now - firstAskedFor) / (double) TimeUnit.SECONDS.toNanos(1);
            if (arrived < leastBytesASecond * (seconds - ALLOWANCE)) {
                tooSlow = Content.Chunk.from(new TimeoutException("the body comes too slowly"));
                whenThereIsMore.run();
            } else {
                super.demand(whenThereIsMore);
            }
        }
    }
}
