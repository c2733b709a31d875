package latentlab.client.page;

import java.util.List;
import latentlab.client.benchmark.Measurement;
import latentlab.client.view.Numbers;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.dom.html.HTMLElement;

/** The results as text, and their way to the clipboard. */
final class BenchmarkJson {
    private BenchmarkJson() {}

    /** The device as it names itself, and the results as they are shown. */
    static String write(List<Measurement> results) {
        JSArray<JSObject> entries = new JSArray<>();
        for (Measurement result : results) {
            entries.push(entry(
                    result.model(),
                    result.operation(),
                    result.kernel(),
                    result.graph(),
                    result.milliseconds(),
                    Numbers.rounded(1000 / result.milliseconds()),
                    result.largestDifference()));
        }
        return stringify(entries);
    }

    @JSBody(
            params = {"model", "operation", "kernel", "graph", "milliseconds", "perSecond", "largestDifference"},
            script = "return {model: model, operation: operation, kernel: kernel, graph: graph,"
                    + " milliseconds: milliseconds, perSecond: perSecond, largestDifference: largestDifference};")
    private static native JSObject entry(
            String model,
            String operation,
            String kernel,
            String graph,
            double milliseconds,
            double perSecond,
            double largestDifference);

    @JSBody(
            params = "results",
            script = "return JSON.stringify({userAgent: navigator.userAgent,"
                    + " hardwareConcurrency: navigator.hardwareConcurrency,"
                    + " date: new Date().toISOString(), results: results}, null, 1);")
    private static native String stringify(JSArray<JSObject> results);

    /** Is told whether the text has reached the clipboard. */
    @JSFunctor
    interface Copied extends JSObject {
        void done(boolean copied);
    }

    /**
     * Copies a text. Browsers without the newer way, or on a page that came without encryption, get the older one; if
     * that fails as well, the text is shown and selected.
     *
     * @param field a hidden text field
     */
    @JSBody(
            params = {"text", "field", "then"},
            script = "function older() {"
                    + "  field.hidden = false; field.value = text; field.select();"
                    + "  var copied = false;"
                    + "  try { copied = document.execCommand('copy'); } catch (refused) {}"
                    + "  field.hidden = copied;"
                    + "  then(copied);"
                    + "}"
                    + "if (navigator.clipboard && navigator.clipboard.writeText)"
                    + "  navigator.clipboard.writeText(text).then(function() { then(true); }, older);"
                    + "else older();")
    static native void copy(String text, HTMLElement field, Copied then);
}
