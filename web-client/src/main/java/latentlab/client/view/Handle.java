package latentlab.client.view;

import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;

/** A point of a plane that can be dragged, and moved with the arrow keys (with Shift, further). */
public final class Handle {
    private static final double STEP = 0.05;
    private static final double LARGE_STEP = 0.5;

    private final Plane plane;
    private final Moved moved;
    private final HTMLElement element;
    private final HTMLElement grip;
    private final HTMLElement dot;
    private final Grip follower;
    private double x;
    private double y;

    /** Hears where the visitor has moved it, to hundredths and within the plane. */
    public interface Moved {
        void to(double x, double y);
    }

    /** @param label what it is, for those who can't see it */
    public Handle(Plane plane, String label, String cssClass, Moved moved) {
        this.plane = plane;
        this.moved = moved;
        element = plane.append("g", "handle " + cssClass);
        grip = Svg.append(element, "circle", "grip"); // invisible: room for a finger
        Svg.set(grip, "r", 0.06 * plane.side());
        dot = Svg.append(element, "circle", "dot");
        Svg.set(dot, "r", 0.024 * plane.side());
        element.setAttribute("tabindex", "0");
        element.setAttribute("role", "slider");
        element.setAttribute("aria-label", label);
        element.setAttribute("aria-roledescription", "point");
        follower = new Grip(element, this::follow).on(element);
        element.onEvent("keydown", (KeyboardEvent event) -> key(event));
    }

    /** The whole plane leads it: a tap anywhere brings it there, and a finger that goes on drags it. */
    public Handle ledByPlane() {
        follower.on(plane.element());
        plane.element().setAttribute("data-led", "true");
        return this;
    }

    /**
     * Hears where a mouse is over the plane without a button held, whose way is only looked at.
     *
     * @param looked called with NaN when it is gone
     */
    public Handle hovered(Moved looked) {
        plane.element().onEvent("pointermove", (PointerEvent event) -> {
            if (event.getPointerType().equals("mouse") && event.getButtons() == 0) {
                looked.to(inside(plane.x(event), plane.left()), inside(plane.y(event), plane.bottom()));
            }
        });
        Dom.on(plane.element(), "pointerleave", () -> looked.to(Double.NaN, Double.NaN));
        return this;
    }

    /** Shows it elsewhere. */
    public void show(double toX, double toY) {
        x = toX;
        y = toY;
        Svg.at(grip, x, y);
        Svg.at(dot, x, y);
        element.setAttribute("aria-valuemin", Decimal.plain(plane.left()));
        element.setAttribute("aria-valuemax", Decimal.plain(plane.left() + plane.side()));
        element.setAttribute("aria-valuenow", Decimal.plain(x));
        element.setAttribute("aria-valuetext", "x " + Decimal.fixed(x, 2) + ", y " + Decimal.fixed(y, 2));
    }

    private void follow(PointerEvent event) {
        move(plane.x(event), plane.y(event));
    }

    private void key(KeyboardEvent event) {
        if (Dom.isCommand(event)) {
            return;
        }
        double step = event.isShiftKey() ? LARGE_STEP : STEP;
        switch (event.getKey()) {
            case "ArrowLeft" -> move(x - step, y);
            case "ArrowRight" -> move(x + step, y);
            case "ArrowUp" -> move(x, y + step);
            case "ArrowDown" -> move(x, y - step);
            default -> {
                return;
            }
        }
        event.preventDefault();
    }

    private void move(double toX, double toY) {
        x = inside(toX, plane.left()); // the next key may come before the next frame
        y = inside(toY, plane.bottom());
        moved.to(x, y);
    }

    /** To hundredths, which is what a link can carry. */
    private double inside(double value, double from) {
        return Math.floor(100 * Math.max(from, Math.min(from + plane.side(), value)) + 0.5) / 100;
    }
}
