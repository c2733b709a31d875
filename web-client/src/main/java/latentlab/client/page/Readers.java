package latentlab.client.page;

import java.util.function.Consumer;
import latentlab.client.kernel.ServedWeights;
import org.teavm.jso.dom.html.HTMLElement;

/** Fetches the readers of the chosen model, where some were trained behind its encoder. */
final class Readers {
    private final String ids;
    private int tries;

    /** @param root names the models that have some in its {@code data-classifiers} */
    Readers(HTMLElement root) {
        ids = " " + root.getAttribute("data-classifiers") + " ";
    }

    boolean areBehind(ModelChoice model) {
        return !model.id().isEmpty() && ids.contains(" " + model.id() + " ");
    }

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
