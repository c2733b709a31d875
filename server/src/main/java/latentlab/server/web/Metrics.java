package latentlab.server.web;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.IntSupplier;
import latentlab.server.runs.Run;
import latentlab.server.runs.RunState;
import latentlab.server.runs.StoreException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;

/** {@code /metrics}: how the server does, as Prometheus reads it. */
final class Metrics implements RequestLog {
    private static final double[] SECONDS = {0.001, 0.005, 0.02, 0.1, 0.25, 1, 5, 20};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final Histogram requests = Histogram.builder()
            .name("latentlab_http_request_seconds")
            .help("Requests by route and answer, and how long they took")
            .labelNames("method", "route", "status")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);

    Metrics(RunList runs, IntSupplier listeners) {
        JvmMetrics.builder().register(registry);
        GaugeWithCallback.builder()
                .name("latentlab_event_listeners")
                .help("Clients that are told what happens to a run")
                .callback(gauge -> gauge.call(listeners.getAsInt()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("latentlab_runs")
                .help("Runs by state")
                .labelNames("state")
                .callback(gauge -> count(runs, gauge))
                .register(registry);
    }

    private static void count(RunList runs, GaugeWithCallback.Callback gauge) {
        try {
            int[] counts = new int[RunState.values().length];
            for (Run run : runs.store().list()) {
                counts[run.state().ordinal()]++;
            }
            for (RunState state : RunState.values()) {
                gauge.call(counts[state.ordinal()], state.label());
            }
        } catch (StoreException unreadable) {
            // then there is no number; /readyz says why
        }
    }

    /** Answers with all numbers. */
    void write(Context ctx) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        writer.write(text, registry.scrape());
        ctx.contentType(writer.getContentType()).header(Header.CACHE_CONTROL, "no-store");
        PatientAnswers.send(ctx, text.toByteArray());
    }

    @Override
    public void log(Request request, Response response) {
        requests.labelValues(method(request), Routes.of(request), String.valueOf(response.getStatus()))
                .observe(NanoTime.elapsed(request.getBeginNanoTime(), NanoTime.now()) / 1e9);
    }

    /** Anybody can send any word as a method, and each would become a series of numbers. */
    private static String method(Request request) {
        return switch (request.getMethod()) {
            case "GET", "HEAD", "POST", "DELETE" -> request.getMethod();
            default -> "other";
        };
    }
}
