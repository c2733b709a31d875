package latentlab.client.page;

import java.util.function.Consumer;
import latentlab.client.kernel.Network;
import latentlab.client.kernel.ServedWeights;
import latentlab.client.view.Decimal;
import latentlab.network.Classifier;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * Fetches the readers of the chosen model, where some were trained behind its encoder. Those of a large model, and any for a
 * visitor who saves data, come only when they are asked for.
 */
final class Readers {
    /** Bytes that may come unasked. */
    private static final int LIGHT = 1_000_000;

    private final String ids;
    private int tries;
    private String agreed = ""; // the model whose readers were asked for

    /** @param root names the models that have some in its {@code data-classifiers} */
    Readers(HTMLElement root) {
        ids = " " + root.getAttribute("data-classifiers") + " ";
    }

    boolean areBehind(ModelChoice model) {
        return !model.id().isEmpty() && ids.contains(" " + model.id() + " ");
    }

    /** Whether the visitor has to ask for them. */
    boolean areHeavy(ModelChoice model, Network network) {
        return areBehind(model) && !model.id().equals(agreed) && (savesData() || bytes(network) > LIGHT);
    }

    /** The visitor asks for them. */
    void agree(ModelChoice model) {
        agreed = model.id();
    }

    /** How much there is to fetch, in MB. */
    static String megabytes(Network network) {
        return Decimal.fixed(bytes(network) / 1e6, 1);
    }

    /** Of an encoder and two heads (d,64), (64,32) and (32,10) with their biases, in float32. */
    private static int bytes(Network network) {
        int c = network.channels();
        int d = network.latentDim();
        int encoder = 16 * c + c + 32 * c * c + 2 * c + 98 * c * d + d;
        int head = 64 * d + 64 + 32 * 64 + 32 + Classifier.CLASSES * 32 + Classifier.CLASSES;
        return 4 * (encoder + 2 * head);
    }

    /** Where the browser says so. */
    @JSBody(script = "return !!navigator.connection && !!navigator.connection.saveData;")
    private static native boolean savesData();

    /** What is still on its way is not wanted any more. */
    void forget() {
        tries++;
    }

    /**
     * Fetches a model's readers, or nothing if it has none. Of several calls only the last one counts.
     *
     * @param failed called with a sentence
     */
    void fetch(ModelChoice model, Consumer<Heads> here, Consumer<String> failed) {
        int thisTry = ++tries;
        if (areBehind(model)) {
            ServedWeights.fetchFile(
                    model.url() + "/classifier.safetensors",
                    weights -> {
                        if (thisTry == tries) {
                            here.accept(new Heads(weights));
                        }
                    },
                    reason -> {
                        if (thisTry == tries) {
                            failed.accept(reason);
                        }
                    });
        }
    }
}
