package latentlab.client;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArrayReader;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.function.JSSupplier;
import org.teavm.jso.typedarrays.ArrayBuffer;

/** What the API needs to ask of JavaScript. */
final class Script {
    private Script() {}

    /** Runs it soon; whatever it throws, now or later, becomes a plain Error with the same message. */
    @JSBody(
            params = "action",
            script = "return Promise.resolve().then(action).catch(function(e) { throw new Error(e.message); });")
    static native <T> JSPromise<T> promise(JSSupplier<JSPromise<T>> action);

    /** Throws a plain Error. */
    @JSBody(params = "message", script = "throw new Error(message);")
    static native void raise(String message);

    /** Whether it is a string or a URL. */
    @JSBody(params = "value", script = "return typeof value === 'string' || value instanceof URL;")
    static native boolean isAddress(JSObject value);

    @JSBody(params = "value", script = "return String(value);")
    static native String text(JSObject value);

    /** Whether it is an object of that built-in class, of any window. */
    static boolean is(JSObject value, String className) {
        return kindOf(value).equals(className);
    }

    /** The class of an object or the type of anything else, in one word. */
    @JSBody(
            params = "value",
            script =
                    "return value === null || typeof value !== 'object' ? String(value === null ? value : typeof value)"
                            + " : Object.prototype.toString.call(value).slice(8, -1);")
    static native String kindOf(JSObject value);

    @JSBody(params = "file", script = "return file.name || 'The file';")
    static native String fileName(JSObject file);

    /** An array as it is, anything else as the only one of its array. */
    @JSBody(params = "value", script = "return Array.isArray(value) ? value : [value];")
    static native JSArrayReader<JSObject> list(JSObject value);

    /** The bytes of a file, or of each of an array of files. */
    @JSBody(
            params = "files",
            script = "return Promise.all([].concat(files).map(function(file) {"
                    + " return file.arrayBuffer ? file.arrayBuffer() : file; }));")
    static native JSPromise<JSArrayReader<ArrayBuffer>> bytes(JSObject files);
}
