package latentlab.client.view;

import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;

/** Leads a tool with the arrow keys; space or Enter puts it down and lifts it, Escape lifts it. */
final class KeyboardPen {
    private static final float STEP = 0.025f;
    private static final float LARGE_STEP = 0.1f;

    private final Tool tool;
    private final Runnable moved;
    private final HTMLElement says;
    private boolean active;
    private boolean down;
    private float x = 0.5f;
    private float y = 0.25f;

    /**
     * @param says  tells listeners whether the pen is down
     * @param moved called when the cursor is to be shown elsewhere or no more
     */
    KeyboardPen(HTMLElement surface, HTMLElement says, Tool tool, Runnable moved) {
        this.says = says;
        this.tool = tool;
        this.moved = moved;
        surface.onEvent("keydown", (KeyboardEvent event) -> key(event));
        surface.onEvent("blur", (Event event) -> leave());
        surface.onEvent("pointerdown", (Event event) -> leave());
    }

    /** Whether there is a cursor to be shown. */
    boolean isActive() {
        return active;
    }

    boolean isDown() {
        return down;
    }

    float x() {
        return x;
    }

    float y() {
        return y;
    }

    private void key(KeyboardEvent event) {
        if (Dom.isCommand(event)) {
            return;
        }
        float step = event.isShiftKey() ? LARGE_STEP : STEP;
        switch (event.getKey()) {
            case "ArrowLeft" -> move(-step, 0);
            case "ArrowRight" -> move(step, 0);
            case "ArrowUp" -> move(0, -step);
            case "ArrowDown" -> move(0, step);
            case " ", "Enter" -> {
                if (!event.isRepeat()) { // a key that is held is one stroke of it
                    toggle();
                }
            }
            case "Escape" -> lift();
            default -> {
                return;
            }
        }
        event.preventDefault();
        active = true;
        moved.run();
    }

    private void move(float dx, float dy) {
        x = Math.max(0, Math.min(1, x + dx));
        y = Math.max(0, Math.min(1, y + dy));
        if (down) {
            tool.moveTo(x, y);
        }
    }

    private void toggle() {
        if (down) {
            lift();
        } else {
            down = true;
            Dom.text(says, Text.of("Pen down"));
            tool.down(x, y);
        }
    }

    /** The end of a stroke, where one is under way. */
    void lift() {
        if (down) {
            down = false;
            Dom.text(says, Text.of("Pen up"));
            tool.up();
        }
    }

    private void leave() {
        lift();
        active = false;
        moved.run();
    }
}
