package latentlab.client.page;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** What the modules that make files of what is seen ask the page for; they are loaded only when they are wanted. */
final class Taking {
    private Taking() {}

    /** Pictures (28,28) of a film. */
    @JSFunctor
    interface Film extends JSObject {
        /** @param share of the film, 1 for its end */
        JSObject at(float share);
    }

    /** A code (d). */
    @JSFunctor
    interface Code extends JSObject {
        JSObject get();
    }

    /** They find it as {@code latentLab}. */
    @JSBody(
            params = {"at", "code"},
            script = "window.latentLab = {at: at, code: code};")
    static native void offer(Film at, Code code);

    /** An array's copy, as JavaScript's own. */
    @JSBody(params = "array", script = "return array.slice();")
    static native JSObject copy(@JSByRef float[] array);

    /** One picture. */
    @JSBody(params = "picture", script = "return [picture.slice()];")
    static native JSObject pictures(@JSByRef float[] picture);

    /** Two side by side. */
    @JSBody(
            params = {"left", "right"},
            script = "return [left.slice(), right.slice()];")
    static native JSObject pictures(@JSByRef float[] left, @JSByRef float[] right);
}
