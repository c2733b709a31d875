package latentlab.client.page;

import java.util.function.Consumer;
import latentlab.client.kernel.Network;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.ArrayBuffer;

/** The codes of all test images, as the server has them; those of a model that the visitor has opened are made here. */
final class TestCodesFile {
    private TestCodesFile() {}

    /**
     * Fetches them.
     *
     * @param testSet whose images
     * @param failed  called with a sentence
     */
    static void fetch(
            ModelChoice model, Network network, TestSet testSet, Consumer<TestCodes> arrived, Consumer<String> failed) {
        if (model.isFile()) {
            OwnCodes.make(network, testSet, arrived);
            return;
        }
        int d = network.latentDim();
        get(
                model.url() + "/codes",
                packed -> {
                    int n = packed.getByteLength() / (4 * d + 1); // each has its code and its digit
                    arrived.accept(new TestCodes(d, floats(packed, n * d), bytes(packed, 4 * n * d)));
                },
                failed::accept);
    }

    /** What to do with them. */
    @JSFunctor
    private interface Arrived extends JSObject {
        void accept(ArrayBuffer packed);
    }

    /** Why not. */
    @JSFunctor
    private interface Failed extends JSObject {
        void accept(String reason);
    }

    @JSBody(
            params = {"url", "arrived", "failed"},
            script = "fetch(url, {headers: {Accept: 'application/octet-stream'}}).catch(function() {"
                    + " throw new Error(translated('The server can’t be reached.')); }).then(function(response) {"
                    + " if (!response.ok) throw new Error(translated('The server answered {0}.', response.status));"
                    + " return response.arrayBuffer(); })"
                    + ".then(arrived, function(problem) { failed(problem.message); });")
    private static native void get(String url, Arrived arrived, Failed failed);

    @JSBody(
            params = {"packed", "length"},
            script = "return new Float32Array(packed, 0, length);")
    @JSByRef
    private static native float[] floats(ArrayBuffer packed, int length);

    @JSBody(
            params = {"packed", "from"},
            script = "return new Int8Array(packed, from);")
    @JSByRef
    private static native byte[] bytes(ArrayBuffer packed, int from);
}
