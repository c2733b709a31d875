package latentlab.server.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;

/** The study's pages as visitors see them, and the API's results, to compare them with. */
final class Dashboard {
    private Dashboard() {}

    /** One of them, without motion. */
    static Visit open(Site site, String path) {
        return new Visit(site, path, Visit.laptop().setReducedMotion(ReducedMotion.REDUCE));
    }

    /** Until its networks have shown the digit. */
    static void waitForNetworks(Visit visit) {
        visit.page().waitForFunction("() => performance.getEntriesByName('study-networks').length > 0");
        visit.frame();
    }

    /** Numbers from a study's results, as the API answers them. */
    static List<List<Double>> results(Page page, String study, String expression) {
        Object answer = page.evaluate(
                "async ([study, expression]) => {"
                        + " const r = await (await fetch('../api/v1/studies/' + study + '?preset=quick')).json();"
                        + " return " + expression + "; }",
                List.of(study, expression));
        return Chart.numbers(answer);
    }
}
