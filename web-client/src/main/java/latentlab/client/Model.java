package latentlab.client;

import java.util.Map;
import latentlab.client.kernel.Network;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArrayReader;
import org.teavm.jso.core.JSObjects;
import org.teavm.jso.typedarrays.Float32Array;

/**
 * A model as JavaScript sees it: checks what comes in, and hands out arrays that are the caller's own, to keep, change
 * or transfer. Making them takes a fifth of the time of decode; a shared array would surprise who keeps results.
 */
public final class Model {
    private static final int PIXELS = 28 * 28;

    private static boolean direct;

    private final Network network;
    private final String id;

    /** @param fallbackId the id when the file does not say one */
    Model(Network network, String fallbackId) {
        this.network = network;
        id = network.metadata().getOrDefault("id", fallbackId);
        if (!direct) {
            direct = true; // once, as a function that is put there again counts as another one
            callDirectly(this);
        }
    }

    /**
     * Replaces what TeaVM makes of the exported methods: its functions take their arguments as lists, which are joined
     * and spread again at every call, which takes a few hundredths of the time of decode.
     */
    @JSBody(
            params = "model",
            script = "var methods = Object.getPrototypeOf(model);"
                    + "methods.encode = function(pixels) { return javaMethods.get('latentlab.client.Model.encode("
                    + "Llatentlab/client/Model;Lorg/teavm/jso/JSObject;)Lorg/teavm/jso/typedarrays/Float32Array;')"
                    + ".invoke(this, pixels); };"
                    + "methods.decode = function(code) { return javaMethods.get('latentlab.client.Model.decode("
                    + "Llatentlab/client/Model;Lorg/teavm/jso/JSObject;)Lorg/teavm/jso/typedarrays/Float32Array;')"
                    + ".invoke(this, code); };")
    private static native void callDirectly(Model model);

    private static Float32Array encode(Model model, JSObject pixels) {
        return model.encode(pixels);
    }

    private static Float32Array decode(Model model, JSObject code) {
        return model.decode(code);
    }

    /** The model's id on its server. */
    @JSExport
    @JSProperty
    public String getId() {
        return id;
    }

    /** c. */
    @JSExport
    @JSProperty
    public int getChannels() {
        return network.channels();
    }

    /** d. */
    @JSExport
    @JSProperty
    public int getLatentDim() {
        return network.latentDim();
    }

    /** 'simd' or 'java'. */
    @JSExport
    @JSProperty
    public String getKernel() {
        return network.kernel().word();
    }

    /** What the weights file says about itself, an object of strings. */
    @JSExport
    @JSProperty
    public JSObject getMetadata() {
        JSObject object = JSObjects.create();
        for (Map.Entry<String, String> entry : network.metadata().entrySet()) {
            put(object, entry.getKey(), entry.getValue());
        }
        return object;
    }

    /** Float32Array(784), row by row, 0 is black and 1 white → Float32Array(d). */
    @JSExport
    public Float32Array encode(JSObject pixels) {
        float[] code = new float[network.latentDim()];
        requireNumbers(pixels, "encode", PIXELS);
        network.encode(javaArray(pixels), code);
        return Float32Array.fromJavaArray(code);
    }

    /** Float32Array(d) → Float32Array(784). */
    @JSExport
    public Float32Array decode(JSObject code) {
        requireNumbers(code, "decode", network.latentDim());
        return network.decode(float32Array(code));
    }

    /** The straight path from one code to another, two Float32Array(d). */
    @JSExport
    public Path path(JSObject codeFrom, JSObject codeTo) {
        requireNumbers(codeFrom, "path", network.latentDim());
        requireNumbers(codeTo, "path", network.latentDim());
        return new Path(network.path(javaArray(codeFrom), javaArray(codeTo)));
    }

