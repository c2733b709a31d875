package latentlab.client.view;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArrayReader;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.TextRectangle;

/**
 * Mouse, fingers and pen on a map. One finger scrolls the page as everywhere, until the map has the focus, which a tap
 * gives it; then, and with a mouse, one pushes the map. Two fingers always move and enlarge it. The wheel scrolls the page,
 * too, until the map has the focus.
 */
final class MapPointer {
    private static final int NONE = -1;

    /** A way longer than this is no tap, in CSS pixels. */
    private static final double TAP = 6;

    private static final double WHEEL = 0.002;

    private final HTMLElement surface;
    private final MapTool tool;
    private int first = NONE;
    private int second = NONE;
    private double x1;
    private double y1;
    private double x2;
    private double y2;
    private double side = 1;
    private boolean lasso;
    private boolean moved;

    MapPointer(HTMLElement surface, MapTool tool) {
        this.surface = surface;
        this.tool = tool;
        surface.onEvent("pointerdown", (PointerEvent event) -> down(event));
        surface.onEvent("pointermove", (PointerEvent event) -> move(event));
        surface.onEvent("pointerup", (PointerEvent event) -> up(event, true));
        surface.onEvent("pointercancel", (PointerEvent event) -> up(event, false));
        surface.onEvent("pointerleave", (Event event) -> {
            if (first == NONE) {
                tool.lookAway();
            }
        });
        surface.onEvent("focus", (Event event) -> surface.setAttribute("data-held", "true"));
        surface.onEvent("blur", (Event event) -> surface.setAttribute("data-held", "false"));
        onWheel(surface, this::wheel);
        keepTwoFingers(surface);
    }

    private void down(PointerEvent event) {
        if (event.getButton() != 0 || second != NONE) {
            return;
        }
        side = surface.getBoundingClientRect().getWidth();
        double x = x(event);
        double y = y(event);
        if (first == NONE) {
            first = event.getPointerId();
            x1 = x;
            y1 = y;
            moved = false;
            lasso = tool.isLasso() || event.isShiftKey();
            if (lasso) {
                Dom.capture(surface, first);
                tool.beginLasso(x, y);
            } else if (isMouse(event) || isHeld()) {
                Dom.capture(surface, first);
            }
        } else {
            second = event.getPointerId();
            x2 = x;
            y2 = y;
            moved = true;
            if (lasso) { // a second finger wants to move the map
                lasso = false;
                tool.endLasso(false);
            }
        }
    }

    private void move(PointerEvent event) {
        double x = x(event);
        double y = y(event);
        int id = event.getPointerId();
        if (first == NONE) {
            if (isMouse(event)) {
                tool.look(x, y);
            }
        } else if (second != NONE) {
            pinch(id, x, y);
        } else if (id == first && lasso) {
            moved = true;
            JSArrayReader<PointerEvent> positions = Dom.coalesced(event); // a slow device tells of several at once
            for (int i = 0; i < positions.getLength(); i++) {
                tool.dragLasso(x(positions.get(i)), y(positions.get(i)));
            }
        } else if (id == first && (moved || Math.hypot(x - x1, y - y1) * side > TAP)) {
            if (isMouse(event) || isHeld()) {
                tool.push(x - x1, y - y1);
            }
            moved = true;
            x1 = x;
            y1 = y;
        }
    }

    private void pinch(int id, double x, double y) {
        double before = Math.hypot(x2 - x1, y2 - y1);
        double middleX = (x1 + x2) / 2;
        double middleY = (y1 + y2) / 2;
        if (id == first) {
            x1 = x;
            y1 = y;
        } else if (id == second) {
            x2 = x;
            y2 = y;
        } else {
            return;
        }
        double toX = (x1 + x2) / 2;
        double toY = (y1 + y2) / 2;
        tool.push(toX - middleX, toY - middleY);
        if (before > 0) {
            tool.enlarge(Math.hypot(x2 - x1, y2 - y1) / before, toX, toY);
        }
    }

    private void up(PointerEvent event, boolean lifted) {
        int id = event.getPointerId();
        if (id != first && id != second) {
            return;
        }
        if (second != NONE) { // the finger that stays goes on alone
            if (id == first) {
                first = second;
                x1 = x2;
                y1 = y2;
            }
            second = NONE;
            return;
        }
        first = NONE;
        if (lasso) {
            lasso = false;
            if (lifted && moved) { // where it is lifted may be farther than was told before
                tool.dragLasso(x(event), y(event));
            }
            tool.endLasso(lifted && moved);
        } else if (lifted && !moved) {
            tool.take(x(event), y(event));
        }
    }

    private boolean wheel(Wheel event) {
        if (!event.isCtrlKey() && !isHeld()) {
            return false;
        }
        double lines = event.getDeltaMode() == 1 ? 16 : 1;
        // a trackpad's pinch comes as a wheel with Ctrl, in smaller steps
        double speed = event.isCtrlKey() ? 5 * WHEEL : WHEEL;
        tool.enlarge(Math.exp(-speed * lines * event.getDeltaY()), x(event), y(event));
        return true;
    }

    private boolean isHeld() {
        return "true".equals(surface.getAttribute("data-held"));
    }

    private static boolean isMouse(PointerEvent event) {
        return event.getPointerType().equals("mouse");
    }

    private double x(PointerEvent event) {
        TextRectangle box = surface.getBoundingClientRect();
        return (event.getClientX() - box.getLeft()) / box.getWidth();
    }

    private double y(PointerEvent event) {
        TextRectangle box = surface.getBoundingClientRect();
        return (event.getClientY() - box.getTop()) / box.getWidth();
    }

    /** A turn of a wheel. */
    private interface Wheel extends PointerEvent {
        @JSProperty
        double getDeltaY();

        @JSProperty
        int getDeltaMode();
    }

    /** Says whether the wheel was for the map. */
    @JSFunctor
    private interface Turned extends JSObject {
        boolean turn(Wheel event);
    }

    @JSBody(
            params = {"element", "turned"},
            script = "element.addEventListener('wheel', function(event) {"
                    + " if (turned(event)) event.preventDefault(); }, {passive: false});")
    private static native void onWheel(HTMLElement element, Turned turned);

    /** The browser would scroll or enlarge the page with two fingers. */
    @JSBody(
            params = "element",
            script =
                    "function mine(event) { if (event.touches.length > 1 && event.cancelable) event.preventDefault(); }"
                            + " element.addEventListener('touchstart', mine, {passive: false});"
                            + " element.addEventListener('touchmove', mine, {passive: false});")
    private static native void keepTwoFingers(HTMLElement element);
}
