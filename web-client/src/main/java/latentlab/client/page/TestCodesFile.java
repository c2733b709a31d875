package latentlab.client.page;

import java.util.function.Consumer;
import latentlab.client.kernel.Network;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;
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
        Answer.onlyBytes(
                model.url() + "/codes",
                packed -> {
                    int n = packed.getByteLength() / (4 * d + 1); // each has its code and its digit
                    arrived.accept(new TestCodes(d, floats(packed, n * d), bytes(packed, 4 * n * d)));
                },
                status -> failed.accept(Answer.problem(status)));
    }

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
