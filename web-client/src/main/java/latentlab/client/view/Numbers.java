package latentlab.client.view;

import org.teavm.jso.JSBody;

/** Numbers of any size, as JavaScript writes them. */
public final class Numbers {
    private Numbers() {}

    /** To three significant digits, which is more than a timing is good for. */
    @JSBody(params = "value", script = "return Number(value.toPrecision(3));")
    public static native double rounded(double value);

    /** Three significant digits as text, with a power of ten for the smallest. */
    @JSBody(
            params = "value",
            script =
                    "var size = Math.abs(value); return window.decimal((value === 0 ? '0' : size >= 1000 ? value.toFixed(0)"
                            + " : size < 1e-4 ? value.toExponential(2) : value.toPrecision(3)).replace(/^-/, '−'));")
    public static native String precise(double value);

    /** To places behind the decimal sign, but large numbers to three digits, as they come to any size. */
    public static String fixed(double value, int places) {
        return Math.abs(value) < 1000 ? Decimal.fixed(value, places) : precise(value);
    }

    /** With the language's sign between thousands. */
    @JSBody(params = "value", script = "return value.toLocaleString(document.documentElement.lang);")
    public static native String grouped(double value);
}
