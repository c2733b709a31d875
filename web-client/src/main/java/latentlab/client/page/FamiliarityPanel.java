package latentlab.client.page;

import latentlab.client.view.Decimal;
import latentlab.client.view.Dom;
import latentlab.client.view.Text;
import latentlab.latent.Familiarity;
import latentlab.statistics.Quantiles;
import org.teavm.jso.dom.html.HTMLElement;

/** How usual the drawing is among the test digits, in words and on two scales. */
final class FamiliarityPanel {
    private final HTMLElement root = Dom.byId("familiarity");
    private Quantiles errors;
    private Quantiles distances;

    /** @param errors null for a model that does not say */
    void open(Quantiles errors) {
        this.errors = errors;
        distances = null;
    }

    /** Of the test codes among themselves. */
    void compareWith(Quantiles distances) {
        this.distances = distances;
    }

    /** Nothing is drawn. */
    void showNothing() {
        root.setAttribute("data-verdict", "none");
        say(".error", "–", "", 0);
        say(".distance", "–", "", 0);
        verdict(Text.of("Draw a digit."), "");
    }

    /**
     * Shows how usual the drawing is.
     *
     * @param error    mean squared error of its reconstruction
     * @param distance of its code, from the nearest codes on the mean
     */
    void show(double error, double distance) {
        if (errors == null || distances == null) {
            root.setAttribute("data-verdict", "none");
            say(".error", Decimal.fixed(error, 4), "", 0);
            say(".distance", Decimal.fixed(distance, 2), "", 0);
            verdict(
                    errors == null
                            ? Text.of("This model does not say what is usual.")
                            : Text.of("Looking at the test digits …"),
                    "");
            return;
        }
        Familiarity familiarity = Familiarity.of(errors, error, distances, distance);
        say(
                ".error",
                Decimal.fixed(error, 4),
                Text.of("worse than {0} of test digits", percent(familiarity.error())),
                familiarity.error());
        say(
                ".distance",
                Decimal.fixed(distance, 2),
                Text.of("farther out than {0} of them", percent(familiarity.distance())),
                familiarity.distance());
        switch (familiarity.verdict()) {
            case USUAL -> {
                root.setAttribute("data-verdict", "usual");
                verdict(
                        Text.of("On the map."),
                        Text.of("Many test digits are as hard to draw again, or lie as far from the others."));
            }
            case UNUSUAL -> {
                root.setAttribute("data-verdict", "unusual");
                verdict(
                        Text.of("At the edge of the map."),
                        Text.of("Only one test digit in twenty is as unusual as this."));
            }
            case OFF_THE_MAP -> {
                root.setAttribute("data-verdict", "off");
                verdict(
                        Text.of("Off the map."),
                        Text.of("Hardly any test digit is like this: whatever is read in it, the readers guess."));
            }
        }
    }

    private void verdict(String inShort, String more) {
        Dom.text(root.querySelector(".verdict b"), inShort);
        Dom.text(root.querySelector(".verdict span"), more);
    }

    private void say(String row, String value, String rank, double share) {
        HTMLElement element = root.querySelector(row);
        Dom.text(element.querySelector("output"), value);
        Dom.text(element.querySelector(".rank"), rank);
        Dom.variable(element, "--share", Decimal.plain(share));
    }

    private static String percent(double share) {
        return share >= 1
                ? Text.of("all")
                : share > 0.99 ? Decimal.fixed(100 * share, 1) + " %" : (int) (100 * share) + " %";
    }
}
