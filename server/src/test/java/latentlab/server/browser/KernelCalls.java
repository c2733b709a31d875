package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Counts what a page asks of its network: the functions of its WebAssembly module, or the calls of the public API. */
final class KernelCalls {
    private static final String COUNT =
            "(() => { window.calls = {}; const {instantiate, instantiateStreaming} = WebAssembly;"
                    + " const counting = ({module, instance}) => { const exports = {};"
                    + "  for (const [name, value] of Object.entries(instance.exports)) {"
                    + "   exports[name] = typeof value !== 'function' ? value"
                    + "    : (...values) => { calls[name] = (calls[name] ?? 0) + 1; return value(...values); };"
                    + "  } return {module, instance: {exports}}; };"
                    + " WebAssembly.instantiate = (...all) => instantiate.apply(WebAssembly, all).then(counting);"
                    + " WebAssembly.instantiateStreaming = (...all) =>"
                    + "  instantiateStreaming.apply(WebAssembly, all).then(counting); })()";

    private static final String COUNT_OF_MODEL = "(() => { window.calls = {}; delete globalThis.WebAssembly;"
            + " const counting = (object, before) => new Proxy(object, {get: (_, name) => { const value = object[name];"
            + "  return typeof value !== 'function' ? value : (...values) => {"
            + "   calls[before + name] = (calls[before + name] ?? 0) + 1; const result = object[name](...values);"
            + "   return result instanceof Float32Array ? result : counting(result, name + '.'); }; }});"
            + " let open; Object.defineProperty(window, 'openByModule', {"
            + "  get: () => async url => counting(await open(url), ''), set: real => { open = real; }}); })()";

    private KernelCalls() {}

    /**
     * A page without motion that has drawn what it opens with; the calls for that are counted.
     *
     * @param counting {@link #count} or {@link #countOfModel}
     */
    static Visit counted(Site site, String path, Consumer<Page> counting) {
        Visit visit = new Visit(site, path, Visit.laptop().setReducedMotion(ReducedMotion.REDUCE), counting);
        visit.awaitReconstruction();
        visit.frame();
        return visit;
    }

    /** From the next page on. */
    static void count(Page page) {
        page.addInitScript(COUNT);
    }

    /** Likewise in a browser that has no WebAssembly, so that plain Java computes. */
    static void countOfModel(Page page) {
        page.addInitScript(COUNT_OF_MODEL);
    }

    /** Those since the last time. */
    static Map<String, Integer> since(Page page) {
        Map<String, Integer> calls = new TreeMap<>();
        Map<?, ?> counted = (Map<?, ?>) page.evaluate("() => { const all = calls; window.calls = {}; return all; }");
        counted.forEach((name, count) -> calls.put((String) name, ((Number) count).intValue()));
        return calls;
    }

    /** Those that something takes which a visitor does. */
    static Map<String, Integer> of(Visit visit, Runnable action) {
        since(visit.page());
        action.run();
        visit.frame();
        return since(visit.page());
    }

    /** Whichever way one goes to another frame of the path, it takes nothing but one function. */
    static void assertFramesTakeOnly(Visit visit, String function) {
        int[] before = visit.grey("#frame");
        Page page = visit.page();
        assertThat(of(visit, () -> page.locator("#frames button").nth(2).click()))
                .containsOnlyKeys(function);
        assertThat(visit.grey("#frame")).isNotEqualTo(before);
        assertThat(of(visit, () -> page.locator("#alpha").fill("0.7"))).containsOnlyKeys(function);
    }
}
