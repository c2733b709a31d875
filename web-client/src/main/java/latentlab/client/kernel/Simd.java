package latentlab.client.kernel;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;

/** What the browser does with a kernel. */
final class Simd {
    private Simd() {}

    /** Whether this browser has WebAssembly with vectors of 128 bits. */
    static boolean isSupported() {
        WasmAssembler assembler = new WasmAssembler();
        WasmCode f = assembler.export("f");
        f.i32Const(0).f32x4Const(0).v128Store(0);
        return validate(assembler.assemble(1));
    }

    @JSBody(params = "module", script = "return typeof WebAssembly === 'object' && WebAssembly.validate(module);")
    private static native boolean validate(@JSByRef byte[] module);

    /** A memory of that many times 64 KiB, without a maximum. */
    @JSBody(params = "pages", script = "return new WebAssembly.Memory({initial: pages});")
    static native JSObject memory(int pages);

    /** A module's exports. */
    @JSBody(
            params = {"module", "memory"},
            script = "return WebAssembly.instantiate(module, {env: {memory: memory}})"
                    + ".then(function(result) { return result.instance.exports; });")
    static native JSPromise<Exports> instantiate(@JSByRef byte[] module, JSObject memory);

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

    /** A new array with the same numbers. Quicker than to fill one, as its memory is not set to 0 first. */
    @JSBody(params = "source", script = "return new Float32Array(source);")
    @JSByRef
    static native float[] copyOf(@JSByRef float[] source);

    /** The functions of the kernels. */
    interface Exports extends JSObject {
        void encode();

        void decode();

        void from();

        void to();

        void mix(float alpha);
    }
}
