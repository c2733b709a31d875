package latentlab.client.page;

import org.teavm.jso.JSBody;

/** The browser's clock. */
public final class BenchmarkClock {
    private BenchmarkClock() {}

    /** Milliseconds since some moment. */
    @JSBody(script = "return performance.now();")
    public static native double now();
}
