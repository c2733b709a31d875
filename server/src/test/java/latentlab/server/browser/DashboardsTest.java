package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The study's overview, what its pages have in common, and those on latent dimension, channel capacity and interpolation. */
@ExtendWith(SiteExtension.class)
class DashboardsTest {
    private static final String PRESET = "?preset=quick";
    private static final String DIMENSION = "studies/latent-dimension" + PRESET;
    private static final String CAPACITY = "studies/channel-capacity" + PRESET;
    private static final String INTERPOLATION = "studies/interpolation" + PRESET;

    /** Numbers from a study's results, as the API answers them. */
    static List<List<Double>> results(Page page, String study, String expression) {
        Object answer = page.evaluate(
                "async ([study, expression]) => {"
                        + " const r = await (await fetch('../api/v1/studies/' + study + '?preset=quick')).json();"
                        + " return " + expression + "; }",
                List.of(study, expression));
        return Chart.numbers(answer);
    }

    private static Visit open(Site site, String path) {
        return new Visit(site, path, Visit.laptop().setReducedMotion(ReducedMotion.REDUCE));
    }

    private static void waitForNetworks(Visit visit) {
        visit.page().waitForFunction("() => performance.getEntriesByName('study-networks').length > 0");
        visit.frame();
    }

    @Test
    void theOverviewAsksFiveQuestionsAndLeadsToTheAnswers(Site site) {
        try (Visit visit = open(site, "studies")) {
            Page page = visit.page();
            assertThat(page.locator(".studies-list article").count()).isEqualTo(5);
            assertThat(page.locator(".studies-list article").first().textContent())
                    .containsPattern("Test MSE falls from 0\\.\\d+ at d=3");
            page.locator(".studies-list a").first().click();
            PlaywrightAssertions.assertThat(page.locator("h1")).hasText("How many numbers does a digit need?");
            page.locator(".studies-nav a").nth(2).click();
            PlaywrightAssertions.assertThat(page.locator("h1")).hasText("What do more channels buy?");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DIMENSION, CAPACITY, INTERPOLATION, CorrelationTest.PAGE, TransferTest.PAGE})
    void everyChartHasANameATableAndACsv(String path, Site site) throws IOException {
        try (Visit visit = open(site, path)) {
            Page page = visit.page();
            page.waitForFunction(
                    "() => [...document.querySelectorAll('.chart')].every(c => c.querySelector('canvas'))");
            for (Locator chart : page.locator(".chart").all()) {
                assertThat(chart.locator("canvas").getAttribute("aria-label")).containsPattern("\\d");
                chart.locator("summary").click();
                int points = ((Number) chart.evaluate("chart => new Set(Chart.getChart(chart.querySelector('canvas'))"
                                + ".data.datasets.flatMap(set => set.data.map(p => p.x))).size"))
                        .intValue();
                chart.locator("tbody tr").first().waitFor();
                assertThat(chart.locator("tbody tr").count()).isEqualTo(points);
                var csv = page.waitForDownload(
                        () -> chart.locator("a[download='']").click());
                assertThat(Files.readAllLines(csv.path())).hasSizeGreaterThan(2);
            }
            assertThat(page.locator(".trial").textContent()).contains("A quick trial, not the study.");
            assertThat(page.locator(".claims dd").first().textContent()).contains("Our figures");
            page.locator(".source a").first().click();
            page.waitForURL(Pattern.compile("/runs/mnist-"));
        }
    }

