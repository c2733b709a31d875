package latentlab.client.kernel;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.typedarrays.Float32Array;

/** What the browser does with a kernel. */
final class Simd {
    private Simd() {}

    /** Whether this browser has WebAssembly with vectors of 128 bits: a module whose one function returns such a one. */
    @JSBody(
            script =
                    "return typeof WebAssembly === 'object' && WebAssembly.validate(new Uint8Array("
                            + "[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11]));")
    static native boolean isSupported();

    /** A memory of that many times 64 KiB, without a maximum. */
    @JSBody(params = "pages", script = "return new WebAssembly.Memory({initial: pages});")
    static native JSObject memory(int pages);

    /** A module's exports. */
    @JSBody(
            params = {"module", "memory"},
            script = "return WebAssembly.instantiate(module, {env: {memory: memory}})"
                    + ".then(function(result) { return result.instance.exports; });")
    static native JSPromise<Exports> instantiate(@JSByRef byte[] module, JSObject memory);

    /** A memory's size. */
    @JSBody(params = "memory", script = "return memory.buffer.byteLength;")
    static native int bytes(JSObject memory);

    /** A custom section as texts, with a 0 between every two. */
    @JSBody(
            params = {"module", "name"},
            script =
                    "return new TextDecoder().decode(WebAssembly.Module.customSections(module, name)[0]).split('\\0');")
    static native String[] texts(JSObject module, String name);

    /** A custom section as integers of 32 bits. */
    @JSBody(
            params = {"module", "name"},
            script = "return new Int32Array(WebAssembly.Module.customSections(module, name)[0]);")
    @JSByRef
    static native int[] integers(JSObject module, String name);

    /** Part of a memory as numbers. */
    @JSBody(
            params = {"memory", "address", "length"},
            script = "return new Float32Array(memory.buffer, address, length);")
    @JSByRef
    static native float[] floats(JSObject memory, int address, int length);

    /** Part of a memory as integers. */
    @JSBody(
            params = {"memory", "address", "length"},
            script = "return new Int32Array(memory.buffer, address, length);")
    @JSByRef
    static native int[] ints(JSObject memory, int address, int length);

    /** target[0 … source.length) = source. */
    @JSBody(
            params = {"target", "source"},
            script = "target.set(source);")
    static native void copy(@JSByRef float[] target, @JSByRef float[] source);

    /**
     * Puts values into the kernel's code, runs it and copies its picture: a new array of the same numbers is made sooner
     * than one that is set to 0 first, and so few numbers are set sooner one by one than by set.
     */
    @JSBody(
            params = {"exports", "code", "picture", "values"},
            script = "for (var i = 0; i < code.length; i++) code[i] = values[i];"
                    + " exports.decode(); return new Float32Array(picture);")
    static native Float32Array decode(Exports exports, Float32Array code, Float32Array picture, Float32Array values);

    /** Runs the kernel's mix and copies its picture, in the same way. */
    @JSBody(
            params = {"exports", "picture", "alpha"},
            script = "exports.mix(alpha); return new Float32Array(picture);")
    static native Float32Array mix(Exports exports, Float32Array picture, float alpha);

    /** The functions of the kernels. */
    interface Exports extends JSObject {
        void encode();

        void decode();

        void place(int corner);

        void mix(float alpha);

        void blend(float first, float second, float third, float fourth);

        /** Where a module has a memory of its own. */
        @JSProperty
        JSObject getMemory();
    }
}
