package latentlab.client.view;

import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * The keyboard on a map: arrows move a cursor, which pushes the map when it comes to the edge; plus and minus enlarge, 0
 * shows the whole; Enter takes the point under the cursor, L begins and closes a lasso, Escape gives it up.
 */
final class MapKeys {
    private static final double STEP = 0.02;
    private static final double LARGE_STEP = 0.1;
    private static final double EDGE = 0.06;
    private static final double CLOSER = 1.4;

    private final MapTool tool;
    private final Runnable whole;
    private boolean active;
    private boolean lasso;
    private double x = 0.5;
    private double y = 0.5;

    /** @param whole shows the whole map */
    MapKeys(HTMLElement surface, MapTool tool, Runnable whole) {
        this.tool = tool;
        this.whole = whole;
        surface.onEvent("keydown", (KeyboardEvent event) -> key(event));
        surface.onEvent("blur", (Event event) -> leave());
        surface.onEvent("pointerdown", (Event event) -> leave());
    }

    /** Whether there is a cursor to be shown. */
    boolean isActive() {
        return active;
    }

    double x() {
        return x;
    }

    double y() {
        return y;
    }

    private void key(KeyboardEvent event) {
        if (Dom.isCommand(event)) {
            return;
        }
        double step = event.isShiftKey() ? LARGE_STEP : STEP;
        switch (event.getKey()) {
            case "ArrowLeft" -> move(-step, 0);
            case "ArrowRight" -> move(step, 0);
            case "ArrowUp" -> move(0, -step);
            case "ArrowDown" -> move(0, step);
            case "+", "=" -> tool.enlarge(CLOSER, x, y);
            case "-" -> tool.enlarge(1 / CLOSER, x, y);
            case "0" -> whole.run();
            case "Enter", " " -> tool.take(x, y);
            case "l", "L" -> toggleLasso();
            case "Escape" -> endLasso(false);
            default -> {
                return;
            }
        }
        event.preventDefault();
        active = true;
        tool.look(x, y);
    }

    private void move(double dx, double dy) {
        x += dx;
        y += dy;
        double beyondX = x - Math.max(EDGE, Math.min(1 - EDGE, x));
        double beyondY = y - Math.max(EDGE, Math.min(1 - EDGE, y));
        if (beyondX != 0 || beyondY != 0) {
            x -= beyondX;
            y -= beyondY;
            tool.push(-beyondX, -beyondY);
        }
        if (lasso) {
            tool.dragLasso(x, y);
        }
    }

    private void toggleLasso() {
        if (lasso) {
            endLasso(true);
        } else {
            lasso = true;
            tool.beginLasso(x, y);
        }
    }

    private void endLasso(boolean closed) {
        if (lasso) {
            lasso = false;
            tool.endLasso(closed);
        }
    }

    private void leave() {
        endLasso(false);
        if (active) {
            active = false;
            tool.lookAway();
        }
    }
}
