package latentlab.client.page.learn;

import latentlab.client.kernel.Network;
import latentlab.client.page.BuiltInDigits;
import latentlab.client.page.ModelChoice;
import latentlab.client.page.ModelFacts;
import latentlab.client.page.TestSet;
import latentlab.client.state.AffineMapsState;
import latentlab.client.state.Source;
import latentlab.client.view.Dom;
import latentlab.client.view.Notice;
import latentlab.client.view.Numbers;
import latentlab.client.view.PixelCanvas;
import latentlab.client.view.Text;
import latentlab.image.DigitImage;
import latentlab.network.Decoder;
import latentlab.network.Fold;
import latentlab.network.FoldedDecoder;
import latentlab.statistics.ReconstructionError;

/** The visitor's digit decoded layer by layer and by the folded map, which is folded here, in the page. */
final class FoldFigure {
    private final Lesson page;
    private final Notice notice = new Notice();
    private final TestSet testSet = new TestSet(notice);
    private final PixelCanvas layeredPicture = new PixelCanvas(Dom.canvas("layered"));
    private final PixelCanvas foldedPicture = new PixelCanvas(Dom.canvas("folded"));
    private final LessonDigit digit;
    private final ModelChoice model;
    private final float[] layeredPixels = new float[DigitImage.PIXELS];
    private final float[] foldedPixels = new float[DigitImage.PIXELS];
    private Network network; // encodes
    private Decoder layered; // null until it is here
    private FoldedDecoder folded;
    private float[] code = {};
    private SideBySide timing;

    FoldFigure(AffineMapsState opened, Lesson page) {
        this.page = page;
        digit = new LessonDigit(Dom.byId("digit"), opened.digit(), BuiltInDigits.five(), testSet, page::changed);
        Dom.on(Dom.byId("time"), "click", this::time);
        model = new ModelChoice(opened.model(), notice, this::open);
    }

    String model() {
        return model.inLink();
    }

    Source source() {
        return digit.source();
    }

    private void open(Network opened) {
        network = opened;
        layered = null;
        code = new float[network.latentDim()];
        testSet.use(ModelFacts.of(network).dataset());
        Network wanted = network;
        new Layers(model.url(), notice).decoder(weights -> {
            if (network == wanted) { // else the visitor has chosen another meanwhile
                layered = Decoder.of(weights);
                folded = FoldedDecoder.of(Fold.fold(weights));
                page.redraw();
                time();
            }
        });
    }

    void show() {
        digit.show();
        if (layered == null) {
            return;
        }
        network.encode(digit.picture(), code);
        layered.decode(code, layeredPixels);
        folded.decode(code, foldedPixels);
        layeredPicture.grey(layeredPixels);
        foldedPicture.grey(foldedPixels);
        Dom.say("difference", Numbers.precise(ReconstructionError.largest(layeredPixels, foldedPixels)));
        row("multiplications", layered.multiplications(), folded.multiplications());
        Dom.mark("folded");
    }

    private static void row(String id, double layered, double folded) {
        Dom.say(id + "-layered", layered > 1000 ? Numbers.grouped(layered) : Numbers.precise(layered));
        Dom.say(id + "-folded", folded > 1000 ? Numbers.grouped(folded) : Numbers.precise(folded));
        Dom.say(id + "-ratio", Text.of("{0} times", Numbers.precise(layered / folded)));
    }

    /** Both by turns, so that what else the device does meets both. */
    private void time() {
        if (layered == null || timing != null && timing.isRunning()) {
            return;
        }
        // scratch memory of their own: the visitor may draw meanwhile
        Decoder first = layered.fork();
        FoldedDecoder second = folded.fork();
        float[] one = code.clone();
        float[] pixels = new float[DigitImage.PIXELS];
        Dom.say("time", Text.of("Timing …"));
        timing = new SideBySide(() -> first.decode(one, pixels), () -> second.decode(one, pixels), (a, b) -> {
            row("milliseconds", a, b);
            Dom.say("time", Text.of("Time both again"));
            Dom.mark("timed");
        });
    }
}
