package latentlab.server.web;

import java.nio.charset.StandardCharsets;

/**
 * A request that is to be refused.
 *
 * @param what    it is, in words
 * @param headers names and values by turns
 */
record BadRequest(String what, int status, String method, String path, byte[] body, String... headers) {
    static final String MODEL = "/api/v1/models/small";
    static final String SCRIPT = "<script>alert(1)</script>";

    /** To one of the calls that compute. */
    static BadRequest json(String what, int status, String call, String body) {
        return new BadRequest(
                what, status, "POST", MODEL + "/" + call, bytes(body), "Content-Type", "application/json");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return status + " " + method + " " + what;
    }
}
