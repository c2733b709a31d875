package latentlab.server.browser;

import com.microsoft.playwright.Page;
import java.util.List;

/** What the charts of a page hold. */
final class Chart {
    private static final String OF = "Chart.getChart(document.querySelector(selector + ' canvas'))";

    private Chart() {}

    /** Waits until a chart has curves, and gives their names. */
    static List<String> curves(Page page, String selector) {
        page.locator(selector + " .curve-names button").first().waitFor();
        return page.locator(selector + " .curve-names button").allTextContents();
    }

    /** The points of a curve, each (x, y). */
    static List<List<Double>> points(Page page, String selector, int curve) {
        return numbers(page, selector, curve, "[p.x, p.y]");
    }

    /** The points of a curve with a band, each (x, y, sd). */
    static List<List<Double>> pointsWithSpread(Page page, String selector, int curve) {
        return numbers(page, selector, curve, "[p.x, p.y, p.sd]");
    }

    /** {@code linear} or {@code logarithmic}. */
    static String scale(Page page, String selector, String axis) {
        awaitChart(page, selector);
        return (String) page.evaluate("([selector, axis]) => " + OF + ".scales[axis].type", List.of(selector, axis));
    }

    private static List<List<Double>> numbers(Page page, String selector, int curve, String what) {
        awaitChart(page, selector);
        return numbers(page.evaluate(
                "([selector, curve]) => " + OF + ".data.datasets[curve].data.map(p => " + what + ")",
                List.of(selector, curve)));
    }

    private static void awaitChart(Page page, String selector) {
        page.waitForFunction("selector => document.querySelector(selector + ' canvas') && " + OF, selector);
    }

    /** A list of lists of numbers, as the browser gives it. */
    static List<List<Double>> numbers(Object lists) {
        return ((List<?>) lists)
                .stream()
                        .map(list -> ((List<?>) list)
                                .stream()
                                        .map(value -> ((Number) value).doubleValue())
                                        .toList())
                        .toList();
    }
}
