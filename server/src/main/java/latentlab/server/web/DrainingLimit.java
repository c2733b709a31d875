package latentlab.server.web;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses bodies that are announced as too large, after reading and forgetting them. Without that, the connection would
 * be reset while the client still sends, and most clients would then report a broken connection and not our answer.
 */
final class DrainingLimit extends Handler.Wrapper {
    private static final long MOST_TO_DRAIN = 32 << 20; // bytes; who sends more than this may as well lose the answer

    private final long limit;

    /** @param limit in bytes */
    DrainingLimit(long limit) {
        this.limit = limit;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        long length = request.getLength();
        if (length <= limit) {
            return super.handle(request, response, callback);
        }
        if (length > MOST_TO_DRAIN || request.getHeaders().contains(HttpHeader.EXPECT)) {
            Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
        } else {
            drain(request, response, callback);
        }
        return true;
    }

    /** Called again whenever more has arrived. */
    private static void drain(Request request, Response response, Callback callback) {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(() -> drain(request, response, callback));
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                callback.failed(chunk.getFailure());
                return;
            }
            chunk.release();
            if (chunk.isLast()) {
                Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
                return;
            }
        }
    }
}
