package latentlab.server.web;

import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingNestedCallback;

/**
 * Sends answers at their readers' pace, with no thread that waits meanwhile. What a handler writes into its answer by
 * itself, it writes until the reader has taken it, so that a few hundred readers who take nothing hold up everybody.
 * Here handlers say what the body is, by {@link #send}, and are done. A reader who takes nothing is given up by the
 * connection's idle timeout, one who takes next to nothing by this class, and when more waits to be read than should be
 * in memory, so are those who have taken longest.
 */
final class PatientAnswers extends Handler.Wrapper {
    private static final String BODY = PatientAnswers.class.getName();

    private final long leastBytesASecond;
    private final Duration allowance;
    private final long mostInMemory;
    /** Those that are under way, the first begun first. */
    private final Set<Sending> sendings = new LinkedHashSet<>();
    /** The bodies of those, each with the number of its readers. */
    private final Map<byte[], Integer> readers = new IdentityHashMap<>();

    private long inMemory;

    /**
     * @param allowance    a pause that anybody may make
     * @param mostInMemory bytes of all bodies that wait to be read, each counted once, however many it is for
     */
    PatientAnswers(long leastBytesASecond, Duration allowance, long mostInMemory) {
        this.leastBytesASecond = leastBytesASecond;
        this.allowance = allowance;
        this.mostInMemory = mostInMemory;
    }

    /** Answers with these bytes, which must not change any more, once the handler has returned. */
    static void send(Context ctx, byte[] body) {
        send(ctx, Pieces.of(body));
    }

    /** Answers with these pieces once the handler has returned. */
    static void send(Context ctx, Pieces body) {
        ctx.req().setAttribute(BODY, body);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(request, new Answer(request, response), callback);
    }

    /** An answer whose end, as the application writes it, is the beginning of the body that a handler has named. */
    private final class Answer extends Response.Wrapper {
        Answer(Request request, Response response) {
            super(request, response);
        }

        @Override
        public void write(boolean last, ByteBuffer content, Callback callback) {
            if (!last
                    || BufferUtil.hasContent(content)
                    || !(getRequest().removeAttribute(BODY) instanceof Pieces body)) {
                super.write(last, content, callback);
                return;
            }
            if (body.length() >= 0) {
                getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length());
            }
            if (!body.hasNext() || HttpMethod.HEAD.is(getRequest().getMethod())) {
                super.write(true, BufferUtil.EMPTY_BUFFER, callback);
            } else {
                new Sending(getWrapped(), body, callback).begin();
            }
        }
    }

    private synchronized void add(Sending sending) {
        sendings.add(sending);
        byte[] body = sending.body.kept();
        if (readers.merge(body, 1, Integer::sum) == 1) {
            inMemory += body.length;
        }
    }

    private synchronized void remove(Sending sending) {
        byte[] body = sending.body.kept();
        if (sendings.remove(sending) && readers.merge(body, -1, PatientAnswers::sumUnlessNone) == null) {
            inMemory -= body.length;
        }
    }

    private static Integer sumUnlessNone(int count, int change) {
        return count + change == 0 ? null : count + change;
    }

    /** The one to be given up for this one's sake; null when there is memory for all. */
    private synchronized Sending oneTooMany(Sending newest) {
        Sending first = sendings.iterator().next();
        return inMemory <= mostInMemory || first == newest ? null : first;
    }

    /** Writes the next piece whenever the network has taken the one before. */
    private final class Sending extends IteratingNestedCallback {
        private final Response to;
        private final Pieces body;
        private final long start = System.nanoTime();
        private long taken;
        private boolean all;

        Sending(Response to, Pieces body, Callback then) {
            super(then);
            this.to = to;
            this.body = body;
        }

        void begin() {
            if (body.kept() != null) {
                add(this);
                for (Sending other = oneTooMany(this); other != null; other = oneTooMany(this)) {
                    remove(other);
                    other.giveUp();
                }
            }
            iterate();
        }

        private void giveUp() {
            to.getRequest()
                    .getConnectionMetaData()
                    .getConnection()
                    .getEndPoint()
                    .close(new TimeoutException("too much waits for slow readers, of whom this is one"));
        }

        @Override
        protected Action process() throws TimeoutException {
            if (all) {
                return Action.SUCCEEDED;
            }
            long counted = System.nanoTime() - start - allowance.toNanos();
            if (taken < leastBytesASecond * (counted / 1e9)) {
                throw new TimeoutException("the answer is read too slowly");
            }
            ByteBuffer piece = body.next();
            taken += piece.remaining();
            all = !body.hasNext();
            to.write(all, piece, this);
            return Action.SCHEDULED;
        }

        @Override
        protected void onCompleted(Throwable failure) {
            if (body.kept() != null) {
                remove(this);
            }
            super.onCompleted(failure);
        }
    }
}
