package latentlab.server.web;

import java.io.IOException;
import java.io.InputStream;

/** The lines before an answer's body, as they come over a connection. */
record AnswerHead(String text) {
    static AnswerHead read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after: " + head);
            }
            head.append((char) next);
        }
        return new AnswerHead(head.toString());
    }

    /** Bytes of the body that follows. */
    int contentLength() {
        return Integer.parseInt(text.replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"));
    }
}
