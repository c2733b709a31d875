package latentlab.client.page;

import latentlab.client.kernel.Network;
import latentlab.client.view.Dom;
import latentlab.client.view.Text;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * What two readers read in the frames of a path, where the chosen model has readers and the visitor wants it. They are
 * fetched when frames are shown and in sight, as they are half as large as the rest of the page; heavy ones wait for the
 * visitor.
 */
final class FrameReadings {
    private final HTMLElement root;
    private final HTMLElement wanted;
    private final HTMLElement status;
    private final HTMLElement offer;
    private final Readers readers;
    private final PathReadings readings;
    private final Runnable here;
    private ModelChoice model; // null until there is one, as the next
    private Network network;
    private Heads heads; // null while there are none
    private boolean isWatched; // whether it is said when the frames are in sight
    private boolean isInSight;
    private boolean isAsked; // whether the model's are on their way
    private boolean isRead;

    /**
     * @param root    {@code .readable}, has the frames with their {@code .reads} and a {@code .readers} with the choice
     * @param wanted  whether the visitor wants them
     * @param here    called when there is something to read with
     * @param chosen  called when the visitor has chosen
     */
    FrameReadings(HTMLElement root, boolean wanted, Runnable here, Runnable chosen) {
        this.root = root;
        this.here = here;
        this.wanted = root.querySelector(".readers input");
        status = root.querySelector(".readers [role=status]");
        offer = root.querySelector(".readers .offer");
        readers = new Readers(root);
        readings = new PathReadings(root);
        Dom.check(this.wanted, wanted);
        this.wanted.onEvent("change", (Event event) -> {
            fetch();
            chosen.run();
        });
        offer.onEvent("click", (Event event) -> {
            readers.agree(model);
            Dom.focus(this.wanted); // as the button goes
            fetch();
        });
    }

    boolean areWanted() {
        return Dom.checked(wanted);
    }

    /** Reads with another model's from now on. */
    void open(ModelChoice model, Network network) {
        this.model = model;
        this.network = network;
        readers.forget();
        heads = null;
        isAsked = false;
        isRead = false;
        Dom.text(status, "");
        fetch();
    }

    /** The frames are others. */
    void changed() {
        isRead = false;
    }

    /** Reads the frames, as soon as that is possible and if they were not read yet. */
    void read(CodePath path, Network network) {
        if (!isWatched) {
            isWatched = true;
            Dom.whenSeen(root, () -> {
                isInSight = true;
                fetch();
            });
        }
        if (heads != null && !isRead && areWanted()) {
            readings.read(path, network, heads);
            isRead = true;
        }
    }

    private void fetch() {
        boolean any = model != null && readers.areBehind(model);
        boolean heavy = any && areWanted() && readers.areHeavy(model, network);
        root.setAttribute("data-read", any && areWanted() && !heavy ? "true" : "false");
        root.setAttribute("data-state", any ? "" : "none");
        offer.setHidden(!heavy);
        if (heavy) {
            Dom.text(offer, Text.of("Read the frames ({0} MB)", Readers.megabytes(network)));
        } else if (any && areWanted() && isInSight && !isAsked) {
            isAsked = true;
            readers.fetch(
                    model,
                    found -> {
                        heads = found;
                        here.run();
                    },
                    reason -> {
                        isAsked = false;
                        Dom.text(status, Text.of("The readers did not arrive. {0}", reason));
                    });
        }
    }
}
