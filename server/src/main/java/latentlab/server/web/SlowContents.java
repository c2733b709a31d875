package latentlab.server.web;

import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Keeps answers that each take seconds to make. A few threads of their own make them, and whoever waits for one has no
 * thread, so that any number who ask at once hold up nobody else. Thread-safe.
 */
final class SlowContents {
    private static final int LEAST_MAKERS = 2; // so that what is soon made goes past what is not
    private static final int SECONDS_OF_REST = 30;

    private final Executor makers;
    private final RecentContents kept;
    private final Map<String, CompletableFuture<Content>> underWay = new ConcurrentHashMap<>();

    SlowContents(Executor makers, RecentContents kept) {
        this.makers = makers;
        this.kept = kept;
    }

    /** Threads that make such answers, of which more at a time would not be sooner. */
    static Executor makers() {
        int threads = Math.max(LEAST_MAKERS, Runtime.getRuntime().availableProcessors());
        ThreadPoolExecutor makers = new ThreadPoolExecutor(
                threads, threads, SECONDS_OF_REST, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), SlowContents::daemon);
        makers.allowCoreThreadTimeOut(true);
        return makers;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "slow-contents");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Answers with the content of that key, when there is one.
     *
     * @param vary which of the request's headers the answer depends on
     */
    void send(Context ctx, String key, Supplier<Content> maker, String vary) {
        Optional<Content> known = kept.find(key);
        if (known.isPresent()) {
            known.get().send(ctx, Content.REVALIDATE, vary);
        } else {
            ctx.future(() -> made(key, maker).thenAccept(content -> content.send(ctx, Content.REVALIDATE, vary)));
        }
    }

    /** Made once for all who ask meanwhile. */
    private CompletableFuture<Content> made(String key, Supplier<Content> maker) {
        CompletableFuture<Content> made = underWay.computeIfAbsent(
                key,
                absent -> CompletableFuture.supplyAsync(() -> kept.get(key, () -> compressed(maker.get())), makers));
        made.whenComplete((content, failure) -> underWay.remove(key, made));
        return made;
    }

    /** Beforehand, as that takes long, too. */
    private static Content compressed(Content content) {
        content.compressed();
        return content;
    }
}