    /** What lies between one to four codes, an array of Float32Array(d), and beyond them. */
    @JSExport
    public Blend blend(JSObject codes) {
        JSArrayReader<JSObject> list = Script.list(codes);
        if (list.getLength() < 1 || list.getLength() > 4) {
            Script.raise("blend expects 1 to 4 codes, not " + list.getLength() + ".");
        }
        float[][] own = new float[list.getLength()][];
        for (int i = 0; i < own.length; i++) {
            requireNumbers(list.get(i), "blend", network.latentDim());
            own[i] = javaArray(list.get(i)).clone();
        }
        return new Blend(network.blend(own), own.length);
    }

    /** Sums of a blend's codes. */
    public static final class Blend {
        private final Network.Blend blend;
        private final int codes;

        Blend(Network.Blend blend, int codes) {
            this.blend = blend;
            this.codes = codes;
        }

        /** Float32Array with a share for each code → D(Σ share·code), a Float32Array(784). */
        @JSExport
        public Float32Array at(JSObject shares) {
            requireNumbers(shares, "at", codes);
            double[] exact = new double[codes];
            for (int i = 0; i < codes; i++) {
                exact[i] = javaArray(shares)[i];
            }
            float[] pixels = new float[PIXELS];
            blend.at(exact, pixels);
            return Float32Array.fromJavaArray(pixels);
        }
    }

    /** Points of a path. */
    public static final class Path {
        private final Network.Path path;

        Path(Network.Path path) {
            this.path = path;
        }

        /** D(α·codeFrom + (1−α)·codeTo), a Float32Array(784): 1 is the path's first code, 0 its second. */
        @JSExport
        public Float32Array at(JSObject alpha) {
            if (!isFiniteNumber(alpha)) {
                Script.raise("at expects a finite number, not "
                        + (Script.is(alpha, "number") ? Script.text(alpha) : Script.kindOf(alpha)) + ".");
            }
            return path.at(toFloat(alpha));
        }
    }

    /** Throws an Error that says what is wrong, unless it is an array of so many finite numbers. */
    private static void requireNumbers(JSObject array, String method, int length) {
        if (!isFine(array, length)) {
            explain(array, method, length);
        }
    }

    private static void explain(JSObject array, String method, int length) {
        if (!Script.is(array, "Float32Array")) {
            Script.raise(
                    method + " expects a Float32Array of " + length + " numbers, not " + Script.kindOf(array) + ".");
        }
        float[] numbers = javaArray(array);
        if (numbers.length != length) {
            Script.raise(method + " expects " + length + " numbers, not " + numbers.length + ".");
        }
        int bad = firstNotFinite(array);
        if (bad >= 0) { // else it is another window's array, which is as good
            Script.raise(method + " expects finite numbers, but number " + bad + " (counted from 0) is "
                    + text(numbers[bad]) + ".");
        }
    }

    private static String text(float notFinite) {
        return notFinite > 0 ? "Infinity" : notFinite < 0 ? "-Infinity" : "NaN";
    }

    /** In one function, as it is called for every decode. x − x is 0 for every finite x and NaN for the others. */
    @JSBody(
            params = {"array", "length"},
            script = "if (!(array instanceof Float32Array) || array.length !== length) return false;"
                    + " for (var i = 0; i < length; i++) if (array[i] - array[i] !== 0) return false;"
                    + " return true;")
    private static native boolean isFine(JSObject array, int length);

    /** The same; a cast would ask again, and not take another window's. */
    @JSBody(params = "array", script = "return array;")
    private static native Float32Array float32Array(JSObject array);

    @JSBody(params = "array", script = "return array;")
    @JSByRef
    private static native float[] javaArray(JSObject array);

    /** Its place, or −1. */
    @JSBody(
            params = "array",
            script = "for (var i = 0; i < array.length; i++) if (array[i] - array[i] !== 0) return i; return -1;")
    private static native int firstNotFinite(JSObject array);

    @JSBody(params = "value", script = "return typeof value === 'number' && isFinite(Math.fround(value));")
    private static native boolean isFiniteNumber(JSObject value);

    @JSBody(params = "value", script = "return value;")
    private static native float toFloat(JSObject value);

    @JSBody(
            params = {"object", "name", "value"},
            script = "object[name] = value;")
    private static native void put(JSObject object, String name, String value);
}
