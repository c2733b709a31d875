package latentlab.client.view;

import org.teavm.jso.JSBody;

/** Measured numbers. */
public final class Numbers {
    private Numbers() {}

    /** To three significant digits, which is more than a timing is good for. */
    @JSBody(params = "value", script = "return Number(value.toPrecision(3));")
    public static native double rounded(double value);
}
