package latentlab.server.browser;

import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.TreeMap;

/** Counts how often a page calls each function of its network's WebAssembly module. */
final class KernelCalls {
    private static final String COUNT = "(() => { const real = WebAssembly.instantiateStreaming; window.calls = {};"
            + " WebAssembly.instantiateStreaming = async source => {"
            + "  const {module, instance} = await real.call(WebAssembly, source); const exports = {};"
            + "  for (const [name, value] of Object.entries(instance.exports)) {"
            + "   exports[name] = typeof value !== 'function' ? value"
            + "    : (...values) => { calls[name] = (calls[name] ?? 0) + 1; return value(...values); };"
            + "  } return {module, instance: {exports}}; }; })()";

    private KernelCalls() {}

    /** From the next page on. */
    static void count(Page page) {
        page.addInitScript(COUNT);
    }

    /** Those since the last time. */
    static Map<String, Integer> since(Page page) {
        Map<String, Integer> calls = new TreeMap<>();
        Map<?, ?> counted = (Map<?, ?>) page.evaluate("() => { const all = calls; window.calls = {}; return all; }");
        counted.forEach((name, count) -> calls.put((String) name, ((Number) count).intValue()));
        return calls;
    }
}
