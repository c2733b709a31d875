package latentlab.client.view;

import latentlab.client.state.History;
import latentlab.client.state.Input;
import latentlab.client.state.PenPath;
import latentlab.image.Drawing;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/**
 * A surface with its tools: the element's first canvas, and its buttons, each with {@code data-do} saying what it does
 * (pen, eraser, undo, redo, clear; others are the page's own).
 */
public final class DrawingPad implements Tool {
    private static final float ERASER_RADIUS = 0.05f;

    private final HTMLElement root;
    private final Runnable changed;
    private final Runnable touched;
    private final DrawingSurface surface;
    private final KeyboardPen keyboard;
    private final History history = new History();
    private Input shown = Input.EMPTY;
    private PenPath pen;
    private boolean forNow;
    private boolean erasing;
    private boolean erasingNow;
    private float lastX;
    private float lastY;

    /**
     * @param changed called when {@link #input} gives something new or the pad is to be shown again
     * @param touched called before anything that the visitor does here
     */
    public DrawingPad(HTMLElement root, Runnable changed, Runnable touched) {
        this.root = root;
        this.changed = changed;
        this.touched = touched;
        HTMLCanvasElement canvas = (HTMLCanvasElement) root.querySelector("canvas");
        surface = new DrawingSurface(canvas);
        new PointerPen(canvas, this);
        keyboard = new KeyboardPen(canvas, root.querySelector("[data-says]"), this, changed);
        canvas.onEvent("keydown", (KeyboardEvent event) -> shortcut(event));
        NodeList<? extends HTMLElement> buttons = Dom.all(root, "button[data-do]");
        for (int i = 0; i < buttons.getLength(); i++) {
            String action = buttons.item(i).getAttribute("data-do");
            buttons.item(i).onEvent("click", (Event event) -> act(action));
        }
        Window.current().onEvent("resize", (Event event) -> changed.run());
        showTools();
    }

    /** What is on the surface now. */
    public Input input() {
        return shown;
    }

    /** Whether the visitor is drawing at this moment. */
    public boolean isBusy() {
        return pen != null || erasingNow;
    }

    /** Shows what came with a link: the visitor may go on with it, but not back before it. */
    public void present(Input input) {
        forNow = false;
        history.restart(input);
        settle();
    }

    /** Shows something that makes room as soon as the visitor draws. */
    public void presentForNow(Input input) {
        present(input);
        forNow = true;
    }

    /** Shows something that the visitor asked for. */
    public void put(Input input) {
        forNow = false;
        history.add(input);
        settle();
    }

    /** Draws the surface, once a frame. */
    public void show() {
        surface.show(shown, keyboard.isActive() ? keyboard : null);
    }

    @Override
    public void down(float x, float y) {
        touched.run();
        if (forNow && !erasing) {
            present(Input.EMPTY);
        }
        forNow = false;
        lastX = x;
        lastY = y;
        if (erasing) {
            erasingNow = true;
            moveTo(x, y);
        } else {
            // A picked digit is whole: a stroke begins a drawing of its own.
            pen = new PenPath(shown.drawing(), x, y);
            show(pen.drawing());
        }
    }

    @Override
    public void moveTo(float x, float y) {
        if (pen != null) {
            pen.moveTo(x, y);
            show(pen.drawing());
        } else if (erasingNow) {
            erase(x, y);
        }
        lastX = x;
        lastY = y;
    }

    @Override
    public void up() {
        pen = null;
        erasingNow = false;
        if (!shown.equals(history.current())) { // an eraser may have met nothing
            history.add(shown);
        }
        settle();
    }

    /** Along the way, as a fast eraser's positions lie further apart than it is wide. */
    private void erase(float x, float y) {
        float dx = x - lastX;
        float dy = y - lastY;
        int hops = 1 + (int) (Math.sqrt(dx * dx + dy * dy) / ERASER_RADIUS);
        Drawing drawing = shown.drawing();
        for (int hop = 1; hop <= hops; hop++) {
            drawing = drawing.erase(lastX + dx * hop / hops, lastY + dy * hop / hops, ERASER_RADIUS);
        }
        show(PenPath.snap(drawing));
    }

    private void show(Drawing drawing) {
        shown = drawing.isEmpty() && shown.digit() != null ? shown : Input.drawn(drawing);
        changed.run();
    }

    private void settle() {
        shown = history.current();
        showTools();
        changed.run();
    }

    private void act(String action) {
        touched.run();
        keyboard.lift(); // what is done to the drawing would be undone by a stroke that goes on
        if (isBusy()) {
            up();
        }
        switch (action) {
            case "pen" -> erasing = false;
            case "eraser" -> erasing = true;
            case "undo" -> history.undo();
            case "redo" -> history.redo();
            case "clear" -> {
                if (!history.current().isEmpty()) {
                    history.add(Input.EMPTY);
                }
            }
            default -> {
                return;
            }
        }
        settle();
    }

    private void shortcut(KeyboardEvent event) {
        boolean command = event.isCtrlKey() || event.isMetaKey();
        String key = event.getKey().toLowerCase();
        String action = switch (key) {
            case "z" -> command ? event.isShiftKey() ? "redo" : "undo" : "";
            case "y" -> command ? "redo" : "";
            case "delete" -> "clear";
            case "e" -> command ? "" : "eraser";
            case "p" -> command ? "" : "pen";
            default -> "";
        };
        if (!action.isEmpty()) {
            event.preventDefault();
            act(action);
        }
    }

    private void showTools() {
        mark("pen", "aria-pressed", !erasing);
        mark("eraser", "aria-pressed", erasing);
        // not disabled, which would throw the keyboard's focus off the button that was just pressed
        mark("undo", "aria-disabled", !history.canUndo());
        mark("redo", "aria-disabled", !history.canRedo());
        mark("clear", "aria-disabled", history.current().isEmpty());
        root.setAttribute("data-tool", erasing ? "eraser" : "pen");
    }

    private void mark(String action, String attribute, boolean value) {
        HTMLElement button = root.querySelector("[data-do=" + action + "]");
        if (button != null) { // a pad need not have all of them
            button.setAttribute(attribute, value ? "true" : "false");
        }
    }
}
