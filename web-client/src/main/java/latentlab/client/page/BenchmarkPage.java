package latentlab.client.page;

import java.util.ArrayList;
import java.util.List;
import latentlab.client.benchmark.Measurement;
import latentlab.client.view.BenchmarkRow;
import latentlab.client.view.Dom;
import latentlab.client.view.Notice;
import latentlab.client.view.Text;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/** Times the network on the visitor's device. What is timed is what the page's tables have rows for. */
public final class BenchmarkPage implements BenchmarkRun.Listener {
    /** A guess of what a row takes, until one is done. */
    private static final double ROW_MS = 700;

    /** Stands for the model of a file, as long as none is chosen. */
    private static final String OWN = "own";

    private final Notice notice = new Notice();
    private final HTMLElement start = Dom.byId("start");
    private final HTMLElement copy = Dom.byId("copy");
    private final HTMLElement progress = Dom.byId("progress");
    private final HTMLElement json = Dom.byId("json");
    private final List<BenchmarkRow> rows = new ArrayList<>();
    private final OwnBenchmark own;
    private BenchmarkRun run; // null when none is under way
    private double begun; // ms

    /** Brings the page to life. */
    public static void main(String[] args) {
        if (Dom.byId("start") != null) { // else there is no model yet
            new BenchmarkPage();
        }
    }

    private BenchmarkPage() {
        NodeList<? extends HTMLElement> found =
                Dom.all(Window.current().getDocument().getBody(), "tr[data-operation]");
        List<BenchmarkRow> ownRows = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            BenchmarkRow row = new BenchmarkRow(found.item(i));
            rows.add(row);
            if (row.about("model").equals(OWN)) {
                ownRows.add(row);
            }
        }
        own = new OwnBenchmark(
                ownRows, this::cancel, reason -> notice.show(this, reason, Text.of("All right"), () -> {}));
        start.onEvent("click", (Event event) -> startOrCancel());
        copy.onEvent("click", (Event event) -> copy());
        enable(start, true);
    }

    private void cancel() {
        if (run != null) {
            run.cancel();
            end(Text.of("Cancelled."));
        }
    }

    private void startOrCancel() {
        if (run != null) {
            cancel();
            return;
        }
        List<BenchmarkRow> chosen = new ArrayList<>();
        for (BenchmarkRow row : rows) {
            row.clear();
            if (isChosen(row.about("model"))) {
                chosen.add(row);
            }
        }
        if (chosen.isEmpty()) {
            Dom.text(Dom.byId("status"), Text.of("Choose a model first."));
            return;
        }
        notice.hide(this);
        json.setHidden(true);
        enable(copy, false);
        Dom.text(start, Text.of("Cancel"));
        Dom.text(Dom.byId("status"), Text.of("Measuring …"));
        begun = BenchmarkClock.now();
        run = new BenchmarkRun(chosen, rows.get(0).about("model"), this);
        progressed(0, chosen.size());
        run.begin();
    }

    private boolean isChosen(String model) {
        HTMLElement box = Dom.byId("time-" + model); // null for a file's model
        return box == null || model.equals(OWN)
                ? own.isThere() && Dom.checked(Dom.byId("time-" + OWN))
                : Dom.checked(box);
    }

    @Override
    public void progressed(double done, int all) {
        setProgress(progress, done / all);
        double perRow = done < 1 ? ROW_MS : (BenchmarkClock.now() - begun) / done;
        int seconds = (int) Math.ceil((all - done) * perRow / 1000);
        Dom.text(
                Dom.byId("left"),
                Text.of("{0} of {1}, about {2} s left", Math.min((int) done + 1, all), all, Math.max(seconds, 1)));
    }

    @Override
    public void measured(BenchmarkRow row, Measurement result) {
        row.show(result);
        double slowest = 0;
        for (BenchmarkRow other : rows) {
            if (other.measurement() != null && other.about("model").equals(result.model())) {
                slowest = Math.max(slowest, other.measurement().milliseconds());
            }
        }
        for (BenchmarkRow other : rows) {
            if (other.measurement() != null && other.about("model").equals(result.model())) {
                other.share(other.measurement().milliseconds() / slowest);
            }
        }
    }

    @Override
    public void finished() {
        setProgress(progress, 1);
        end(Text.of("Done."));
    }

    @Override
    public void failed(String reason) {
        end(Text.of("It did not come to an end."));
        notice.show(this, Text.of("The benchmark can’t go on. {0}", reason), Text.of("Try again"), this::startOrCancel);
    }

    private void end(String how) {
        run = null;
        boolean any = false;
        for (BenchmarkRow row : rows) {
            if (row.measurement() == null && !row.isUnavailable()) {
                row.clear();
            }
            any |= row.measurement() != null;
        }
        Dom.text(start, Text.of("Run again"));
        Dom.text(Dom.byId("status"), any ? how : Text.of("{0} Nothing was measured.", how));
        Dom.text(Dom.byId("left"), "");
        enable(copy, any);
    }

    private void copy() {
        List<Measurement> results = new ArrayList<>();
        for (BenchmarkRow row : rows) {
            if (row.measurement() != null) {
                results.add(row.measurement());
            }
        }
        String text = BenchmarkJson.write(results);
        BenchmarkJson.copy(text, json, copied -> {
            Dom.text(Dom.byId("status"), copied ? Text.of("Copied.") : Text.of("Copy it from here:"));
        });
    }

    private static void enable(HTMLElement button, boolean enabled) {
        if (enabled) {
            button.removeAttribute("disabled");
        } else {
            button.setAttribute("disabled", "");
        }
    }

    private static void setProgress(HTMLElement progress, double value) {
        progress.setAttribute("value", Double.toString(value));
    }
}
