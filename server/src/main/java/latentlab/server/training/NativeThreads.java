package latentlab.server.training;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Keeps ND4J's operations on the thread that calls them. Its own threads wait for each other by spinning, which takes
 * many times as long wherever another process wants a core, and a sum over threads depends on their number.
 */
final class NativeThreads {
    private NativeThreads() {}

    /** For the calling thread; starts the native backend if need be. */
    static void one() {
        MatrixProduct.prepare();
        Nd4j.getEnvironment().setMaxThreads(1);
        Nd4j.getEnvironment().setMaxMasterThreads(1);
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    }
}
