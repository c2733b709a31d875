package latentlab.server.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Lets what may take long, every POST, wait its turn without a thread. A turn lasts as long as a thread works; with Jetty's
 * own {@code QoSHandler} it lasts until the answer has been read, so that readers who take nothing hold up everybody.
 */
final class Turns extends Handler.Wrapper {
    private final int atATime;
    private final int mostWaiting;
    private final Duration longestWait;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int taken;

    /** @param longestWait after which a request is refused, as it is at once when too many wait */
    Turns(int atATime, int mostWaiting, Duration longestWait) {
        this.atATime = atATime;
        this.mostWaiting = mostWaiting;
        this.longestWait = longestWait;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!HttpMethod.POST.is(request.getMethod())) {
            return super.handle(request, response, callback);
        }
        Waiting one = new Waiting(request, response, callback);
        boolean turn;
        synchronized (this) {
            turn = taken < atATime;
            if (turn) {
                taken++;
            } else if (waiting.size() < mostWaiting) {
                one.join();
                return true;
            }
        }
        return turn ? work(request, response, callback) : one.refused(HttpStatus.SERVICE_UNAVAILABLE_503, null);
    }

    private boolean work(Request request, Response response, Callback callback) throws Exception {
        try {
            return super.handle(request, response, callback);
        } finally {
            next();
        }
    }

    /** Gives a turn that has ended to who has waited longest. */
    private void next() {
        Waiting next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                taken--;
                return;
            }
        }
        next.end.cancel();
        next.request.getComponents().getExecutor().execute(next);
    }

    private synchronized boolean leave(Waiting one) {
        return waiting.remove(one);
    }

    /** A request without a turn; running it is its turn. */
    private final class Waiting implements Runnable {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private Scheduler.Task end;

        Waiting(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
        }

        void join() {
            waiting.add(this);
            end = request.getComponents()
                    .getScheduler()
                    .schedule(this::giveUp, longestWait.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void giveUp() {
            if (leave(this)) {
                refused(HttpStatus.SERVICE_UNAVAILABLE_503, null);
            }
        }

        @Override
        public void run() {
            try {
                if (!work(request, response, callback)) {
                    refused(HttpStatus.NOT_FOUND_404, null);
                }
            } catch (Throwable failure) { // as Jetty takes what a handler throws
                refused(HttpStatus.INTERNAL_SERVER_ERROR_500, failure);
            }
        }

        boolean refused(int status, Throwable failure) {
            Response.writeError(request, response, callback, status, null, failure);
            return true;
        }
    }
}
