package latentlab.client;

import latentlab.client.kernel.NetworkOptions;
import latentlab.client.kernel.NetworkOptions.Graph;
import latentlab.client.kernel.NetworkOptions.Kernel;
import latentlab.client.kernel.NetworkOptions.Precision;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;

/**
 * Reads the second argument of {@code open}: {@code kernel} is 'simd' or 'java' (by default the faster one that works
 * here), {@code graph} is 'folded' (default) or 'layered', {@code precision} is 'f32' (default) or 'f16'.
 */
final class OptionReader {
    private OptionReader() {}

    /** @throws IllegalArgumentException when an option or its value is unknown */
    static NetworkOptions read(JSObject options) {
        String unknown = firstUnknown(options);
        if (unknown != null) {
            throw new IllegalArgumentException(
                    "open has no option " + unknown + ", expected kernel, graph or precision.");
        }
        int kernel = choice(options, "kernel", "simd", "java");
        int graph = choice(options, "graph", "folded", "layered");
        int precision = choice(options, "precision", "f32", "f16");
        return new NetworkOptions(
                kernel < 0 ? null : kernel == 0 ? Kernel.SIMD : Kernel.JAVA,
                graph == 1 ? Graph.LAYERED : Graph.FOLDED,
                precision == 1 ? Precision.F16 : Precision.F32);
    }

    /** 0 or 1 for the first or second word, −1 when the option is absent. */
    private static int choice(JSObject options, String name, String first, String second) {
        String value = get(options, name);
        if (value == null) {
            return -1;
        }
        if (!value.equals(first) && !value.equals(second)) {
            throw new IllegalArgumentException(
                    "option " + name + " is '" + first + "' or '" + second + "', not '" + value + "'.");
        }
        return value.equals(first) ? 0 : 1;
    }

    @JSBody(
            params = {"options", "name"},
            script = "return options == null || options[name] === undefined ? null : String(options[name]);")
    private static native String get(JSObject options, String name);

    @JSBody(
            params = "options",
            script = "if (options == null) return null;"
                    + " if (typeof options !== 'object') return String(options);"
                    + " for (var name in options)"
                    + " if (name !== 'kernel' && name !== 'graph' && name !== 'precision') return name;"
                    + " return null;")
    private static native String firstUnknown(JSObject options);
}
