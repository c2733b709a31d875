package latentlab.client.page;

import org.teavm.jso.JSBody;

/** The browser's clock. */
final class BenchmarkClock {
    private BenchmarkClock() {}

    /** Milliseconds since some moment. */
    @JSBody(script = "return performance.now();")
    static native double now();
}
