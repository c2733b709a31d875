package latentlab.client.view;

import org.teavm.jso.JSProperty;
import org.teavm.jso.dom.events.Event;

/** A mouse, finger or pen. */
interface PointerEvent extends Event {
    @JSProperty
    int getPointerId();

    /** The button of this event; 0 is the main one, and touching. */
    @JSProperty
    int getButton();

    /** Those that are held, one bit each. */
    @JSProperty
    int getButtons();

    /** {@code mouse}, {@code touch} or {@code pen}. */
    @JSProperty
    String getPointerType();

    @JSProperty
    boolean isShiftKey();

    @JSProperty
    boolean isCtrlKey();

    /** From the window's left edge, in CSS pixels, with fractions. */
    @JSProperty
    double getClientX();

    /** From the window's upper edge, likewise. */
    @JSProperty
    double getClientY();
}
