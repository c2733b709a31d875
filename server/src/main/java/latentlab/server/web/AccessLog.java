package latentlab.server.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line of JSON for each request, also for those that don't reach the application. No body and no query: what somebody
 * has drawn, and what a link carries, is nobody else's business.
 */
final class AccessLog implements RequestLog {
    private static final int LONGEST_PATH = 200;
    private static final Logger log = LoggerFactory.getLogger(Hosting.ACCESS_LOGGER);

    private final Clients clients;

    AccessLog(Clients clients) {
        this.clients = clients;
    }

    @Override
    public void log(Request request, Response response) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", Instant.ofEpochMilli(Request.getTimeStamp(request)).toString());
        line.put("client", clients.of(request));
        line.put("method", request.getMethod());
        line.put("path", path(request));
        line.put("route", Routes.of(request));
        line.put("status", response.getStatus());
        line.put("bytes", Response.getContentBytesWritten(response));
        line.put("milliseconds", (System.nanoTime() - request.getBeginNanoTime()) / 1000 / 1000.0);
        log.info(new String(Json.write(line), StandardCharsets.UTF_8));
    }

    private static String path(Request request) {
        String path = request.getHttpURI().getPath();
        return path == null || path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH) + "…";
    }
}
