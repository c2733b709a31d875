package latentlab.client.page;

import latentlab.client.kernel.Network;
import latentlab.client.view.Decimal;
import latentlab.client.view.Dom;
import latentlab.client.view.Text;
import latentlab.image.DigitImage;
import latentlab.network.Classifier;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/** What the two readers read in the frames of a path, which lie evenly on it from 0 to 1. */
final class PathReadings {
    private final NodeList<? extends HTMLElement> places;
    private final float[] pixels = new float[DigitImage.PIXELS];
    private final float[] probabilities = new float[Classifier.CLASSES];

    /** @param root has two {@code .reads} for each frame, for <em>frozen</em> and for <em>full</em> */
    PathReadings(HTMLElement root) {
        places = Dom.all(root, ".reads");
    }

    /** Reads each frame anew: its picture goes through the encoder. */
    void read(CodePath path, Network network, Heads heads) {
        float[] code = new float[network.latentDim()];
        int frames = places.getLength() / 2;
        for (int i = 0; i < frames; i++) {
            path.at(i / (frames - 1f), pixels);
            network.encode(pixels, code);
            int frozen = heads.frozen(code, probabilities);
            say(places.item(2 * i), frozen);
            int full = heads.full(pixels, probabilities);
            say(places.item(2 * i + 1), full);
            HTMLElement button = (HTMLElement) places.item(2 * i).getParentNode();
            button.setAttribute("title", Text.of("frozen reads {0}, full reads {1}", frozen, full));
            name(button);
        }
    }

    /** A button's name has what is written on it, so that it can be called by that. */
    private static void name(HTMLElement button) {
        String name = button.getAttribute("aria-label");
        int end = name.indexOf(": ");
        button.setAttribute("aria-label", (end < 0 ? name : name.substring(0, end)) + ": " + Dom.words(button));
    }

    private void say(HTMLElement place, int digit) {
        Dom.text(place, Integer.toString(digit));
        place.setAttribute("data-doubtful", probabilities[digit] < 0.5 ? "true" : "false");
        place.setAttribute("title", Text.of("probability {0}", Decimal.fixed(probabilities[digit], 2)));
    }
}
