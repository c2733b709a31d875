package latentlab.client.page.learn;

import java.util.Arrays;
import latentlab.client.kernel.Network;
import latentlab.client.page.BuiltInDigits;
import latentlab.client.page.TestSet;
import latentlab.client.state.AutoencoderState;
import latentlab.client.state.Source;
import latentlab.client.view.CodeRange;
import latentlab.client.view.Decimal;
import latentlab.client.view.Dom;
import latentlab.client.view.PixelCanvas;
import latentlab.client.view.Text;
import latentlab.image.DigitImage;
import latentlab.statistics.ReconstructionError;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/** A digit, its code, what the decoder draws of it, and what becomes of that when one number of the code moves. */
final class CodeFigure {
    private final Lesson page;
    private final LessonDigit digit;
    private final HTMLElement choice = Dom.byId("number");
    private final HTMLElement slider = Dom.byId("moved");
    private final PixelCanvas reconstruction = new PixelCanvas(Dom.canvas("reconstruction"));
    private final PixelCanvas bent = new PixelCanvas(Dom.canvas("bent"));
    private final PixelCanvas[] row;
    private final Opening opening;
    private final float[] pixels = new float[DigitImage.PIXELS];
    private Network network; // null until it is here
    private CodeRange[] ranges = {};
    private float[] own = {}; // the digit's code
    private int moved; // as the link says it
    private int number; // likewise
    private double swing; // from its own place, while the page opens

    CodeFigure(AutoencoderState opened, TestSet testSet, Lesson page) {
        this.page = page;
        moved = opened.moved();
        number = opened.number();
        digit = new LessonDigit(Dom.byId("digit"), opened.digit(), BuiltInDigits.three(), testSet, () -> {
            stop();
            page.changed();
        });
        NodeList<? extends HTMLElement> canvases = Dom.all(Dom.byId("traversal"), "canvas");
        row = new PixelCanvas[canvases.getLength()];
        for (int i = 0; i < row.length; i++) {
            row[i] = new PixelCanvas((HTMLCanvasElement) canvases.item(i));
        }
        Dom.on(slider, "input", () -> {
            stop();
            moved = Dom.hundredths(slider);
            page.changed();
        });
        Dom.on(choice, "change", () -> {
            stop();
            number = Dom.selectedIndex(choice) + 1;
            moved = -1;
            page.changed();
        });
        Dom.on(Dom.byId("own"), "click", () -> {
            stop();
            moved = -1;
            page.changed();
        });
        opening = opened.write().toString().isEmpty()
                ? new Opening(share -> {
                    swing = Math.sin(2 * Math.PI * share);
                    page.redraw();
                })
                : null;
    }

    private void stop() {
        if (opening != null) { // else it is not there yet, or there is none
            opening.stop();
        }
        swing = 0;
    }

    Source source() {
        return digit.source();
    }

    int number() {
        return number;
    }

    int moved() {
        return moved;
    }

    /** The digit's own code (d); empty until the model is here. */
    float[] own() {
        return own;
    }

    void open(Network opened, CodeRange[] codeRanges) {
        boolean first = network == null;
        network = opened;
        ranges = codeRanges;
        own = new float[network.latentDim()];
        number = Math.min(number, own.length);
        choice.clear();
        for (int i = 0; i < own.length; i++) {
            Dom.text(Dom.append(choice, "option", ""), Integer.toString(i + 1));
        }
        if (first && opening != null) {
            opening.begin();
        }
    }

    void show() {
        digit.show();
        if (network == null) {
            return;
        }
        network.encode(digit.picture(), own);
        network.decode(own, pixels);
        reconstruction.grey(pixels);
        Dom.say("error", Decimal.fixed(ReconstructionError.meanSquared(digit.picture(), pixels), 4));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < own.length; i++) {
            text.append(i == 0 ? "" : Text.between()).append(Decimal.fixed(own[i], 2));
        }
        Dom.say("code-text", text.toString());
        Dom.say("d", Integer.toString(own.length));

        CodeRange range = ranges[number - 1];
        Dom.selectIndex(choice, number - 1);
        double value = own[number - 1];
        double share = moved >= 0 ? moved / 100.0 : (value - range.min()) / (range.max() - range.min());
        share += swing * (swing > 0 ? 1 - share : share);
        if (moved >= 0 || swing != 0) {
            value = at(range, share);
        }
        Dom.value(slider, Decimal.plain(share));
        slider.setAttribute("aria-valuetext", Decimal.fixed(value, 2));
        Dom.say("moved-value", Decimal.fixed(value, 2));
        Dom.say("own-value", Decimal.fixed(own[number - 1], 2));
        show(bent, value);
        for (int i = 0; i < row.length; i++) {
            show(row[i], at(range, i / (row.length - 1.0)));
        }
    }

    private static double at(CodeRange range, double share) {
        return range.min() + share * (range.max() - range.min());
    }

    private void show(PixelCanvas canvas, double value) {
        float[] code = Arrays.copyOf(own, own.length);
        code[number - 1] = (float) value;
        network.decode(code, pixels);
        canvas.grey(pixels);
    }
}
