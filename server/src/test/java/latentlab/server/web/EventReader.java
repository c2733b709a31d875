package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Somebody who listens to a run. */
final class EventReader implements AutoCloseable {
    private final BufferedReader events;
    private String last = "nothing";

    private EventReader(BufferedReader events) {
        this.events = events;
    }

    static EventReader of(URI address) throws IOException {
        return after(0, address);
    }

    /** One who has heard of the epochs up to one before. */
    static EventReader after(int lastEpoch, URI address) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setRequestProperty("Accept", "text/event-stream");
        connection.setReadTimeout(120_000);
        if (lastEpoch > 0) {
            connection.setRequestProperty("Last-Event-ID", String.valueOf(lastEpoch));
        }
        assertThat(connection.getResponseCode()).isEqualTo(200);
        assertThat(connection.getContentType()).startsWith("text/event-stream");
        return new EventReader(
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8)));
    }

    /** The data of the next event of a name. */
    String next(String name) throws IOException {
        boolean found = false;
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.startsWith("event:")) {
                found = line.substring(6).strip().equals(name);
            } else if (found && line.startsWith("data:")) {
                last = line;
                return line;
            }
        }
        throw new AssertionError("the stream ends");
    }

    /** The next event about the run in this state; the one before may be told twice. */
    String awaitState(String state) throws IOException {
        String event = next("run");
        while (!event.contains("\"state\":\"" + state + "\"")) {
            event = next("run");
        }
        return event;
    }

    /** Hears all until the server ends the stream; the data of the last event. */
    String awaitEnd() throws IOException {
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            last = line.startsWith("data:") ? line : last;
        }
        return last;
    }

    @Override
    public void close() throws IOException {
        events.close();
    }
}
