package latentlab.client.page;

import latentlab.client.kernel.Network;
import latentlab.client.state.DrawState;
import latentlab.client.state.Fragment;
import latentlab.client.state.Input;
import latentlab.client.state.Source;
import latentlab.client.view.Decimal;
import latentlab.client.view.Dom;
import latentlab.client.view.Notice;
import latentlab.client.view.PixelCanvas;
import latentlab.image.DigitImage;
import latentlab.image.NormalizationSteps;
import latentlab.statistics.ReconstructionError;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/** One digit through the networks of every latent dimension at once, and the same ten test digits through each. */
public final class LatentDimensionPage {
    private final DrawState opened = DrawState.read(Link.current());
    private final HTMLElement live = Dom.byId("live");
    private final NodeList<? extends HTMLElement> figures = Dom.all(live, "[data-model]");
    private final Frame frame = new Frame(this::show);
    private final Link link = new Link(this::state);
    private final TestSet testSet = new TestSet(new Notice());
    private final End digit = new End(Dom.byId("digit"), this::changed, testSet);
    private final DigitGrid grid = new DigitGrid(Dom.byId("grid"), testSet, frame::request);
    private final float[] pixels = new float[DigitImage.PIXELS];
    private final PixelCanvas[] reconstructions = new PixelCanvas[figures.getLength()];
    private final StudyNetworks networks;

    /** Brings the page to life. */
    public static void main(String[] args) {
        new LatentDimensionPage();
    }

    private LatentDimensionPage() {
        for (int i = 0; i < reconstructions.length; i++) {
            reconstructions[i] =
                    new PixelCanvas((HTMLCanvasElement) figures.item(i).querySelector("canvas"));
        }
        networks = new StudyNetworks(live, place -> frame.request());
        Source source = opened.source();
        if (source == null) {
            digit.pad().presentForNow(Input.drawn(BuiltInDigits.five()));
        } else if (source.drawing() != null) {
            digit.pad().present(Input.drawn(source.drawing()));
            digit.touch();
        } else {
            digit.await(source, testSet);
        }
    }

    private Fragment state() {
        return new DrawState(Link.current().get("model"), digit.source(), NormalizationSteps.ALL).write();
    }

    private void changed() {
        frame.request();
        link.update();
    }

    private void show() {
        digit.show();
        float[] picture = digit.picture();
        for (int i = 0; i < networks.size(); i++) {
            Network network = networks.get(i);
            if (network != null) {
                float[] code = new float[network.latentDim()];
                network.encode(picture, code);
                network.decode(code, pixels);
                reconstructions[i].grey(pixels);
                double error = ReconstructionError.meanSquared(picture, pixels);
                Dom.text(figures.item(i).querySelector("output"), Decimal.fixed(error, 5));
                grid.show(i, network);
            }
        }
        Dom.tell(live, "reconstructed");
    }
}
