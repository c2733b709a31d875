package latentlab.client.view;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;
import org.teavm.jso.core.JSArrayReader;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.EventTarget;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/** The few things that a page asks of its document. */
public final class Dom {
    private Dom() {}

    /** The element with that id, which the template promises. */
    public static HTMLElement byId(String id) {
        return Window.current().getDocument().getElementById(id);
    }

    /** The canvas with that id, which the template promises. */
    public static HTMLCanvasElement canvas(String id) {
        return (HTMLCanvasElement) byId(id);
    }

    /** All elements inside another one. */
    public static NodeList<? extends HTMLElement> all(HTMLElement inside, String selector) {
        return inside.querySelectorAll(selector);
    }

    /** A new element at the end of another one. */
    public static HTMLElement append(HTMLElement parent, String tag, String cssClass) {
        HTMLElement element = Window.current().getDocument().createElement(tag);
        element.setClassName(cssClass);
        parent.appendChild(element);
        return element;
    }

    /** Replaces an element's text, if it is another. */
    @JSBody(
            params = {"element", "text"},
            script = "if (element.textContent !== text) element.textContent = text;")
    public static native void text(HTMLElement element, String text);

    /** An element's text with single spaces. */
    @JSBody(params = "element", script = "return element.textContent.trim().replace(/\\s+/g, ' ');")
    public static native String words(HTMLElement element);

    /** Replaces the text of the element with that id, if it is another. */
    @JSBody(
            params = {"id", "text"},
            script = "var element = document.getElementById(id);"
                    + " if (element.textContent !== text) element.textContent = text;")
    public static native void say(String id, String text);

    /** Replaces the text of an element inside another one, if it is another. */
    @JSBody(
            params = {"inside", "selector", "text"},
            script = "var element = inside.querySelector(selector);"
                    + " if (element.textContent !== text) element.textContent = text;")
    public static native void say(HTMLElement inside, String selector, String text);

    /** Listens to an event without asking for more than that it has happened. */
    public static void on(EventTarget element, String event, Runnable action) {
        element.onEvent(event, (Event happened) -> action.run());
    }

    /** Listens to everything that the visitor does to the controls inside an element. */
    public static void onControls(HTMLElement element, Runnable action) {
        on(element, "input", action);
        on(element, "change", action);
    }

    /** Sets a CSS variable of an element. */
    public static void variable(HTMLElement element, String name, String value) {
        element.getStyle().setProperty(name, value);
    }

    /** Gives an element the keyboard's focus, without scrolling to it. */
    @JSBody(params = "element", script = "element.focus({preventScroll: true});")
    public static native void focus(HTMLElement element);

    /** Whether the visitor asked for less motion. */
    @JSBody(script = "return matchMedia('(prefers-reduced-motion: reduce)').matches;")
    public static native boolean reducedMotion();

    /** Says once that the visitor can see some of an element. */
    @JSBody(
            params = {"element", "seen"},
            script = "new IntersectionObserver(function(entries, observer) {"
                    + " if (entries.some(function(entry) { return entry.isIntersecting; })) {"
                    + " observer.disconnect(); seen(); } }).observe(element);")
    public static native void whenSeen(HTMLElement element, Seen seen);

    /** What is to be done then. */
    @JSFunctor
    public interface Seen extends JSObject {
        void run();
    }

    /** Marks a moment on the browser's own timeline, once. */
    @JSBody(params = "name", script = "if (!performance.getEntriesByName(name).length) performance.mark(name);")
    public static native void mark(String name);

    /** Tells the page's other modules that something has happened to an element. */
    @JSBody(
            params = {"element", "event"},
            script = "element.dispatchEvent(new Event(event));")
    public static native void tell(HTMLElement element, String event);

    /** Where a checkbox or a radio button stands. */
    @JSBody(params = "input", script = "return input.checked;")
    public static native boolean checked(HTMLElement input);

    /** Sets a checkbox or a radio button. */
    @JSBody(
            params = {"input", "checked"},
            script = "input.checked = checked;")
    public static native void check(HTMLElement input, boolean checked);

    /** A slider's or chooser's value. */
    @JSBody(params = "input", script = "return input.value;")
    public static native String value(HTMLElement input);

    /** Sets a slider's or chooser's value. */
    @JSBody(
            params = {"input", "value"},
            script = "input.value = value;")
    public static native void value(HTMLElement input, String value);

    /** Which of a chooser's options is chosen, counted from 0. */
    @JSBody(params = "input", script = "return input.selectedIndex;")
    public static native int selectedIndex(HTMLElement input);

    /** Chooses one of a chooser's options, counted from 0. */
    @JSBody(
            params = {"input", "index"},
            script = "input.selectedIndex = index;")
    public static native void selectIndex(HTMLElement input, int index);

    /** Whether a control can't be used now. */
    @JSBody(
            params = {"input", "disabled"},
            script = "input.disabled = disabled;")
    public static native void disable(HTMLElement input, boolean disabled);

    /** A slider's number, in hundredths. */
    @JSBody(params = "input", script = "return Math.round(input.valueAsNumber * 100);")
    public static native int hundredths(HTMLElement input);

    /** Whether a key is for the browser, such as Alt and an arrow. */
    static boolean isCommand(KeyboardEvent event) {
        return event.isCtrlKey() || event.isMetaKey() || event.isAltKey();
    }

    /** The positions that the browser merged into one event, at least the event itself. */
    @JSBody(
            params = "event",
            script = "var all = event.getCoalescedEvents ? event.getCoalescedEvents() : [];"
                    + " return all.length ? all : [event];")
    static native JSArrayReader<PointerEvent> coalesced(PointerEvent event);

    /** Sends all of a pointer's further events to this element. Fails for a pointer that is already gone. */
    @JSBody(
            params = {"element", "pointerId"},
            script = "try { element.setPointerCapture(pointerId); } catch (gone) {}")
    static native void capture(HTMLElement element, int pointerId);
}
