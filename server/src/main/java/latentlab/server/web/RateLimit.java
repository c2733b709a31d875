package latentlab.server.web;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one client may ask for in a minute. A quarter of it may come at once; what was used comes back steadily. Thread-safe.
 */
final class RateLimit {
    /** Clients that are remembered, those that were there last: what is kept of them must not fill the memory. */
    private static final int MOST_CLIENTS = 10_000;

    private final Clients clients;
    private final int aMinute;
    private final String complaint;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    /**
     * @param aMinute   0 for no limit
     * @param complaint says what there was too much of
     */
    RateLimit(Clients clients, int aMinute, String complaint) {
        this.clients = clients;
        this.aMinute = aMinute;
        this.complaint = complaint;
    }

    /**
     * Takes that much of what the client has left.
     *
     * @param cost 0 for what is not worth counting
     * @throws HttpResponseException 429 when that is not enough
     */
    void take(Context ctx, int cost) {
        if (aMinute > 0 && cost > 0) {
            // what costs more than there ever is at once takes all of it
            ConsumptionProbe probe = bucket(ctx).tryConsumeAndReturnRemaining(Math.min(cost, atOnce()));
            if (!probe.isConsumed()) {
                throw tooMany(ctx, probe.getNanosToWaitForRefill());
            }
        }
    }

    /**
     * Takes nothing.
     *
     * @throws HttpResponseException 429 when the client has nothing left
     */
    void require(Context ctx) {
        if (aMinute > 0) {
            var probe = bucket(ctx).estimateAbilityToConsume(1);
            if (!probe.canBeConsumed()) {
                throw tooMany(ctx, probe.getNanosToWaitForRefill());
            }
        }
    }

    private HttpResponseException tooMany(Context ctx, long nanoseconds) {
        long seconds = nanoseconds / 1_000_000_000 + 1;
        ctx.header(Header.RETRY_AFTER, String.valueOf(seconds));
        return new HttpResponseException(
                429, complaint + " Try again in " + seconds + (seconds == 1 ? " second." : " seconds."));
    }

    private Bucket bucket(Context ctx) {
        String client = clients.of(ctx);
        synchronized (buckets) {
            return buckets.computeIfAbsent(
                    client,
                    absent -> Bucket.builder()
                            .addLimit(limit ->
                                    limit.capacity(atOnce()).refillGreedy(aMinute, java.time.Duration.ofMinutes(1)))
                            .withNanosecondPrecision() // by a clock that nobody can set
                            .build());
        }
    }

    private int atOnce() {
        return Math.max(1, aMinute / 4);
    }
}
