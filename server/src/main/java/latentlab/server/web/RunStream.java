package latentlab.server.web;

import io.javalin.http.sse.SseClient;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.server.runs.Run;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client of one run's events: {@code epoch} for each epoch, with its number as id, and {@code run} for the rest. */
final class RunStream {
    private static final Logger log = LoggerFactory.getLogger(RunStream.class);

    private final SseClient client;
    private final String run;
    private final RunList runs;
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile boolean comment;
    private int lastEpoch;

    RunStream(SseClient client, String run, int lastEpoch, RunList runs) {
        this.client = client;
        this.run = run;
        this.lastEpoch = lastEpoch;
        this.runs = runs;
    }

    String run() {
        return run;
    }

    void close() {
        client.close();
    }

    /** Sends what is new, on another thread. When that one is still busy with the last time, it will go on with this. */
    void wake(Executor senders, boolean withComment) {
        comment |= withComment;
        if (wakes.getAndIncrement() == 0) {
            senders.execute(() -> {
                int seen;
                do {
                    seen = wakes.get();
                    send();
                } while (!wakes.compareAndSet(seen, 0));
            });
        }
    }

    private void send() {
        try {
            if (client.terminated()) {
                return;
            }
            if (comment) {
                comment = false;
                client.sendComment("still here");
            }
            // first how it stands, then its metrics: none is missed when it has ended in between
            Run now = runs.find(run).orElseThrow();
            for (EpochMetrics metrics : runs.metrics(run, lastEpoch)) {
                if (client.terminated()) {
                    return;
                }
                client.sendEvent("epoch", text(metrics), String.valueOf(metrics.epoch()));
                lastEpoch = metrics.epoch();
            }
            client.sendEvent("run", text(now));
            if (now.state().ended()) {
                client.close();
            }
        } catch (RuntimeException lost) {
            log.debug("A client of {} is gone", run, lost);
            client.close();
        }
    }

    private static String text(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }
}
