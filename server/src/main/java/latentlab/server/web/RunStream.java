package latentlab.server.web;

import io.javalin.http.sse.SseClient;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client of one run's events: {@code epoch} for each epoch, with its number as id, and {@code run} for the rest. */
final class RunStream {
    private static final Logger log = LoggerFactory.getLogger(RunStream.class);

    private final SseClient client;
    private final String address;
    private final String run;
    private final Supplier<RunNews> news;
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile boolean comment;
    private int lastEpoch;

    /**
     * @param address of the client
     * @param news    how the run stands now
     */
    RunStream(SseClient client, String address, String run, int lastEpoch, Supplier<RunNews> news) {
        this.client = client;
        this.address = address;
        this.run = run;
        this.lastEpoch = lastEpoch;
        this.news = news;
    }

    String address() {
        return address;
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
            RunNews now = news.get();
            for (RunNews.Epoch epoch : now.epochs()) {
                if (client.terminated()) {
                    return;
                }
                if (epoch.number() > lastEpoch) {
                    client.sendEvent("epoch", epoch.metrics(), String.valueOf(epoch.number()));
                    lastEpoch = epoch.number();
                }
            }
            client.sendEvent("run", now.run());
            if (now.ended()) {
                client.close();
            }
        } catch (RuntimeException lost) {
            log.debug("A client of {} is gone", run, lost);
            client.close();
        }
    }
}
