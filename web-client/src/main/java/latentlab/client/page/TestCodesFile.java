package latentlab.client.page;

import java.util.function.Consumer;
import latentlab.client.kernel.Network;
import latentlab.client.view.Notice;
import latentlab.client.view.Text;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;
import org.teavm.jso.typedarrays.ArrayBuffer;

/**
 * The codes of all test images, as the server has them; those of a model that the visitor has opened are made here. Those of
 * the model that was chosen last count: what arrives later of another is dropped.
 */
final class TestCodesFile {
    private final TestSet testSet;
    private final Notice notice;
    private Network wanted; // whose codes are on their way

    /** @param testSet whose images */
    TestCodesFile(TestSet testSet, Notice notice) {
        this.testSet = testSet;
        this.notice = notice;
    }

    /** Fetches them; where they don't arrive, the visitor may try again. */
    void fetch(ModelChoice model, Network network, Consumer<TestCodes> arrived) {
        wanted = network;
        notice.hide(this);
        if (model.isFile()) {
            OwnCodes.make(network, testSet, codes -> give(network, codes, arrived));
            return;
        }
        int d = network.latentDim();
        Answer.onlyBytes(
                model.url() + "/codes",
                packed -> {
                    int n = packed.getByteLength() / (4 * d + 1); // each has its code and its digit
                    give(network, new TestCodes(d, floats(packed, n * d), bytes(packed, 4 * n * d)), arrived);
                },
                status -> {
                    if (wanted == network) {
                        notice.show(
                                this,
                                Text.of("The codes of the test digits did not arrive. {0}", Answer.problem(status)),
                                Text.of("Try again"),
                                () -> fetch(model, network, arrived));
                    }
                });
    }

    private void give(Network network, TestCodes codes, Consumer<TestCodes> arrived) {
        if (wanted == network) {
            arrived.accept(codes);
        }
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
