package latentlab.client.view;

import java.util.function.Consumer;
import org.teavm.jso.dom.html.HTMLElement;

/** Follows one mouse, finger or pen from where it is put down until it is lifted. The first one down has it. */
final class Grip {
    private static final int NONE = -1;

    private final HTMLElement holder;
    private final Consumer<PointerEvent> follow;
    private int pointer = NONE;

    /**
     * @param holder gets all of the pointer's events, and the keyboard's focus
     * @param follow called with each place
     */
    Grip(HTMLElement holder, Consumer<PointerEvent> follow) {
        this.holder = holder;
        this.follow = follow;
    }

    /** Pointers that are put down on this element are followed. */
    Grip on(HTMLElement element) {
        element.onEvent("pointerdown", (PointerEvent event) -> down(event));
        element.onEvent("pointermove", (PointerEvent event) -> move(event));
        Dom.on(element, "pointerup", this::up);
        Dom.on(element, "pointercancel", this::up);
        return this;
    }

    private void down(PointerEvent event) {
        if (pointer == NONE && event.getButton() == 0) {
            pointer = event.getPointerId();
            Dom.capture(holder, pointer);
            Dom.focus(holder);
            event.preventDefault();
            follow.accept(event);
        }
    }

    private void move(PointerEvent event) {
        if (event.getPointerId() == pointer) {
            follow.accept(event);
        }
    }

    private void up() {
        pointer = NONE;
    }
}