    @AlsoAsFiles
    void lossByDimensionIsTheApis(Site site) {
        try (Visit visit = open(site, DIMENSION)) {
            Page page = visit.page();
            assertThat(Chart.curves(page, "#by-dimension")).startsWith("ours, c=8", "published, c=128", "PCA");
            assertThat(Chart.pointsWithSpread(page, "#by-dimension", 0))
                    .isEqualTo(results(
                            page,
                            "latent-dimension",
                            "r.figures.all.points.map(p => [p.latentDim, p.testLoss.mean, p.testLoss.sd])"));
            assertThat(Chart.points(page, "#by-dimension", 1)).hasSize(7).contains(List.of(15.0, 0.007143));
            assertThat(Chart.points(page, "#by-dimension", 2))
                    .isEqualTo(results(
                            page, "latent-dimension", "r.figures.all.points.map(p => [p.latentDim, p.pca.testLoss])"));
            assertThat(Chart.points(page, "#gap-few", 1))
                    .isEqualTo(results(
                            page,
                            "latent-dimension",
                            "r.figures.fewImages.points.map(p => [p.latentDim, p.trainLoss.mean])"));
            assertThat(page.locator("#table-losses tbody tr").first().textContent())
                    .contains("0.03338", "0.05604 ± 0.003651");
        }
    }

    @Test
    void lossByEpochFollowsItsControls(Site site) {
        try (Visit visit = open(site, DIMENSION)) {
            Page page = visit.page();
            assertThat(Chart.curves(page, "#epochs")).containsExactly("d = 3", "d = 8", "d = 15");
            List<Double> last = Chart.pointsWithSpread(page, "#epochs", 0).get(4);
            List<Double> expected = results(
                            page,
                            "latent-dimension",
                            "r.figures.all.points.map(p => [5, p.testLoss.mean, p.testLoss.sd])")
                    .get(0);
            for (int i = 0; i < 3; i++) {
                assertThat(last.get(i)).isCloseTo(expected.get(i), within(1e-8));
            }
            page.locator("#images").selectOption("fewImages");
            page.locator("#loss").selectOption("trainLoss");
            assertThat(Chart.points(page, "#epochs", 2))
                    .isEqualTo(results(
                            page,
                            "latent-dimension",
                            "r.runs.find(run => run.id === 'mnist-1000-c8-d15-e24-s0').history.trainLoss"
                                    + ".map((loss, i) => [i + 1, loss])"));
            assertThat(Chart.scale(page, "#epochs", "y")).isEqualTo("logarithmic");
            page.locator("#epochs .logarithmic").uncheck();
            assertThat(Chart.scale(page, "#epochs", "y")).isEqualTo("linear");
        }
    }

    @Test
    void aChartIsReadByKeysAndItsCurvesCanBeHidden(Site site) {
        try (Visit visit = open(site, DIMENSION)) {
            Page page = visit.page();
            Chart.curves(page, "#gap-all");
            page.locator("#gap-all canvas").focus();
            page.keyboard().press("ArrowRight");
            page.keyboard().press("ArrowRight");
            assertThat(page.locator("#gap-all [role=status]").textContent())
                    .matches("d 8: test 0\\.03418 ± 0\\.0018, training .*");
            Locator test = page.locator("#gap-all .curve-names button").first();
            test.click();
            assertThat(test.getAttribute("aria-pressed")).isEqualTo("false");
            page.locator("#gap-all .logarithmic").uncheck();
            assertThat(test.getAttribute("aria-pressed")).as("stays hidden").isEqualTo("false");
            page.locator("#gap-all canvas").focus();
            page.keyboard().press("ArrowRight");
            assertThat(page.locator("#gap-all [role=status]").textContent()).startsWith("d 3: training");
        }
    }

    @Test
    void coloursFollowTheScheme(Site site) {
        try (Visit visit = open(site, CAPACITY)) {
            Page page = visit.page();
            Chart.curves(page, "#epochs");
            String axis = "Chart.getChart(document.querySelector('#epochs canvas')).options.scales.x.ticks.color";
            Object light = page.evaluate(axis);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            page.waitForFunction("light => " + axis + " !== light", light);
        }
    }

