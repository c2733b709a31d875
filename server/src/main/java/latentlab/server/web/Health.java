package latentlab.server.web;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** {@code /livez} and {@code /readyz}, for whoever watches over the server. */
final class Health {
    static final Duration USUAL_PATIENCE = Duration.ofSeconds(3);

    private static final long KEPT = 1_000_000_000; // nanoseconds, for those who ask often

    private final Supplier<Optional<String>> trouble;
    private final Duration patience;
    private volatile boolean started;
    private CompletableFuture<Optional<String>> check;
    private long checked;

    /**
     * @param trouble  finds out what is wrong with what the server keeps, in words
     * @param patience with which that is waited for
     */
    Health(Supplier<Optional<String>> trouble, Duration patience) {
        this.trouble = trouble;
        this.patience = patience;
    }

    /** The start is done. */
    void ready() {
        started = true;
    }

    /** The program runs. */
    void live(Context ctx) {
        say(ctx, "alive");
    }

    /**
     * The program answers without delay and can keep what it is to keep; 503 says why not. Nobody who asks has a thread
     * while the disk is waited for.
     */
    void ready(Context ctx) {
        if (!started) {
            throw new ServiceUnavailableResponse("The server is starting: it prepares its pages and files.");
        }
        ctx.future(() -> checked()
                .completeOnTimeout(
                        Optional.of("The data directory's disk, or the runs' database, does not answer."),
                        patience.toMillis(),
                        TimeUnit.MILLISECONDS)
                .thenAccept(found -> {
                    found.ifPresent(reason -> {
                        throw new ServiceUnavailableResponse(reason);
                    });
                    say(ctx, "ready");
                }));
    }

    /** One check at a time, however many ask and however long the disk takes. */
    private synchronized CompletableFuture<Optional<String>> checked() {
        boolean old = check == null || check.isDone() && System.nanoTime() - checked > KEPT;
        if (old) {
            checked = System.nanoTime();
            check = new CompletableFuture<>();
            CompletableFuture<Optional<String>> now = check;
            Thread thread = new Thread(() -> now.complete(found()), "readiness");
            thread.setDaemon(true);
            thread.start();
        }
        return check.copy();
    }

    /** Whatever happens, as nobody else looks before there is an answer. */
    private Optional<String> found() {
        try {
            return trouble.get();
        } catch (RuntimeException | Error failure) {
            return Optional.of(failure.toString());
        }
    }

    private static void say(Context ctx, String word) {
        ctx.header(Header.CACHE_CONTROL, "no-store").contentType(Json.TYPE);
        PatientAnswers.send(ctx, Json.write(Map.of("status", word)));
    }
}
