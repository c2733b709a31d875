package latentlab.client.page.learn;

import latentlab.client.kernel.Network;
import latentlab.client.page.BuiltInDigits;
import latentlab.client.page.TestSet;
import latentlab.client.state.AutoencoderState;
import latentlab.client.state.Source;
import latentlab.client.view.Decimal;
import latentlab.client.view.Dom;
import latentlab.client.view.PixelCanvas;
import latentlab.client.view.Plot;
import latentlab.image.DigitImage;
import org.teavm.jso.dom.html.HTMLElement;

/** The path from the digit above to another one, and how sure the decoder is along it. */
final class PathFigure {
    private static final int POINTS = 21;

    private final LessonDigit other;
    private final HTMLElement slider = Dom.byId("alpha");
    private final PixelCanvas picture = new PixelCanvas(Dom.canvas("between"));
    private final Plot plot = new Plot(Dom.byId("grey-plot"));
    private final float[] pixels = new float[DigitImage.PIXELS];
    private Network network; // null until it is here
    private int alpha;

    PathFigure(AutoencoderState opened, TestSet testSet, Lesson page) {
        alpha = opened.alpha();
        other = new LessonDigit(Dom.byId("other"), opened.other(), BuiltInDigits.seven(), testSet, page::changed);
        Dom.on(slider, "input", () -> {
            alpha = Dom.hundredths(slider);
            page.changed();
        });
    }

    Source source() {
        return other.source();
    }

    int alpha() {
        return alpha;
    }

    void open(Network opened) {
        network = opened;
    }

    /** @param from code at α = 1 */
    void show(float[] from) {
        other.show();
        Dom.value(slider, Decimal.plain(alpha / 100.0));
        Dom.say("alpha-value", Decimal.fixed(alpha / 100.0, 2));
        if (network == null) {
            return;
        }
        float[] to = new float[network.latentDim()];
        network.encode(other.picture(), to);
        Network.Path path = network.path(from, to);
        double[] xs = new double[POINTS];
        double[] ys = new double[POINTS];
        int greyest = 0;
        double most = 0;
        for (int i = 0; i < POINTS; i++) {
            xs[i] = i / (POINTS - 1.0);
            ys[i] = undecided(path, xs[i]);
            greyest = ys[i] > ys[greyest] ? i : greyest;
            most = Math.max(most, ys[i]);
        }
        double here = undecided(path, alpha / 100.0); // also leaves its picture
        picture.grey(pixels);
        plot.begin(0, 1, 0, 1.15 * most);
        plot.upright("end", alpha / 100.0);
        plot.curve("series-0", xs, ys);
        plot.dot("series-0", alpha / 100.0, here);
        Dom.say("undecided", percent(here));
        Dom.say("undecided-a", percent(ys[POINTS - 1]));
        Dom.say("undecided-b", percent(ys[0]));
        Dom.say("greyest", Decimal.fixed(xs[greyest], 2));
        Dom.say("undecided-most", percent(most));
    }

    private double undecided(Network.Path path, double share) {
        path.at((float) share, pixels);
        return new DigitImage(pixels).undecidedInk();
    }

    private static String percent(double share) {
        return Decimal.fixed(100 * share, 1) + " %";
    }
}
