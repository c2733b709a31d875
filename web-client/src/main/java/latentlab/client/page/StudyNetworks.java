package latentlab.client.page;

import java.util.function.IntConsumer;
import latentlab.client.kernel.Network;
import latentlab.client.kernel.ServedNetwork;
import latentlab.client.view.Dom;
import latentlab.client.view.Text;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/**
 * The networks of a study, one for each element that names one in {@code data-model}. They are fetched one after another,
 * as the first is worth showing before the last is here, and not before their place comes into view.
 */
final class StudyNetworks {
    private final HTMLElement loading;
    private final HTMLElement progress;
    private final HTMLElement again;
    private final IntConsumer arrived;
    private final String[] ids;
    private final Network[] networks;
    private int place;

    /**
     * @param root    has the elements, and a {@code .loading} with a progress bar, a text and a button to try again
     * @param arrived called with the place of each network that is ready
     */
    StudyNetworks(HTMLElement root, IntConsumer arrived) {
        this.arrived = arrived;
        loading = root.querySelector(".loading span");
        progress = root.querySelector(".loading progress");
        again = root.querySelector(".loading button");
        again.onEvent("click", (Event event) -> fetch());
        NodeList<? extends HTMLElement> named = Dom.all(root, "[data-model]");
        ids = new String[named.getLength()];
        networks = new Network[ids.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = named.item(i).getAttribute("data-model");
        }
        whenNear(root, this::fetch);
    }

    int size() {
        return ids.length;
    }

    /** null until it is here. */
    Network get(int place) {
        return networks[place];
    }

    private void fetch() {
        progress.setAttribute("value", Integer.toString(place));
        again.setHidden(true);
        if (place == ids.length) {
            Dom.text(
                    loading,
                    Text.of(
                            "All networks are here, and compute in this page: nothing that you draw leaves your device."));
            Dom.mark("study-networks");
            return;
        }
        Dom.text(loading, Text.of("Network {0} of {1} is on its way …", place + 1, ids.length));
        ServedNetwork.open(
                ModelChoice.root() + "api/v1/models/" + Window.encodeURIComponent(ids[place]),
                network -> {
                    networks[place] = network;
                    arrived.accept(place);
                    place++;
                    fetch();
                },
                reason -> {
                    Dom.text(loading, Text.of("The network “{0}” did not arrive. {1}", ids[place], reason));
                    again.setHidden(false);
                });
    }

    /** What to do once. */
    @JSFunctor
    private interface Action extends JSObject {
        void run();
    }

    @JSBody(
            params = {"element", "action"},
            script = "new IntersectionObserver(function(entries, observer) {"
                    + " if (entries.some(function(e) { return e.isIntersecting; })) { observer.disconnect(); action(); }"
                    + "}, {rootMargin: '200px'}).observe(element);")
    private static native void whenNear(HTMLElement element, Action action);
}
