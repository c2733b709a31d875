package latentlab.server.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpStatus;

/**
 * What is told of a request that can't be answered (RFC 9457). Nothing of the request is repeated but its path, and that
 * only if it consists of what a URI may.
 *
 * @param detail in plain words, what was wrong
 */
record Problem(int status, String detail) {
    static final String TYPE = "application/problem+json";
    private static final Pattern PATH = Pattern.compile("/(?:[A-Za-z0-9/._~!$()*+,;=:@-]|%[0-9A-Fa-f]{2}){0,255}");

    /** As JSON, for a request to the path. */
    byte[] json(String path) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "about:blank"); // RFC 9457, 4.2.1: the title is the status code's
        members.put("title", HttpStatus.getMessage(status));
        members.put("status", status);
        members.put("detail", detail);
        if (path != null && PATH.matcher(path).matches()) {
            members.put("instance", path);
        }
        return Json.write(members);
    }
}
