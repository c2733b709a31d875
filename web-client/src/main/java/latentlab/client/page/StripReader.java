package latentlab.client.page;

import latentlab.client.kernel.ServedWeights;
import latentlab.client.view.Decimal;
import latentlab.client.view.Dom;
import latentlab.client.view.Text;
import latentlab.image.DigitImage;
import latentlab.network.Classifier;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/** Says what the study's classifier reads in the frames of strips, α = 0, 0.1 … 1. */
final class StripReader {
    private final float[] pixels = new float[DigitImage.PIXELS];
    private final float[] probabilities = new float[Classifier.CLASSES];
    private Classifier classifier;

    /**
     * Fetches the classifier.
     *
     * @param url  its address
     * @param here called when it is here
     */
    void fetch(String url, Runnable here) {
        ServedWeights.fetchFile(
                url,
                weights -> {
                    classifier = Classifier.of(weights);
                    here.run();
                },
                reason -> Dom.text(Dom.byId("reading"), Text.of("The classifier did not arrive. {0}", reason)));
    }

    boolean isHere() {
        return classifier != null;
    }

    /** @param row has a {@code .reads} for each frame */
    void read(CodePath path, HTMLElement row) {
        NodeList<? extends HTMLElement> places = Dom.all(row, ".reads");
        for (int i = 0; i < places.getLength(); i++) {
            path.at(i / 10f, pixels);
            int digit = classifier.read(pixels, probabilities);
            Dom.text(places.item(i), Integer.toString(digit));
            places.item(i).setAttribute("data-doubtful", probabilities[digit] < 0.5 ? "true" : "false");
            places.item(i).setAttribute("title", Text.of("probability {0}", Decimal.fixed(probabilities[digit], 2)));
        }
    }
}
