package latentlab.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import latentlab.server.Eventually;
import latentlab.server.runs.DataDirectory;
import latentlab.server.runs.DatabaseAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class BackgroundRunsTest {
    @TempDir
    private Path folder;

    /** Readiness is never told of a database that nobody has reached, neither before the first try ends nor in the next. */
    @Test
    void aDatabaseThatCannotBeReachedIsTroubleWhileItIsTriedAndTriedAgain() throws Exception {
        try (SilentServer server = new SilentServer()) {
            String address = "jdbc:postgresql://127.0.0.1:" + server.port() + "/lab?user=x";
            // not closed, as it never opens anything
            BackgroundRuns runs = new BackgroundRuns(new DataDirectory(folder, DatabaseAddress.of(address, null)), 0);
            assertThat(runs.trouble().orElse("")).contains("has not answered yet");
            server.refuse();
            Eventually.holds(
                    () -> runs.trouble().orElseThrow().contains("can't be used"), () -> "it says " + runs.trouble());
            server.holdConnections();
            Eventually.holds(
                    () -> {
                        assertThat(runs.trouble().orElse("")).contains("can't be used");
                        return server.holdsSome();
                    },
                    () -> "it is tried again");
            assertThat(runs.trouble().orElse("")).contains("can't be used");
        }
    }

    /** Takes connections and says nothing, or closes them at once. */
    private static final class SilentServer implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        private final List<Socket> held = new CopyOnWriteArrayList<>();
        private boolean refuses;

        SilentServer() throws IOException {
            Thread thread = new Thread(this::accept, "silent server");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return listening.getLocalPort();
        }

        private void accept() {
            try {
                while (true) {
                    take(listening.accept());
                }
            } catch (IOException closed) {
                // the test is over
            }
        }

        private synchronized void take(Socket connection) throws IOException {
            if (refuses) {
                connection.close();
            } else {
                held.add(connection);
            }
        }

        synchronized void refuse() throws IOException {
            refuses = true;
            for (Socket connection : held) {
                connection.close();
            }
            held.clear();
        }

        synchronized void holdConnections() {
            refuses = false;
        }

        boolean holdsSome() {
            return !held.isEmpty();
        }

        @Override
        public void close() throws IOException {
            refuse();
            listening.close();
        }
    }
}
