package latentlab.server.web;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what Jetty refuses before it reaches the application: broken requests, too long ones, too large ones. */
final class JettyErrors extends ErrorHandler {
    private final SecurityHeaders headers;

    JettyErrors(SecurityHeaders headers) {
        this.headers = headers;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        if (request.getAttribute(ERROR_EXCEPTION) instanceof HttpException refused) {
            status = refused.getCode();
            response.setStatus(status);
        }
        // BAD stands for a request that could not even be read, and comes with a made-up path
        String path =
                "BAD".equals(request.getMethod()) ? null : request.getHttpURI().getPath();
        byte[] json = new Problem(status, detail(status)).json(path);
        headers.set(request, response.getHeaders());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, json.length);
        response.write(true, ByteBuffer.wrap(json), callback);
        return true;
    }

    /** Jetty's own messages would repeat parts of the request. */
    static String detail(int status) {
        return switch (status) {
            case 400 -> "The request is not well-formed HTTP, or its address is ambiguous.";
            case 404 -> "There is nothing at this address.";
            case 408 -> "The request came too slowly.";
            case 413 -> "The body is too large: at most " + JettySettings.LARGEST_BODY + " bytes are taken.";
            case 414 -> "The address is too long.";
            case 417 -> "The Expect header can't be met.";
            case 426 -> "This version of HTTP is not spoken here.";
            case 431 -> "The headers are too large: at most " + JettySettings.LARGEST_HEADER + " bytes are taken.";
            case 503 -> "The server is stopping or overloaded. Try again in a moment.";
            case 505 -> "This version of HTTP is not spoken here.";
            default ->
                status < 500
                        ? "The request can't be answered."
                        : "This should not have happened; the server's log says more.";
        };
    }
}
