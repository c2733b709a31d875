package latentlab.client.view;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.dom.html.HTMLElement;

/** Lines as the d of a path. */
final class PathData {
    private final JSObject parts = new JSArray<>();

    /** Begins a line. */
    PathData move(double x, double y) {
        add(parts, "M", x, y);
        return this;
    }

    /** Goes on in a straight line. */
    PathData line(double x, double y) {
        add(parts, "L", x, y);
        return this;
    }

    /** A dot: a line of no length, which has round ends. */
    void dot(double x, double y) {
        add(parts, "M", x, y);
        add(parts, "l", 0, 0);
    }

    /** Back to where the line began. */
    PathData close() {
        add(parts, "z");
        return this;
    }

    /** Makes this the shape of a path. */
    void show(HTMLElement path) {
        show(parts, path);
    }

    /** To thousandths, which is finer than any screen. */
    @JSBody(
            params = {"parts", "command", "x", "y"},
            script = "parts.push(command + Number(x.toFixed(3)) + ' ' + Number(y.toFixed(3)));")
    private static native void add(JSObject parts, String command, double x, double y);

    @JSBody(
            params = {"parts", "command"},
            script = "parts.push(command);")
    private static native void add(JSObject parts, String command);

    @JSBody(
            params = {"parts", "path"},
            script = "path.setAttribute('d', parts.join(''));")
    private static native void show(JSObject parts, HTMLElement path);
}
