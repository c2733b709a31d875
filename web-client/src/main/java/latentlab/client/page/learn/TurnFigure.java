package latentlab.client.page.learn;

import latentlab.client.page.BuiltInDigits;
import latentlab.client.page.TestSet;
import latentlab.client.state.AnglesState;
import latentlab.client.state.Source;
import latentlab.client.view.Decimal;
import latentlab.client.view.Dial;
import latentlab.client.view.Dom;
import latentlab.client.view.Notice;
import latentlab.client.view.Numbers;
import latentlab.client.view.PixelCanvas;
import latentlab.client.view.Plot;
import latentlab.client.view.Text;
import latentlab.image.DigitImage;
import latentlab.image.Turn;
import latentlab.theory.CircularLoss;
import latentlab.theory.TurnSearch;
import org.teavm.jso.dom.html.HTMLElement;

/** The visitor turns a digit; each loss finds, or does not find, by how much. */
final class TurnFigure {
    private static final int STEPS = 120;
    private static final int POINTS = 361;

    /** The search has found it when it is off by no more, in degrees. */
    private static final double FOUND = 5;

    private final Lesson page;
    private final LessonDigit digit;
    private final Dial dial = new Dial(Dom.byId("turn-dial"));
    private final Dial.Hand foundHand = dial.hand("found");
    private final Dial.Hand startHand;
    private final Dial.Hand turnHand;
    private final Plot plot = new Plot(Dom.byId("turn-plot"));
    private final PixelCanvas turnedPicture = new PixelCanvas(Dom.canvas("turned"));
    private final PixelCanvas backPicture = new PixelCanvas(Dom.canvas("turned-back"));
    private final HTMLElement choice = Dom.byId("loss");
    private final Opening walk;
    private int turned;
    private int start;
    private int step = STEPS; // of the descent at which one looks
    private float[] searchedPicture; // what the search was made of
    private int searchedTurn = -1;
    private TurnSearch search;

    TurnFigure(AnglesState opened, Lesson page) {
        this.page = page;
        digit = new LessonDigit(
                Dom.byId("digit"), opened.digit(), BuiltInDigits.two(), new TestSet(new Notice()), this::moved);
        turned = opened.turned();
        start = opened.start();
        Dom.value(choice, opened.loss().word());
        turnHand = dial.hand(Text.of("How far the digit is turned"), "b", degrees -> {
            turned = degrees;
            moved();
        });
        startHand = dial.hand(Text.of("Where the search begins"), "start", degrees -> {
            start = degrees;
            moved();
        });
        walk = new Opening(share -> {
            step = (int) (share * STEPS + 0.5);
            page.redraw();
        });
        Dom.on(choice, "change", this::moved);
        Dom.on(Dom.byId("search"), "click", walk::play);
    }

    Source source() {
        return digit.source();
    }

    int turned() {
        return turned;
    }

    int start() {
        return start;
    }

    CircularLoss loss() {
        return CircularLoss.of(Dom.value(choice));
    }

    private void moved() {
        if (walk != null) { // the digit is there before the rest of the figure is
            walk.stop();
            step = STEPS;
        }
        page.changed();
    }

    void show() {
        digit.show();
        float[] picture = digit.picture();
        DigitImage upright = new DigitImage(picture);
        DigitImage image = Turn.clockwise(upright, turned);
        if (picture != searchedPicture || turned != searchedTurn) {
            searchedPicture = picture;
            searchedTurn = turned;
            search = new TurnSearch(upright, image);
        }
        double[] weights = new double[TurnSearch.CANDIDATES];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = search.weight(i);
        }
        dial.votes(weights);
        double[] way = search.descend(loss(), start, STEPS);
        double found = way[step];
        turnHand.show(turned);
        startHand.show(start);
        foundHand.show(found);
        turnedPicture.grey(image.pixels());
        backPicture.grey(Turn.clockwise(image, -found).pixels());
        Dom.say("turned-by", turned + "°");
        Dom.say("found", Decimal.fixed(found - 360 * Math.floor(found / 360), 1) + "°");
        showCurve(way);
        for (CircularLoss loss : CircularLoss.values()) {
            double end = search.descend(loss, start, STEPS)[STEPS];
            double off = Math.abs(CircularLoss.arc(end - turned));
            HTMLElement row = Dom.byId("finds-" + loss.word());
            Dom.say(row, ".found", Decimal.fixed(end - 360 * Math.floor(end / 360), 1) + "°");
            Dom.say(row, ".off", Decimal.fixed(off, 1) + "°");
            Dom.say(row, ".did", off <= FOUND ? Text.of("found") : Text.of("not found"));
            row.setAttribute("data-first", loss == loss() ? "true" : "false");
        }
    }

    private void showCurve(double[] way) {
        double[] xs = new double[POINTS];
        double[] ys = new double[POINTS];
        double most = 0;
        double from = Math.min(0, least(way));
        double to = Math.max(360, -least(negated(way)));
        for (int i = 0; i < POINTS; i++) {
            xs[i] = from + (to - from) * i / (POINTS - 1);
            ys[i] = search.loss(loss(), xs[i]);
            most = Math.max(most, ys[i]);
        }
        plot.begin(from, to, 0, 1.05 * most);
        plot.curve("series-" + loss().ordinal(), xs, ys);
        for (int i = 0; i <= step; i += 4) {
            plot.dot("on-the-way", way[i], search.loss(loss(), way[i]));
        }
        plot.dot("here", way[step], search.loss(loss(), way[step]));
        Dom.say("at-loss", Numbers.precise(search.loss(loss(), way[step])));
        Dom.say("at-step", Integer.toString(step));
    }

    private static double least(double[] values) {
        double least = values[0];
        for (double value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    private static double[] negated(double[] values) {
        double[] negated = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            negated[i] = -values[i];
        }
        return negated;
    }
}
