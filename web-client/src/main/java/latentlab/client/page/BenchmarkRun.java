package latentlab.client.page;

import java.util.List;
import latentlab.client.benchmark.Measurement;
import latentlab.client.benchmark.Operation;
import latentlab.client.benchmark.Timing;
import latentlab.client.kernel.Network;
import latentlab.client.kernel.NetworkOptions;
import latentlab.client.kernel.NetworkOptions.Graph;
import latentlab.client.kernel.NetworkOptions.Kernel;
import latentlab.client.kernel.NetworkOptions.Precision;
import latentlab.client.view.BenchmarkRow;
import latentlab.client.view.Numbers;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;

/** Goes through rows one by one, in slices with the browser's own work in between. */
final class BenchmarkRun {
    private final List<BenchmarkRow> rows;
    private final String served;
    private final Listener listener;
    private int next;
    private boolean cancelled;
    private String id = ""; // of the model that is here
    private BenchmarkModel model;
    private String opened = ""; // model, kernel and graph of the network that is here
    private Network network;

    /** Hears how it goes. */
    interface Listener {
        /**
         * Something more is done.
         *
         * @param done in rows
         * @param all  rows
         */
        void progressed(double done, int all);

        void measured(BenchmarkRow row, Measurement result);

        void finished();

        /** @param reason a sentence */
        void failed(String reason);
    }

    /**
     * @param rows   ordered such that those of a model, and of one kernel and graph, follow each other
     * @param served id of a model of the site
     */
    BenchmarkRun(List<BenchmarkRow> rows, String served, Listener listener) {
        this.rows = rows;
        this.served = served;
        this.listener = listener;
    }

    void begin() {
        prepare();
    }

    /** Nothing is heard of it any more. */
    void cancel() {
        cancelled = true;
    }

    private void prepare() {
        if (cancelled) {
            return;
        }
        if (next == rows.size()) {
            listener.finished();
            return;
        }
        BenchmarkRow row = rows.get(next);
        if (!row.about("model").equals(id)) {
            BenchmarkModel.open(
                    row.about("model"),
                    served,
                    opened -> {
                        model = opened;
                        id = row.about("model");
                        prepare();
                    },
                    this::failed);
            return;
        }
        if (!model.has(graph(row))) {
            skip(row);
            return;
        }
        String wanted = id + " " + row.about("kernel") + " " + row.about("graph");
        if (!wanted.equals(opened)) {
            model.network(options(row))
                    .then(
                            arrived -> {
                                network = arrived;
                                opened = wanted;
                                prepare();
                                return null;
                            },
                            error -> {
                                failed(error);
                                return null;
                            });
            return;
        }
        measure(row);
    }

    private static NetworkOptions options(BenchmarkRow row) {
        return new NetworkOptions(
                // the fastest that this browser has, which may not be what the row is about
                row.about("kernel").equals(Kernel.JAVA.word()) ? Kernel.JAVA : null, graph(row), Precision.F32);
    }

    private static Graph graph(BenchmarkRow row) {
        return row.about("graph").equals("layered") ? Graph.LAYERED : Graph.FOLDED;
    }

    private void skip(BenchmarkRow row) {
        row.unavailable();
        done();
    }

    private void measure(BenchmarkRow row) {
        if (!network.kernel().word().equals(row.about("kernel"))) {
            skip(row);
            return;
        }
        row.run();
        Operation operation = Operation.of(row.about("operation"));
        double difference = model.reference().difference(network, operation);
        step(row, new Timing(model.reference().call(network, operation), BenchmarkClock::now), difference);
    }

    /** A slice; the browser shows what there is to show and hears the visitor before the next one. */
    private void step(BenchmarkRow row, Timing timing, double difference) {
        if (cancelled) {
            return;
        }
        if (timing.done()) {
            listener.measured(
                    row,
                    new Measurement(
                            row.about("model"),
                            row.about("operation"),
                            row.about("kernel"),
                            row.about("graph"),
                            Numbers.rounded(timing.milliseconds()),
                            Numbers.rounded(difference)));
            done();
            return;
        }
        timing.step();
        listener.progressed(next + timing.progress(), rows.size());
        Window.setTimeout(() -> step(row, timing, difference), 0);
    }

    private void done() {
        next++;
        listener.progressed(next, rows.size());
        prepare();
    }

    private void failed(Object error) {
        if (!cancelled) {
            listener.failed(message(error));
        }
    }

    @JSBody(params = "error", script = "return String(error && error.message || error);")
    private static native String message(Object error);
}