    @Test
    void oneDigitGoesThroughAllNetworks(Site site) {
        try (Visit visit = open(site, DIMENSION)) {
            Page page = visit.page();
            waitForNetworks(visit);
            for (Locator figure : page.locator("#live [data-model]").all()) {
                Object expected = page.evaluate(
                        "async id => {"
                                + " const {open} = await import(new URL('./js/latent-lab.js',"
                                + " new URL(document.documentElement.dataset.root, document.baseURI)));"
                                + " const model = await open(new URL('../api/v1/models/' + id, location));"
                                + " const seen = Float32Array.from(document.querySelector('canvas.seen').getContext('2d')"
                                + ".getImageData(0, 0, 28, 28).data.filter((_, i) => i % 4 === 0)).map(v => v / 255);"
                                + " const drawn = model.decode(model.encode(seen));"
                                + " return drawn.reduce((sum, v, i) => sum + (v - seen[i]) ** 2, 0) / 784; }",
                        figure.getAttribute("data-model"));
                double shown = Double.parseDouble(figure.locator("output").textContent());
                assertThat(shown).isCloseTo(((Number) expected).doubleValue(), within(1e-4));
            }
            List<List<Double>> before = Chart.points(page, "#by-dimension", 3);
            assertThat(before).hasSize(3);
            visit.draw(0.3, 0.2, 0.7, 0.2, 0.4, 0.8);
            page.waitForFunction("() => location.hash.startsWith('#digit=ink.')");
            assertThat(Chart.points(page, "#by-dimension", 3)).isNotEqualTo(before);
            page.locator("#digit .random").click();
            page.waitForFunction("() => location.hash.startsWith('#digit=test.')");
            int[] seen = visit.grey("canvas.seen");
            page.reload();
            waitForNetworks(visit);
            page.waitForFunction("() => document.querySelector('[data-do=clear]').ariaDisabled === 'false'");
            visit.frame();
            assertThat(visit.grey("canvas.seen")).isEqualTo(seen);
        }
    }

    @Test
    void theGridShowsTenDigitsThroughEachNetwork(Site site) {
        try (Visit visit = open(site, DIMENSION)) {
            waitForNetworks(visit);
            visit.page()
                    .waitForFunction(
                            "() => [...document.querySelectorAll('#grid canvas')].every(canvas =>"
                                    + " canvas.getContext('2d').getImageData(0, 0, 28, 28).data.some((v, i) => i % 4 < 3 && v > 60))");
            assertThat(visit.page().locator("#grid canvas").count()).isEqualTo(40);
        }
    }

    @Test
    void capacityIsTheApis(Site site) {
        try (Visit visit = open(site, CAPACITY)) {
            Page page = visit.page();
            assertThat(Chart.curves(page, "#epochs")).containsExactly("c = 8", "c = 4");
            page.locator("#loss").selectOption("runningTrainLoss");
            assertThat(Chart.points(page, "#epochs", 1))
                    .isEqualTo(
                            results(
                                    page,
                                    "channel-capacity",
                                    "r.runs.find(run => run.channels === 4).history.runningTrainLoss.map((v, i) => [i + 1, v])"));
            assertThat(Chart.points(page, "#parameters", 0))
                    .containsExactly(List.of(4.0, 13336.0), List.of(8.0, 28704.0));
            assertThat(Chart.points(page, "#price", 0))
                    .containsExactlyInAnyOrderElementsOf(
                            results(page, "channel-capacity", "r.figures.points.map(p => [p.parameters, p.testLoss])"));
            assertThat(Chart.scale(page, "#price", "x")).isEqualTo("logarithmic");
        }
    }

