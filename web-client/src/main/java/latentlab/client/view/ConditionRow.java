package latentlab.client.view;

import latentlab.client.state.Bound;
import org.teavm.jso.dom.html.HTMLElement;

/** A row of a table of stopping conditions: its switch, its bound, and where it is met. */
public final class ConditionRow {
    private final HTMLElement row;
    private final HTMLElement box;
    private final HTMLElement slider;
    private int wanted; // where the slider was put, be it beyond its end

    /**
     * @param row     holds a checkbox, a slider, {@code .bound}, {@code .at} and {@code .value}
     * @param changed called when the visitor has switched it or moved its bound
     */
    public ConditionRow(HTMLElement row, Runnable changed) {
        this.row = row;
        box = row.querySelector("input[type=checkbox]");
        slider = row.querySelector("input[type=range]");
        Dom.on(box, "change", changed);
        Dom.on(slider, "input", () -> {
            wanted = place();
            changed.run();
        });
    }

    /** The quantity's label. */
    public String quantity() {
        return row.getAttribute("data-quantity");
    }

    /** What it is called in the table. */
    public String words() {
        return row.querySelector("label").getInnerText().trim();
    }

    public boolean isOn() {
        return Dom.checked(box);
    }

    /** Where the slider stands. */
    public int place() {
        return Dom.hundredths(slider) / 100;
    }

    /** For the link. */
    public Bound bound() {
        return new Bound(wanted, isOn());
    }

    /** Sets the switch and the slider. */
    public void set(Bound bound) {
        wanted = bound.place();
        Dom.check(box, bound.on());
        Dom.value(slider, Integer.toString(wanted));
    }

    /** Where the slider may stand; it goes where it was put, as near as it may. */
    public void range(int least, int most) {
        slider.setAttribute("min", Integer.toString(least));
        slider.setAttribute("max", Integer.toString(most));
        Dom.value(slider, Integer.toString(wanted));
    }

    /**
     * Shows what comes of it.
     *
     * @param at    where it is met, in words
     * @param value what the quantity is there
     * @param first whether it is the first one that is met
     */
    public void show(String bound, String at, String value, boolean first) {
        Dom.say(row, ".bound", bound);
        slider.setAttribute("aria-valuetext", bound);
        Dom.say(row, ".at", at);
        Dom.say(row, ".value", value);
        row.setAttribute("data-first", first ? "true" : "false");
        row.setAttribute("data-on", isOn() ? "true" : "false");
    }
}
