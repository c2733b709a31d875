package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The study's overview, and what its pages have in common. */
@ExtendWith(SiteExtension.class)
class DashboardsTest {
    @Test
    void theOverviewAsksFiveQuestionsAndLeadsToTheAnswers(Site site) {
        try (Visit visit = Dashboard.open(site, "studies")) {
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
    @ValueSource(
            strings = {
                LatentDimensionTest.PAGE,
                ChannelCapacityTest.PAGE,
                InterpolationStudyTest.PAGE,
                CorrelationTest.PAGE,
                TransferTest.PAGE
            })
    void everyChartHasANameATableAndACsv(String path, Site site) throws IOException {
        try (Visit visit = Dashboard.open(site, path)) {
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

    @Test
    void aChartIsReadByKeysAndItsCurvesCanBeHidden(Site site) {
        try (Visit visit = Dashboard.open(site, LatentDimensionTest.PAGE)) {
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
        try (Visit visit = Dashboard.open(site, ChannelCapacityTest.PAGE)) {
            Page page = visit.page();
            Chart.curves(page, "#epochs");
            String axis = "Chart.getChart(document.querySelector('#epochs canvas')).options.scales.x.ticks.color";
            Object light = page.evaluate(axis);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            page.waitForFunction("light => " + axis + " !== light", light);
        }
    }

    @Test
    void saysWhenNumbersOrNetworksDoNotArriveAndTriesAgain(Site site) {
        try (Visit visit = Dashboard.open(site, ChannelCapacityTest.PAGE)) {
            visit.expectComplaints(); // the browser reports each failed request
            Page page = visit.page();
            page.route("**/api/v1/**", route -> route.abort());
            page.reload();
            page.locator("#epochs button").waitFor();
            assertThat(page.locator("#epochs").textContent()).contains("did not arrive", "can’t be reached");
            page.navigate(site.url(LatentDimensionTest.PAGE));
            page.locator(".loading button").waitFor();
            assertThat(page.locator(".loading").textContent()).contains("mnist-6000-c8-d3-e5-s0", "did not arrive");
            page.locator("#epochs button").waitFor();
            page.unroute("**/api/v1/**");
            page.locator(".loading button").click();
            Dashboard.waitForNetworks(visit);
            page.locator("#epochs button").click();
            assertThat(Chart.curves(page, "#epochs")).hasSize(3);
        }
    }

    @Test
    void theTablesAreThereWithoutJavaScript(Site site) {
        try (Visit visit =
                new Visit(site, LatentDimensionTest.PAGE, Visit.laptop().setJavaScriptEnabled(false))) {
            Page page = visit.page();
            assertThat(page.locator("#table-losses").isVisible()).isTrue();
            page.locator("#table-losses a").first().click();
            PlaywrightAssertions.assertThat(page.locator("h1")).hasText("mnist-6000-c8-d3-e5-s0");
        }
    }
}