    @Test
    void aPathGoesThroughAllNetworksAtOnce(Site site) {
        try (Visit visit = open(site, INTERPOLATION)) {
            Page page = visit.page();
            waitForNetworks(visit);
            page.locator(".pairs button").nth(1).click();
            page.waitForFunction("() => location.hash.includes('a=test.') && location.hash.includes('b=test.')");
            visit.frame();
            Object readings = page.evaluate("async () => {"
                    + " const r = await (await fetch('../api/v1/studies/interpolation?preset=quick')).json();"
                    + " return r.figures.points.map(p => p.strips[1].frames.map(f => f.digit).join('')).join(' '); }");
            // live, and yet what the study says of the same frames
            page.waitForFunction(
                    "readings => [...document.querySelectorAll('.path-row')].map(row =>"
                            + " [...row.querySelectorAll('.reads')].map(e => e.textContent).join('')).join(' ') === readings",
                    readings);

            page.locator("#alpha").focus();
            page.keyboard().press("End");
            visit.frame();
            for (int row = 0; row < 3; row++) {
                Locator one = page.locator(".path-row").nth(row);
                assertThat(pixels(one.locator("canvas.frame")))
                        .isEqualTo(pixels(one.locator("button canvas").last()));
                assertThat(one.locator("button").last().getAttribute("data-near"))
                        .isEqualTo("true");
            }
            page.locator(".path-row").nth(1).locator("button").nth(3).click();
            visit.frame();
            assertThat(page.locator("#alpha-value").textContent()).isEqualTo("0.30");
            page.waitForFunction("() => location.hash.endsWith('alpha=30')");
            page.locator("#play").click();
            page.waitForFunction("() => document.getElementById('alpha-value').textContent !== '0.30'");
            page.locator("#play").click();
            visit.frame();
            assertThat(page.locator("#play").textContent()).isEqualTo("Play");

            visit.draw(0.3, 0.2, 0.7, 0.2, 0.4, 0.8); // on B, the first surface
            page.waitForFunction("() => /\\d/.test(document.querySelector('.reads').textContent)");
        }
    }

    private static Object pixels(Locator canvas) {
        return canvas.evaluate("canvas => canvas.getContext('2d').getImageData(0, 0, 28, 28).data.join()");
    }

    @Test
    void clarityIsTheApis(Site site) {
        try (Visit visit = open(site, INTERPOLATION)) {
            Page page = visit.page();
            assertThat(Chart.curves(page, "#confidence")).containsExactly("d = 3", "d = 8", "d = 15");
            assertThat(Chart.pointsWithSpread(page, "#confidence", 1))
                    .isEqualTo(results(
                            page,
                            "interpolation",
                            "r.figures.points[1].averages.map(a => [a.alpha, a.confidence.mean, a.confidence.sd])"));
            assertThat(Chart.points(page, "#greyness", 2))
                    .isEqualTo(results(
                            page,
                            "interpolation",
                            "r.figures.points[2].averages.map(a => [a.alpha, a.greyness.mean])"));
            page.locator("#reads-dim").selectOption("15");
            assertThat(Chart.points(page, "#readings", 2))
                    .isEqualTo(results(
                            page,
                            "interpolation",
                            "r.figures.points[2].averages.map(a => [a.alpha, a.readsOther.mean])"));
        }
    }

    @Test
    void saysWhenNumbersOrNetworksDoNotArriveAndTriesAgain(Site site) {
        try (Visit visit = open(site, CAPACITY)) {
            visit.expectComplaints(); // the browser reports each failed request
            Page page = visit.page();
            page.route("**/api/v1/**", route -> route.abort());
            page.reload();
            page.locator("#epochs button").waitFor();
            assertThat(page.locator("#epochs").textContent()).contains("did not arrive", "can’t be reached");
            page.navigate(site.url(DIMENSION));
            page.locator(".loading button").waitFor();
            assertThat(page.locator(".loading").textContent()).contains("mnist-6000-c8-d3-e5-s0", "did not arrive");
            page.locator("#epochs button").waitFor();
            page.unroute("**/api/v1/**");
            page.locator(".loading button").click();
            waitForNetworks(visit);
            page.locator("#epochs button").click();
            assertThat(Chart.curves(page, "#epochs")).hasSize(3);
        }
    }

    @Test
    void theTablesAreThereWithoutJavaScript(Site site) {
        try (Visit visit = new Visit(site, DIMENSION, Visit.laptop().setJavaScriptEnabled(false))) {
            Page page = visit.page();
            assertThat(page.locator("#table-losses").isVisible()).isTrue();
            page.locator("#table-losses a").first().click();
            PlaywrightAssertions.assertThat(page.locator("h1")).hasText("mnist-6000-c8-d3-e5-s0");
        }
    }
}
