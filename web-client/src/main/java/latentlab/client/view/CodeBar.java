package latentlab.client.view;

import latentlab.client.state.Held;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.TextRectangle;

/** One number of the code: a slider whose resting place is the drawing's own value. */
final class CodeBar {
    private static final int NONE = -1;

    private final HTMLElement element;
    private final HTMLElement text;
    private final Runnable changed;
    private final CodeRange range;
    private int pointer = NONE;
    private boolean held;
    private boolean heldBefore;
    private float own;
    private float value;
    private float valueBefore;

    /**
     * @param element an empty element of the template, which becomes the slider
     * @param number  counted from 1
     */
    CodeBar(HTMLElement element, int number, CodeRange range, Runnable changed) {
        this.element = element;
        this.range = range;
        this.changed = changed;
        element.setTabIndex(0);
        element.setAttribute("role", "slider");
        element.setAttribute("aria-label", Text.of("Number {0} of the code", number));
        element.setAttribute("aria-valuemin", Decimal.plain(range.min()));
        element.setAttribute("aria-valuemax", Decimal.plain(range.max()));
        HTMLElement track = Dom.append(element, "span", "track");
        for (String part : new String[] {"usual", "fill", "zero", "own", "thumb"}) {
            Dom.append(track, "span", part);
        }
        text = Dom.append(element, "span", "value");
        Dom.variable(element, "--zero", position(0));
        Dom.variable(element, "--low", position(range.low()));
        Dom.variable(element, "--high", position(range.high()));
        element.onEvent("pointerdown", (PointerEvent event) -> down(event));
        element.onEvent("pointermove", (PointerEvent event) -> {
            if (event.getPointerId() == pointer) {
                drag(event);
            }
        });
        element.onEvent("pointerup", (PointerEvent event) -> pointer = NONE);
        // The browser took the finger for scrolling: it was never meant for the bar.
        element.onEvent("pointercancel", (PointerEvent event) -> cancel());
        element.onEvent("dblclick", (Event event) -> reset());
        element.onEvent("keydown", (KeyboardEvent event) -> key(event));
    }

    float value() {
        return value;
    }

    /** Whether the visitor moved it. */
    boolean isHeld() {
        return held;
    }

    /** The drawing has another code; a bar that the visitor moved stays where it is. */
    void rest(float ownValue) {
        own = ownValue;
        if (!held) {
            value = ownValue;
        }
    }

    /** To where a link says. */
    void hold(float there) {
        held = true;
        value = there;
    }

    /** Back to the drawing's own value. */
    void release() {
        held = false;
        value = own;
    }

    void show() {
        Dom.variable(element, "--value", position(value));
        Dom.variable(element, "--own", position(own));
        Dom.text(text, Decimal.fixed(value, 1));
        element.setAttribute("aria-valuenow", Decimal.plain(value));
        element.setAttribute("data-held", held ? "true" : "false");
    }

    private void down(PointerEvent event) {
        if (pointer == NONE && event.getButton() == 0) {
            pointer = event.getPointerId();
            heldBefore = held;
            valueBefore = value;
            Dom.capture(element, pointer);
            drag(event);
        }
    }

    private void drag(PointerEvent event) {
        TextRectangle track = element.querySelector(".track").getBoundingClientRect();
        double share = (event.getClientX() - track.getLeft()) / track.getWidth();
        move((float) (range.min() + share * (range.max() - range.min())));
    }

    private void cancel() {
        pointer = NONE;
        held = heldBefore;
        value = valueBefore;
        changed.run();
    }

    private void key(KeyboardEvent event) {
        if (Dom.isCommand(event)) {
            return;
        }
        float step = (range.max() - range.min()) / 100;
        switch (event.getKey()) {
            case "ArrowRight", "ArrowUp" -> move(value + step);
            case "ArrowLeft", "ArrowDown" -> move(value - step);
            case "PageUp" -> move(value + 10 * step);
            case "PageDown" -> move(value - 10 * step);
            case "Home" -> move(range.min());
            case "End" -> move(range.max());
            case "Delete", "Backspace", "Escape" -> reset();
            default -> {
                return;
            }
        }
        event.preventDefault();
    }

    private void reset() {
        release();
        changed.run();
    }

    private void move(float to) {
        hold(Held.snap(Math.max(range.min(), Math.min(range.max(), to))));
        changed.run();
    }

    /** From the track's left end, as a share of its length. */
    private String position(float number) {
        return Decimal.plain(Math.max(0, Math.min(1, (number - range.min()) / (range.max() - range.min()))));
    }
}
