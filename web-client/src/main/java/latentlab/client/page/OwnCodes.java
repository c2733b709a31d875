package latentlab.client.page;

import java.util.function.Consumer;
import latentlab.client.kernel.Network;

/** Encodes test images in this page, with a network that the server knows nothing of. */
final class OwnCodes {
    /** Images: enough for a map, few enough to be fetched. */
    private static final int COUNT = 1000;

    private final Network network;
    private final TestSet testSet;
    private final Consumer<TestCodes> made;
    private final float[] codes;
    private final float[] code;
    private final byte[] labels = new byte[COUNT];
    private int done;

    private OwnCodes(Network network, TestSet testSet, Consumer<TestCodes> made) {
        this.network = network;
        this.testSet = testSet;
        this.made = made;
        code = new float[network.latentDim()];
        codes = new float[COUNT * code.length];
    }

    /** When an image is not to be had, the test set says so, and goes on from there when it is asked to. */
    static void make(Network network, TestSet testSet, Consumer<TestCodes> made) {
        new OwnCodes(network, testSet, made).next();
    }

    /** One after another; those that come together are encoded at once. */
    private void next() {
        if (done == COUNT) {
            made.accept(new TestCodes(code.length, codes, labels));
            return;
        }
        testSet.fetch(done, digit -> {
            network.encode(digit.image().pixels(), code);
            System.arraycopy(code, 0, codes, done * code.length, code.length);
            labels[done] = (byte) digit.label();
            done++;
            next();
        });
    }
}
