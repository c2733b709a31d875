package latentlab.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for programs that have to be told theirs before they start. */
public final class FreePort {
    /** Below those that systems give to whoever asks for any or connects to others, so that none is lost before its use. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;

    private FreePort() {}

    /** One on which nothing of this machine listens, by chance another each time. */
    public static int any() {
        for (int tries = 0; tries < 1000; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException taken) {
                // another one
            }
        }
        throw new AssertionError("no port is free from " + FIRST + " to " + LAST);
    }
}
