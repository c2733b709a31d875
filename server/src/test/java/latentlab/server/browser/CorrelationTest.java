package latentlab.server.browser;

import static latentlab.server.browser.Dashboard.results;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The study's page on the correlation of coordinates. */
@ExtendWith(SiteExtension.class)
class CorrelationTest {
    static final String PAGE = "studies/correlation?preset=quick";

    private static final String CODES = "const {codes, labels} ="
            + " await (await fetch('../api/v1/models/mnist-6000-c8-d8-e5-s0/codes')).json();"
            + " const mean = values => values.reduce((a, b) => a + b) / values.length;";

    private static List<List<Double>> cells(Page page, int d) {
        page.locator("[data-dim='" + d + "'] .heat-map tbody").waitFor();
        return Chart.numbers(page.evaluate(
                "d => [...document.querySelectorAll(`[data-dim='${d}'] tbody tr`)]"
                        + ".map(row => [...row.querySelectorAll('td')].map(cell => Number(cell.dataset.value)))",
                d));
    }

    /** Does something after which a pair of coordinates is shown. */
    private static void waitForPair(Page page, Runnable action) {
        page.evaluate("performance.clearMarks('pair-shown')");
        action.run();
        page.locator("#pair").scrollIntoViewIfNeeded();
        page.waitForFunction("() => performance.getEntriesByName('pair-shown').length > 0");
    }

    @Test
    void heatMapsAndTheirSwitchesShowTheApisMatrices(Site site) {
        try (Visit visit = Dashboard.open(site, PAGE)) {
            Page page = visit.page();
            for (int i = 0; i < 3; i++) {
                int d = List.of(3, 8, 15).get(i);
                String seeds = "r.figures.points[" + i + "].seeds";
                assertThat(cells(page, d)).isEqualTo(results(page, "correlation", seeds + "[0].matrix"));
                page.locator("#seed").selectOption("1");
                assertThat(cells(page, d)).isEqualTo(results(page, "correlation", seeds + "[1].matrix"));
                page.locator("#whiten").check();
                assertThat(cells(page, d)).isEqualTo(results(page, "correlation", seeds + "[1].whitened.matrix"));
                page.locator("#whiten").uncheck();
                page.locator("#seed").selectOption("0");
            }
            assertThat(page.locator("#honesty").textContent()).contains("0.209 ± 0.094 over 2 seeds");
        }
    }

    @AlsoAsFiles
    void overallCorrelationIsTheApisOnBothAxes(Site site) {
        try (Visit visit = Dashboard.open(site, PAGE)) {
            Page page = visit.page();
            assertThat(Chart.curves(page, "#overall"))
                    .containsExactly(
                            "mean over the seeds",
                            "exponential fit",
                            "PCA’s coordinates: sampling noise",
                            "seed 0",
                            "seed 1");
            assertThat(Chart.pointsWithSpread(page, "#overall", 0))
                    .isEqualTo(results(
                            page,
                            "correlation",
                            "r.figures.points.map(p => [p.latentDim, p.overall.mean, p.overall.sd])"));
            assertThat(Chart.points(page, "#overall", 4))
                    .isEqualTo(results(
                            page, "correlation", "r.figures.points.map(p => [p.latentDim, p.seeds[1].overall])"));
            assertThat(Chart.scale(page, "#overall", "y")).isEqualTo("linear");
            page.locator("#overall .logarithmic").check();
            assertThat(Chart.scale(page, "#overall", "y")).isEqualTo("logarithmic");
            page.locator("#whiten").check();
            assertThat(Chart.points(page, "#overall", 5))
                    .isEqualTo(results(page, "correlation", "r.figures.points.map(p => [p.latentDim, p.whitened])"));
        }
    }

    @Test
    void aCellIsFoundAndChosenByKeys(Site site) {
        try (Visit visit = Dashboard.open(site, PAGE)) {
            Page page = visit.page();
            Locator map = page.locator("[data-dim='8'] .heat-map");
            map.locator("tbody").waitFor();
            assertThat(page.locator("[data-dim='8'] [tabindex='0']").count())
                    .as("one stop")
                    .isEqualTo(1);
            map.locator("[tabindex='0']").focus();
            page.keyboard().press("ArrowDown");
            page.keyboard().press("End");
            page.keyboard().press("ArrowLeft");
            double r = cells(page, 8).get(1).get(6);
            String shown = String.format(Locale.ROOT, "r = %.3f", r).replace('-', '−');
            assertThat(map.locator(".reading.number").textContent()).isEqualTo("2 and 7: " + shown);
            waitForPair(page, () -> page.keyboard().press("Enter"));
            assertThat(map.locator("[aria-selected=true]").getAttribute("aria-label"))
                    .isEqualTo("2 and 7: " + shown);
            assertThat(page.locator("[aria-selected=true]").count()).isEqualTo(1);
            assertThat(page.locator("#pair-name").textContent()).isEqualTo("Coordinates 2 and 7 of 8, " + shown);
            assertThat(visit.address()).contains("#pair=8.2.7");
            page.reload();
            page.locator("[aria-selected=true]").waitFor();
            PlaywrightAssertions.assertThat(page.locator("#pair-name")).hasText(Pattern.compile("\\S"));
            assertThat(map.locator("[aria-selected=true]").getAttribute("aria-label"))
                    .startsWith("2 and 7");
        }
    }

