package latentlab.server.web;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.NotAcceptableResponse;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.http.sse.SseClient;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import latentlab.server.jobs.Complaint;
import latentlab.server.models.ModelLibrary;
import latentlab.server.runs.Run;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /api/v1/runs/{id}/events}: what happens to a run, as it happens. One thread watches the store; what is
 * new is read once for all who listen. Each client takes of it what it has not got yet, on a thread of its own for as long
 * as that takes, so a slow one waits for itself alone and nothing piles up for it.
 */
final class RunEvents {
    private static final Logger log = LoggerFactory.getLogger(RunEvents.class);
    private static final String TYPE = "text/event-stream";
    private static final int MOST_CLIENTS = 2000;
    /** Of those with one address: a school may have one, but nobody is to hold all places. */
    static final int MOST_OF_AN_ADDRESS = MOST_CLIENTS / 2;

    /** Threads beyond those that are held up by slow clients. */
    private static final int SPARE_THREADS = 16;

    private static final int MILLISECONDS_BETWEEN_LOOKS = 500;
    /** A restored backup, or somebody by hand, may have put models there or taken them away. */
    private static final int SECONDS_BETWEEN_FOLDERS = 5;

    /** So that a client that is gone is noticed, and what lies between doesn't take the connection for dead. */
    private static final int SECONDS_BETWEEN_COMMENTS = 15;

    private final Complaint complaint = new Complaint(log);
    private final Complaint aboutModels = new Complaint(log);
    private final RunList runs;
    private final ModelLibrary models;
    private final Clients clients;
    private final int mostOfAnAddress;
    private final Set<RunStream> streams = ConcurrentHashMap.newKeySet();
    /** Of runs that are listened to, what was known when somebody was told last. */
    private final Map<String, RunNews> news = new ConcurrentHashMap<>();

    private final ThreadPoolExecutor senders = new ThreadPoolExecutor(
            SPARE_THREADS,
            MOST_CLIENTS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> daemon(work, "run-events"));
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "run-watch"));
    private long revision;
    /** Whether a run has ended whose model may be on another machine still. */
    private boolean modelsToBring;

    RunEvents(RunList runs, ModelLibrary models, Clients clients, int mostOfAnAddress) {
        this.runs = runs;
        this.models = models;
        this.clients = clients;
        this.mostOfAnAddress = mostOfAnAddress;
    }

    void start() {
        senders.allowCoreThreadTimeOut(true);
        watch.scheduleWithFixedDelay(this::look, 0, MILLISECONDS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
        watch.scheduleWithFixedDelay(
                this::lookAtModels, SECONDS_BETWEEN_FOLDERS, SECONDS_BETWEEN_FOLDERS, TimeUnit.SECONDS);
        watch.scheduleWithFixedDelay(
                () -> streams.forEach(stream -> stream.wake(senders, true)),
                SECONDS_BETWEEN_COMMENTS,
                SECONDS_BETWEEN_COMMENTS,
                TimeUnit.SECONDS);
    }

    void stop() {
        watch.shutdownNow();
        streams.forEach(RunStream::close);
        senders.shutdownNow();
    }

    /** Clients at present. */
    int listeners() {
        return streams.size();
    }

    /** Answers as a stream begins. */
    void head(Context ctx) {
        begin(ctx);
    }

    private Run begin(Context ctx) {
        Run run = runs.find(ctx.pathParam("id")).orElseThrow(() -> new NotFoundResponse("There is no such run."));
        if (Accept.best(ctx.header(Header.ACCEPT), TYPE) == null) {
            throw new NotAcceptableResponse("Events come as " + TYPE + ".");
        }
        if (streams.size() >= MOST_CLIENTS) {
            throw new ServiceUnavailableResponse("Too many are listening. Try again later, or ask for the run itself.");
        }
        String address = clients.of(ctx);
        if (streams.stream().filter(stream -> stream.address().equals(address)).count() >= mostOfAnAddress) {
            throw new ServiceUnavailableResponse(
                    "Too many are listening from this address. Try again later, or ask for the run itself.");
        }
        ctx.status(200).contentType(TYPE + "; charset=utf-8").header(Header.CACHE_CONTROL, "no-store");
        ctx.header("X-Accel-Buffering", "no"); // a proxy is to pass each event on at once
        return run;
    }

    /** Answers with the stream of a run, from the epoch after the one that the Last-Event-ID header names. */
    void stream(Context ctx) {
        Run run = begin(ctx);
        SseClient client = new SseClient(ctx);
        RunStream stream = new RunStream(
                client, clients.of(ctx), run.id(), lastEpoch(ctx.header("Last-Event-ID")), () -> news(run.id()));
        client.onClose(() -> streams.remove(stream));
        client.keepAlive();
        streams.add(stream); // now that it may be sent to, and closed
        stream.wake(senders, false);
    }

    private RunNews news(String run) {
        return news.computeIfAbsent(run, id -> RunNews.of(runs, id));
    }

    private static int lastEpoch(String id) {
        return id != null && id.matches("[0-9]{1,9}") ? Integer.parseInt(id) : 0;
    }

    /** Tells those who listen what has happened since the last look. */
    void look() {
        try {
            senders.setCorePoolSize(Math.min(MOST_CLIENTS, senders.getActiveCount() + SPARE_THREADS));
            Set<String> goOn = new HashSet<>();
            Set<String> ended = new HashSet<>();
            long seen = revision;
            for (Run run : runs.store().changedSince(revision)) {
                seen = run.revision();
                (run.state().ended() ? ended : goOn).add(run.id());
            }
            // before looking for who is to be told: whoever comes later reads anew
            Set<String> heard = streams.stream().map(RunStream::run).collect(Collectors.toSet());
            news.keySet().removeIf(run -> !heard.contains(run));
            tell(goOn);
            if (!ended.isEmpty()) {
                modelsToBring = true;
                lookAtModels(); // before their ends are told, as whoever hears of them may ask for the models
                tell(ended);
            }
            revision = seen; // where anything failed before, the next look sees it all again
            complaint.over();
        } catch (RuntimeException failure) {
            complaint.say("What happens to the runs can't be seen. " + failure.getMessage());
        }
    }

    private void tell(Set<String> changed) {
        changed.forEach(news::remove); // which waits for whoever reads one of them now, and may have read too early
        streams.stream()
                .filter(stream -> changed.contains(stream.run()))
                .forEach(stream -> stream.wake(senders, false));
    }

    /** Where they can't be had, such as on a full disk, it is tried again, and nobody has to wait for that. */
    private void lookAtModels() {
        try {
            if (modelsToBring) {
                runs.store().bringModels();
                modelsToBring = false;
            }
            models.refresh();
            aboutModels.over();
        } catch (IOException | RuntimeException failure) {
            aboutModels.say("Which models there are can't be seen. " + failure.getMessage());
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
