package latentlab.client.page.learn;

import latentlab.client.state.AnglesState;
import latentlab.client.view.Decimal;
import latentlab.client.view.Dial;
import latentlab.client.view.Dom;
import latentlab.client.view.Numbers;
import latentlab.client.view.Plot;
import latentlab.client.view.Text;
import latentlab.theory.CircularLoss;
import org.teavm.jso.dom.html.HTMLElement;

/** Two directions on a dial, and how wrong five losses find the one about the other. */
final class LossFigure {
    private static final int POINTS = 721; // one for each degree of a turn to either side

    private final Lesson page;
    private final Dial dial = new Dial(Dom.byId("dial"));
    private final Plot plot = new Plot(Dom.byId("losses-plot"));
    private final Opening opening;
    private final Dial.Hand truthHand;
    private final Dial.Hand guessHand;
    private int truth;
    private int guess;

    LossFigure(AnglesState opened, Lesson page) {
        this.page = page;
        truth = opened.truth();
        guess = opened.guess();
        truthHand = dial.hand(Text.of("The true direction"), "b", degrees -> {
            truth = degrees;
            moved();
        });
        guessHand = dial.hand(Text.of("The guess"), "a", degrees -> {
            guess = degrees;
            moved();
        });
        opening = new Opening(share -> {
            guess = Math.floorMod(AnglesState.FIRST.guess() + (int) (360 * share + 0.5), 360);
            page.redraw();
        });
    }

    /** The guess goes once round. */
    void open() {
        opening.begin();
    }

    int truth() {
        return truth;
    }

    int guess() {
        return guess;
    }

    private void moved() {
        opening.stop();
        page.changed();
    }

    void show() {
        truthHand.show(truth);
        guessHand.show(guess);
        int difference = guess - truth;
        Dom.say("truth", truth + "°");
        Dom.say("guess", guess + "°");
        Dom.say("difference", Decimal.fixed(difference, 0) + "°");
        Dom.say("arc", Decimal.fixed(CircularLoss.arc(difference), 0) + "°");
        plot.begin(-360, 360, 0, 1.05);
        plot.upright("end", difference);
        double[] xs = new double[POINTS];
        double[] ys = new double[POINTS];
        for (CircularLoss loss : CircularLoss.values()) {
            for (int i = 0; i < POINTS; i++) {
                xs[i] = i - 360;
                ys[i] = loss.value(xs[i]) / loss.largest();
            }
            String series = loss.word() + " series-" + loss.ordinal();
            plot.curve(series, xs, ys);
            plot.dot(series, difference, loss.value(difference) / loss.largest());
            HTMLElement row = Dom.byId("loss-" + loss.word());
            Dom.say(row, ".value", Numbers.precise(loss.value(difference)));
            Dom.say(row, ".share", Decimal.fixed(100 * loss.value(difference) / loss.largest(), 1) + " %");
            Dom.say(row, ".slope", Numbers.precise(loss.slope(difference)));
        }
    }
}
