package latentlab.client.view;

import latentlab.statistics.Quantiles;
import org.teavm.jso.dom.html.HTMLElement;

/** One picture's error beside those of the test set: a small histogram with a mark, and the same in words. */
public final class ErrorPicture {
    private static final int BINS = 40;
    private static final int WIDTH = 200;
    private static final int HEIGHT = 48;

    private final HTMLElement root;
    private Quantiles errors;
    private double to;

    /** @param root holds {@code .bars} (a path), {@code .mark} (a group), {@code .error} and {@code .rank} */
    public ErrorPicture(HTMLElement root) {
        this.root = root;
    }

    /** @param errors of the test set; null for a model that does not say */
    public void open(Quantiles errors) {
        this.errors = errors;
        if (errors == null) {
            return;
        }
        to = 1.3 * errors.at(0.98); // the last fiftieth is a long thin tail, which would squeeze everything else
        double[] shares = errors.histogram(BINS, to);
        double most = 0;
        for (double share : shares) {
            most = Math.max(most, share);
        }
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < BINS; i++) {
            path.append('M').append(i * WIDTH / BINS).append(' ').append(HEIGHT);
            path.append('v').append(Decimal.plain(-shares[i] / most * (HEIGHT - 6)));
            path.append('h').append(WIDTH / BINS - 1).append('V').append(HEIGHT).append('z');
        }
        root.querySelector(".bars").setAttribute("d", path.toString());
    }

    /** Nothing to compare. */
    public void showNothing() {
        say("–", Text.of("Nothing drawn yet."));
        root.setAttribute("data-empty", "true");
    }

    /** @param error the mean squared error */
    public void show(double error) {
        root.setAttribute("data-empty", errors == null ? "true" : "false");
        if (errors == null) {
            say(Decimal.fixed(error, 4), "");
            return;
        }
        double rank = errors.rank(error);
        int better = Math.max(1, Math.min(99, (int) (100 * (1 - rank) + 0.5))); // all and none are said of all and none
        double x = Math.min(1, error / to) * WIDTH;
        root.querySelector(".mark").setAttribute("transform", "translate(" + Decimal.plain(x) + ")");
        say(
                Decimal.fixed(error, 4),
                rank >= 1
                        ? Text.of("Worse than any test digit: is it a digit?")
                        : rank <= 0
                                ? Text.of("Better than every test digit.")
                                : Text.of("Better than {0} % of test digits.", better));
    }

    private void say(String error, String rank) {
        Dom.text(root.querySelector(".error"), error);
        Dom.text(root.querySelector(".rank"), rank);
    }
}
