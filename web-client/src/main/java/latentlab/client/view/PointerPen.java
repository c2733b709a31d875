package latentlab.client.view;

import org.teavm.jso.core.JSArrayReader;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.TextRectangle;

/** Leads a tool with mouse, finger or pen. The first one down has it; a second finger is not heard until it is gone. */
final class PointerPen {
    private static final int NONE = -1;

    private final HTMLElement surface;
    private final Tool tool;
    private int pointer = NONE;
    private double left;
    private double top;
    private double side;

    PointerPen(HTMLElement surface, Tool tool) {
        this.surface = surface;
        this.tool = tool;
        surface.onEvent("pointerdown", (PointerEvent event) -> down(event));
        surface.onEvent("pointermove", (PointerEvent event) -> move(event));
        surface.onEvent("pointerup", (PointerEvent event) -> up(event));
        surface.onEvent("pointercancel", (PointerEvent event) -> up(event));
        surface.onEvent("lostpointercapture", (PointerEvent event) -> up(event));
    }

    private void down(PointerEvent event) {
        if (pointer != NONE || event.getButton() != 0) {
            return;
        }
        pointer = event.getPointerId();
        Dom.capture(surface, pointer);
        // The page does not move under a pen that is down.
        TextRectangle box = surface.getBoundingClientRect();
        left = box.getLeft();
        top = box.getTop();
        side = box.getWidth();
        tool.down(x(event), y(event));
    }

    private void move(PointerEvent event) {
        if (event.getPointerId() != pointer) {
            return;
        }
        JSArrayReader<PointerEvent> positions = Dom.coalesced(event);
        for (int i = 0; i < positions.getLength(); i++) {
            tool.moveTo(x(positions.get(i)), y(positions.get(i)));
        }
    }

    private void up(PointerEvent event) {
        if (event.getPointerId() == pointer) {
            pointer = NONE;
            tool.up();
        }
    }

    private float x(PointerEvent event) {
        return (float) ((event.getClientX() - left) / side);
    }

    private float y(PointerEvent event) {
        return (float) ((event.getClientY() - top) / side);
    }
}
