package latentlab.client.page;

import latentlab.client.kernel.Network;
import latentlab.client.view.Decimal;
import latentlab.client.view.Dom;
import latentlab.client.view.Text;
import latentlab.network.Classifier;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/** What the two readers that learnt from a few labels read, side by side with their probabilities. */
final class ReadingPanel {
    private final HTMLElement root = Dom.byId("reading");
    private final NodeList<? extends HTMLElement> rows = Dom.all(root, "tbody tr");
    private final float[] frozen = new float[Classifier.CLASSES];
    private final float[] full = new float[Classifier.CLASSES];
    private final Runnable changed;
    private final Readers readers = new Readers(root);
    private final HTMLElement offer = root.querySelector(".offer button");
    private ModelChoice model; // null until there is one
    private Heads heads;

    /** @param changed called when the readers come and go */
    ReadingPanel(Runnable changed) {
        this.changed = changed;
        offer.onEvent("click", (Event event) -> {
            readers.agree(model);
            Dom.focus(Dom.byId("reading-heading")); // as the button goes
            fetch();
        });
    }

    /** null while there are none. */
    Heads heads() {
        return heads;
    }

    /** Fetches a model's readers, if it has any; heavy ones wait for the visitor. */
    void open(ModelChoice model, Network network) {
        this.model = model;
        heads = null;
        readers.forget();
        changed.run();
        if (readers.areHeavy(model, network)) {
            root.setAttribute("data-state", "offered");
            Dom.text(offer, Text.of("Read the drawing ({0} MB)", Readers.megabytes(network)));
        } else {
            fetch();
        }
    }

    private void fetch() {
        root.setAttribute("data-state", readers.areBehind(model) ? "loading" : "none");
        readers.fetch(
                model,
                found -> {
                    heads = found;
                    root.setAttribute("data-state", "here");
                    changed.run();
                },
                reason -> {
                    root.setAttribute("data-state", "failed");
                    Dom.text(root.querySelector(".failed"), Text.of("The readers did not arrive. {0}", reason));
                });
    }

    /**
     * Reads the drawing.
     *
     * @param pixels (28,28); null for none
     * @param code   (d)
     */
    void show(float[] pixels, float[] code) {
        if (heads == null) {
            return;
        }
        int byFrozen = pixels == null ? -1 : heads.frozen(code, frozen);
        int byFull = pixels == null ? -1 : heads.full(pixels, full);
        for (int digit = 0; digit < Classifier.CLASSES; digit++) {
            HTMLElement row = rows.item(digit);
            show(row.querySelector(".frozen"), byFrozen < 0 ? 0 : frozen[digit], digit == byFrozen);
            show(row.querySelector(".full"), byFull < 0 ? 0 : full[digit], digit == byFull);
        }
        Dom.text(root.querySelector(".frozen-says"), byFrozen < 0 ? "–" : Integer.toString(byFrozen));
        Dom.text(root.querySelector(".full-says"), byFull < 0 ? "–" : Integer.toString(byFull));
    }

    private static void show(HTMLElement cell, float probability, boolean best) {
        Dom.variable(cell, "--share", Decimal.plain(probability));
        Dom.text(cell.querySelector("span"), Decimal.fixed(probability, 2));
        cell.setAttribute("data-best", best ? "true" : "false");
    }
}