    @Test
    void thePairsPointsAndMeansAreThoseOfTheCodes(Site site) throws IOException {
        try (Visit visit = Dashboard.open(site, PAGE + "#pair=8.1.6")) {
            Page page = visit.page();
            waitForPair(page, () -> {});
            Object expected = page.evaluate("async () => { " + CODES
                    + " return Array.from({length: 10}, (_, digit) => {"
                    + " const own = codes.filter((_, i) => labels[i] === digit);"
                    + " return [digit, own.length, mean(own.map(c => c[0])), mean(own.map(c => c[5]))]; }); }");
            page.locator("#scatter summary").click();
            page.locator("#scatter tbody tr").first().waitFor();
            List<List<Double>> shown =
                    Chart.numbers(page.evaluate("[...document.querySelectorAll('#scatter tbody tr')].map(row =>"
                            + " [0, 1, 2, 4].map(i => Number(row.cells[i].textContent)))"));
            List<List<Double>> means = Chart.numbers(expected);
            for (int digit = 0; digit < 10; digit++) {
                for (int i = 0; i < 4; i++) {
                    assertThat(shown.get(digit).get(i))
                            .isCloseTo(means.get(digit).get(i), within(1e-3));
                }
            }
            var csv = page.waitForDownload(() -> page.locator("#scatter .csv").click());
            List<String> lines = Files.readAllLines(csv.path());
            assertThat(lines).hasSize(10_001);
            Object seventh = page.evaluate("async () => { " + CODES
                    + " return [7, labels[7], Math.fround(codes[7][0]), Math.fround(codes[7][5])].join(); }");
            assertThat(lines.get(8)).isEqualTo(seventh);

            Object all = page.locator("#scatter canvas").evaluate("canvas => canvas.toDataURL()");
            page.locator("#scatter .digit-4").click();
            assertThat(page.locator("#scatter .digit-4").getAttribute("aria-pressed"))
                    .isEqualTo("false");
            page.waitForFunction("all => document.querySelector('#scatter canvas').toDataURL() !== all", all);
        }
    }

    /** Frames of a traversal as the public API decodes them; its middle is the mean code, whitened or not. */
    @Test
    void theTraversalIsDecodedFromTheMeanOfTheCodes(Site site) {
        try (Visit visit = Dashboard.open(site, PAGE + "#pair=8.1.6")) {
            Page page = visit.page();
            waitForPair(page, () -> {});
            for (int digit : new int[] {-1, 3}) {
                if (digit >= 0) {
                    waitForPair(page, () -> page.locator("#from").selectOption("" + digit));
                }
                List<Double> corner = Chart.numbers(page.evaluate(
                                "async digit => { " + CODES
                                        + " const {open} = await import(new URL('../js/latent-lab.js', location));"
                                        + " const model = await open(new URL('../api/v1/models/mnist-6000-c8-d8-e5-s0', location));"
                                        + " const column = k => codes.map(c => c[k]);"
                                        + " const code = codes[0].map((_, k) => mean(column(k).filter((_, i) => digit < 0 || labels[i] === digit)));"
                                        + " for (const k of [0, 5]) { const values = column(k); const m = mean(values);"
                                        + " code[k] = m + 3 * Math.sqrt(mean(values.map(v => (v - m) ** 2))); }"
                                        + " return [Array.from(model.decode(Float32Array.from(code)), v => 255 * v)]; }",
                                digit))
                        .get(0);
                List<Double> shown = frame(page, 6, 0); // right and up
                for (int i = 0; i < corner.size(); i++) {
                    assertThat(shown.get(i)).isCloseTo(corner.get(i), within(1.0));
                }
            }
            waitForPair(page, () -> page.locator("#from").selectOption(""));
            List<Double> middle = frame(page, 3, 3);
            List<Double> edge = frame(page, 0, 3);
            waitForPair(page, () -> page.locator("#whiten").check());
            assertThat(page.locator("#pair-name").textContent()).containsPattern("r = −?\\d\\.\\de");
            for (int i = 0; i < middle.size(); i++) {
                assertThat(frame(page, 3, 3).get(i)).isCloseTo(middle.get(i), within(1.0));
            }
            assertThat(frame(page, 0, 3)).isNotEqualTo(edge);
            waitForPair(
                    page,
                    () -> page.locator("[data-dim='8'] td[aria-label^='2 and 2']")
                            .click());
            assertThat(page.locator("#traversal").evaluate("canvas => canvas.height"))
                    .as("one coordinate alone")
                    .isEqualTo(28);
        }
    }

    private static List<Double> frame(Page page, int column, int row) {
        return Chart.numbers(page.evaluate(
                        "([x, y]) => [Array.from(document.getElementById('traversal').getContext('2d')"
                                + ".getImageData(30 * x, 30 * y, 28, 28).data).filter((_, i) => i % 4 === 0)]",
                        List.of(column, row)))
                .get(0);
    }

    @Test
    void saysWhenCodesDoNotArriveAndTriesAgain(Site site) {
        try (Visit visit = Dashboard.open(site, PAGE + "#pair=3.1.2")) {
            visit.expectComplaints(); // the browser reports the failed request
            Page page = visit.page();
            page.route("**/codes", route -> route.abort());
            page.reload();
            page.locator("#pair").scrollIntoViewIfNeeded();
            page.locator("#again").waitFor();
            assertThat(page.locator("#pair-status").textContent()).contains("did not arrive", "can’t be reached");
            page.unroute("**/codes");
            waitForPair(page, () -> page.locator("#again").click());
            assertThat(page.locator("#again").isVisible()).isFalse();
        }
    }
}
