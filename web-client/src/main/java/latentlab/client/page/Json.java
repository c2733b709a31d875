package latentlab.client.page;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArrayReader;

/** The lists in a weights file's metadata, read by the browser. */
final class Json {
    private Json() {}

    /** Quantiles of one number of the code. */
    interface CodeQuantiles extends JSObject {
        @JSProperty
        float getMin();

        @JSProperty
        float getP1();

        @JSProperty
        float getP99();

        @JSProperty
        float getMax();
    }

    /** Empty for an empty text. */
    @JSBody(params = "json", script = "return json ? JSON.parse(json) : [];")
    static native JSArrayReader<CodeQuantiles> codeQuantiles(String json);

    /** Empty for an empty text. */
    @JSBody(params = "json", script = "return json ? JSON.parse(json) : [];")
    static native double[] numbers(String json);
}
