package latentlab.server.hardening;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection over which any bytes can be sent as a request; opened again when the server has closed it. */
final class Wire implements AutoCloseable {
    private final String host;
    private final int port;
    private Socket socket;
    private InputStream in;
    private boolean answered;

    Wire(String url) {
        URI address = URI.create(url);
        host = address.getHost();
        port = address.getPort();
    }

    /** @param headers by their names in lower case */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    Answer get(String path, String... headers) throws IOException {
        return send("GET", path, new byte[0], headers);
    }

    /** @param headers whole lines */
    Answer send(String method, String path, byte[] body, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return send(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1), body, method.equals("HEAD"));
    }

    /** Sends the body when the server has asked for it, which it does as soon as the request is in its hands. */
    Answer postWhenAsked(String path, byte[] body, String... headers) throws IOException {
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: "
                + body.length + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        open();
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        Answer first = next(false);
        if (first.status() != 100) {
            return first;
        }
        socket.getOutputStream().write(body);
        return read(false);
    }

    /** Whether the server has begun to answer, be it by asking for the body. */
    boolean answered() {
        return answered;
    }

    /** Sends bytes as they are and reads the answer. */
    Answer send(byte[] head, byte[] body, boolean withoutBody) throws IOException {
        boolean fresh = socket == null;
        open();
        try {
            return exchange(head, body, withoutBody);
        } catch (IOException closed) {
            close();
            if (fresh) {
                throw closed;
            }
            open(); // the server may close a connection that was idle for a while, just as it is used
            return exchange(head, body, withoutBody);
        }
    }

    private Answer exchange(byte[] head, byte[] body, boolean withoutBody) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream(head.length + body.length);
        all.writeBytes(head);
        all.writeBytes(body);
        socket.getOutputStream().write(all.toByteArray());
        Answer answer = read(withoutBody);
        if ("close".equalsIgnoreCase(answer.headers().get("connection"))) {
            close();
        }
        return answer;
    }

    private void open() throws IOException {
        if (socket == null) {
            socket = new Socket(host, port);
            socket.setSoTimeout(60_000);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }
    }

    private Answer read(boolean withoutBody) throws IOException {
        Answer answer = next(withoutBody);
        return answer.status() == 100 ? next(withoutBody) : answer;
    }

    private Answer next(boolean withoutBody) throws IOException {
        String[] status = line().split(" ", 3);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int code = Integer.parseInt(status[1]);
        boolean none = withoutBody || code == 100 || code == 204 || code == 304;
        return new Answer(code, headers, none ? new byte[0] : body(headers));
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        String length = headers.get("content-length");
        if (length != null) {
            byte[] body = in.readNBytes(Integer.parseInt(length));
            if (body.length < Integer.parseInt(length)) {
                throw new EOFException("the body is cut off");
            }
            return body;
        }
        if (!"chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return in.readAllBytes();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunk(); size > 0; size = chunk()) {
            body.writeBytes(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().split(";")[0].strip(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("closed after: " + line);
            }
            answered = true;
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
