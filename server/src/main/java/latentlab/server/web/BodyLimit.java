package latentlab.server.web;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses bodies that are too large, and lets no answer end before its request's body has arrived. A handler may answer
 * without reading the body, or the whole of it: 404, 405, 415, JSON that is broken at its start. If the connection were
 * closed then while the client still sends, it would be reset, and the client would often see that and not the answer
 * (RFC 9112, 9.6). So the rest is read and forgotten first, without a thread that waits for it. A sender who is too slow
 * or stops is given up by {@link SlowBodies}, which must be in front, and by the connection's idle
 * timeout.
 */
final class BodyLimit extends Handler.Wrapper {
    private static final long MOST_TO_DRAIN = 32 << 20; // bytes; who sends more than this may as well lose the answer

    /** Bytes of all bodies that may be in memory: thousands of clients could send as much as they may and then wait. */
    private static final long MOST_IN_MEMORY = Runtime.getRuntime().maxMemory() / 8;

    private final long limit;
    private final AtomicLong inMemory = new AtomicLong();

    /** @param limit in bytes */
    BodyLimit(long limit) {
        this.limit = limit;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        long length = request.getLength();
        if (length == 0 || length < 0 && !request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
            return super.handle(request, response, callback);
        }
        Body body = new Body(request, limit, inMemory);
        Request.addCompletionListener(request, done -> body.forget());
        Response answer = new Answer(body, response);
        if (length <= limit) {
            return super.handle(body, answer, callback);
        }
        Response.writeError(body, answer, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
        return true;
    }

    /** A request whose body ends with a failure where it gets larger than it may. */
    private static final class Body extends Request.Wrapper {
        private final long limit;
        private final AtomicLong inMemory;
        private long counted;
        private long arrived;
        private boolean asked; // for the body; a client that expects 100 (Continue) sends none before
        private boolean ended;
        private Content.Chunk refused;

        Body(Request request, long limit, AtomicLong inMemory) {
            super(request);
            this.limit = limit;
            this.inMemory = inMemory;
        }

        void forget() {
            inMemory.addAndGet(-counted);
        }

        @Override
        public Content.Chunk read() {
            if (refused != null) {
                return refused;
            }
            Content.Chunk chunk = next();
            if (chunk == null || Content.Chunk.isFailure(chunk)) {
                return chunk;
            }
            counted += chunk.remaining();
            boolean tooMuch = inMemory.addAndGet(chunk.remaining()) > MOST_IN_MEMORY;
            if (arrived > limit || tooMuch) {
                chunk.release();
                int status = arrived > limit ? HttpStatus.PAYLOAD_TOO_LARGE_413 : HttpStatus.SERVICE_UNAVAILABLE_503;
                refused = Content.Chunk.from(new HttpException.RuntimeException(status));
                return refused;
            }
            return chunk;
        }

        private Content.Chunk next() {
            Content.Chunk chunk = super.read();
            if (chunk != null) {
                asked = true;
                arrived += chunk.remaining();
                ended |= chunk.isLast();
            }
            return chunk;
        }

        @Override
        public void demand(Runnable whenThereIsMore) {
            asked = true;
            super.demand(whenThereIsMore);
        }

        /** Called when an answer is prepared: whether the connection can be used again afterwards. */
        @Override
        public boolean consumeAvailable() {
            return toBeDrained() || super.consumeAvailable();
        }

        private boolean toBeDrained() {
            return !ended
                    && Math.max(arrived, getLength()) <= MOST_TO_DRAIN
                    && (asked || !getHeaders().contains(HttpHeader.EXPECT));
        }

        /** Reads to the end, or to where that is given up; called again whenever more has arrived. */
        void drain(Runnable then) {
            while (toBeDrained()) {
                Content.Chunk chunk = next();
                if (chunk == null) {
                    super.demand(() -> drain(then));
                    return;
                }
                chunk.release();
            }
            super.consumeAvailable(); // closes the connection after the answer where the body has not come to its end
            then.run();
        }
    }

    /** An answer whose last part waits for the end of the request's body. */
    private static final class Answer extends Response.Wrapper {
        private final Body body;

        Answer(Body body, Response response) {
            super(body, response);
            this.body = body;
        }

        @Override
        public void write(boolean last, ByteBuffer content, Callback callback) {
            if (last) {
                body.drain(() -> super.write(true, content, callback));
            } else {
                super.write(false, content, callback);
            }
        }
    }
}
