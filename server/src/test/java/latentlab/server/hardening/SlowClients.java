package latentlab.server.hardening;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Clients that hold a server up: bodies and heads that drip in, connections that say nothing, answers that nobody reads. */
final class SlowClients implements AutoCloseable {
    private static final byte[] WEIGHTS =
            "GET /api/v1/models/mnist-c128-d15-s0/encoder.safetensors HTTP/1.1\r\nHost: x\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final URI server;
    private final List<Socket> bodies = new ArrayList<>();
    private final List<Socket> heads = new ArrayList<>();
    private final List<Socket> others = new ArrayList<>();

    SlowClients(String url) {
        server = URI.create(url);
    }

    void connect(int dripped, int silent) throws IOException {
        for (int i = 0; i < dripped; i++) {
            bodies.add(open("POST /api/v1/models/mnist-c32-d15-s0/encode HTTP/1.1\r\nHost: x\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"));
            heads.add(open("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "));
        }
        for (int i = 0; i < silent; i++) {
            others.add(open(""));
        }
    }

    /** So many who ask for megabytes and take nothing. */
    void connectReaders(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
            socket.getOutputStream().write(WEIGHTS);
            others.add(socket);
        }
    }

    private Socket open(String start) throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Lets the next byte drip; whoever was closed by the server comes back, as an attacker would. */
    void drip() throws IOException {
        for (List<Socket> sockets : List.of(bodies, heads)) {
            for (int i = 0; i < sockets.size(); i++) {
                try {
                    sockets.get(i).getOutputStream().write(' ');
                } catch (IOException closed) {
                    sockets.get(i).close();
                    sockets.set(
                            i,
                            open(
                                    sockets == heads
                                            ? "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "
                                            : "POST / HTTP/1.1\r\nHost: x\r\n" + "Content-Length: 100000\r\n\r\n{"));
                }
            }
        }
    }

    /**
     * Asks for a page again and again meanwhile, each time by a new connection.
     *
     * @return how long that took, in milliseconds, the shortest first
     */
    double[] probe(int seconds) throws IOException, InterruptedException {
        List<Double> times = new ArrayList<>();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < end) {
            drip();
            for (int i = 0; i < 5; i++) {
                long start = System.nanoTime();
                try (Wire wire = new Wire(server.toString())) {
                    if (wire.get("/").status() != 200) {
                        throw new AssertionError("the page is not answered");
                    }
                }
                times.add((System.nanoTime() - start) / 1e6);
                Thread.sleep(20);
            }
        }
        return times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    @Override
    public void close() throws IOException {
        for (List<Socket> sockets : List.of(bodies, heads, others)) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
