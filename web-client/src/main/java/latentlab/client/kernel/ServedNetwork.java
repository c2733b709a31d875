package latentlab.client.kernel;

import java.util.function.Consumer;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/**
 * Opens a model as a page does that has to start soon: the server's module with the weights in it, compiled while it
 * arrives. A browser without vectors gets the public API's module with plain Java, which only then is loaded, as it is
 * for a file that the visitor has opened. Speaks by callbacks: a promise of anything that is not JavaScript's own brings TeaVM's wrappers along.
 */
public final class ServedNetwork {
    private ServedNetwork() {}

    /**
     * Opens a model.
     *
     * @param url    the model's address as in {@code /api/v1/models/ID}, relative to the page
     * @param opened called with it
     * @param failed called with a sentence when it can't be had
     */
    public static void open(String url, Consumer<Network> opened, Consumer<String> failed) {
        if (Simd.isSupported() && !OpenedFiles.areAt(url)) {
            fetch(url, opened, failed);
        } else {
            openByModule(url, model -> opened.accept(new ApiNetwork(model)), failed::accept);
        }
    }

    /** As {@link #open}, for a browser with vectors. */
    static void fetch(String url, Consumer<Network> opened, Consumer<String> failed) {
        instantiate(
                (url.endsWith("/") ? url.substring(0, url.length() - 1) : url) + "/kernel.wasm",
                (module, exports) -> opened.accept(SimdNetwork.of(module, exports)),
                failed::accept);
    }

    /** A module and its instance's exports. */
    @JSFunctor
    private interface Instantiated extends JSObject {
        void accept(JSObject module, Simd.Exports exports);
    }

    /** A model of the public API. */
    @JSFunctor
    private interface Opened extends JSObject {
        void accept(ApiNetwork.ApiModel model);
    }

    /** Why not. */
    @JSFunctor
    private interface Failed extends JSObject {
        void accept(String reason);
    }

    /** The page's first script may have begun already; what that one could not have is asked for again. */
    @JSBody(
            params = {"url", "opened", "failed"},
            script = ServedFile.FUNCTIONS
                    + "var all = globalThis.modulesOnTheirWay || {};"
                    + " var begun = all[url] || Promise.reject();"
                    + " delete all[url];" // an instance is one network's alone
                    + " begun.catch(function() { return answer(url).then(function(response) {"
                    + " return WebAssembly.instantiateStreaming(response).catch(function(problem) {"
                    + " throw new Error(translated('{0} did not arrive whole: {1}', url, problem.message)); });"
                    + "}); }).then(function(result) { opened(result.module, result.instance.exports); },"
                    + " function(problem) { failed(problem.message); });")
    private static native void instantiate(String url, Instantiated opened, Failed failed);

    /** By a function that the page's first script provides, as it knows where the modules lie. */
    @JSBody(
            params = {"url", "opened", "failed"},
            script = "window.openByModule(url).then(opened, function(problem) { failed(problem.message); });")
    private static native void openByModule(String url, Opened opened, Failed failed);
}
