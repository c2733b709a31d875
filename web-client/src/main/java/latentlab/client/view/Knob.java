package latentlab.client.view;

import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.TextRectangle;

/**
 * A knob on a square: it is dragged, or goes where the square is clicked. Fingers that do not begin on the knob scroll the
 * page.
 */
public final class Knob {
    private static final int NONE = -1;

    private final HTMLElement square;
    private final HTMLElement knob;
    private final Moved moved;
    private int pointer = NONE;

    /** Where it was put, in shares of the square. */
    public interface Moved {
        void to(double x, double y);
    }

    public Knob(HTMLElement square, HTMLElement knob, Moved moved) {
        this.square = square;
        this.knob = knob;
        this.moved = moved;
        square.onEvent("click", (PointerEvent event) -> tell(event));
        knob.onEvent("pointerdown", (PointerEvent event) -> {
            if (event.getButton() == 0) {
                pointer = event.getPointerId();
                Dom.capture(knob, pointer);
            }
        });
        knob.onEvent("pointermove", (PointerEvent event) -> {
            if (event.getPointerId() == pointer) {
                tell(event);
            }
        });
        knob.onEvent("pointerup", (Event event) -> pointer = NONE);
        knob.onEvent("pointercancel", (Event event) -> pointer = NONE);
    }

    private void tell(PointerEvent event) {
        TextRectangle box = square.getBoundingClientRect();
        moved.to(
                share((event.getClientX() - box.getLeft()) / box.getWidth()),
                share((event.getClientY() - box.getTop()) / box.getHeight()));
    }

    private static double share(double position) {
        return Math.max(0, Math.min(1, position));
    }

    /** Shows where it is, in shares of the square. */
    public void show(double x, double y) {
        Dom.variable(knob, "--x", Decimal.plain(x));
        Dom.variable(knob, "--y", Decimal.plain(y));
    }
}
