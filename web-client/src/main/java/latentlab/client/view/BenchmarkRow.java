package latentlab.client.view;

import latentlab.client.benchmark.Measurement;
import org.teavm.jso.dom.html.HTMLElement;

/** A row of the benchmark's tables: what is to be timed, and the result. */
public final class BenchmarkRow {
    private static final String NOTHING = "–";

    private final HTMLElement row;
    private Measurement measurement; // null before it is there
    private boolean unavailable;

    /** @param row says in its attributes what it is about */
    public BenchmarkRow(HTMLElement row) {
        this.row = row;
    }

    /** The model's id, {@code model}, or one of {@code operation}, {@code kernel} and {@code graph}. */
    public String about(String name) {
        return row.getAttribute("data-" + name);
    }

    /** It is about another model from now on. */
    public void beAbout(String model) {
        row.setAttribute("data-model", model);
        clear();
    }

    /** What is shown, or null. */
    public Measurement measurement() {
        return measurement;
    }

    /** Whether this browser was found to have no such kernel. */
    public boolean isUnavailable() {
        return unavailable;
    }

    /** Forgets the result. */
    public void clear() {
        measurement = null;
        unavailable = false;
        row.removeAttribute("data-running");
        cells(NOTHING, NOTHING, NOTHING);
        share(0);
    }

    /** Shows that this row's turn has come. */
    public void run() {
        row.setAttribute("data-running", "");
        cells("…", "…", "…");
    }

    /** Shows that this browser has no such kernel. */
    public void unavailable() {
        clear();
        unavailable = true;
        cells(Text.of("not here"), NOTHING, NOTHING);
    }

    /** Shows the result. */
    public void show(Measurement result) {
        measurement = result;
        row.removeAttribute("data-running");
        cells(
                Numbers.precise(result.milliseconds()),
                Numbers.grouped(Numbers.rounded(1000 / result.milliseconds())),
                Numbers.precise(result.largestDifference()));
    }

    /** Draws the bar, from 0 to 1. */
    public void share(double share) {
        Dom.variable(row, "--share", Decimal.plain(share));
    }

    private void cells(String milliseconds, String perSecond, String difference) {
        Dom.text(row.querySelector(".milliseconds"), milliseconds);
        Dom.text(row.querySelector(".per-second"), perSecond);
        Dom.text(row.querySelector(".difference"), difference);
    }
}
