package latentlab.server.browser;

import static latentlab.server.browser.Dashboard.results;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The study's page on learning from 100 labels. */
@ExtendWith(SiteExtension.class)
class TransferTest {
    static final String PAGE = "studies/transfer?preset=quick";

    private static final List<String> KINDS = List.of("frozen", "full", "scratch");

    @Test
    void curvesAreTheApis(Site site) {
        try (Visit visit = Dashboard.open(site, PAGE)) {
            Page page = visit.page();
            assertThat(Chart.curves(page, "#accuracy"))
                    .startsWith("frozen", "full", "scratch", "nearest neighbour, pixels");
            for (int i = 0; i < KINDS.size(); i++) {
                String kind = "r.figures." + KINDS.get(i);
                for (List<String> chart :
                        List.of(List.of("#accuracy", "accuracy"), List.of("#cross-entropy", "crossEntropy"))) {
                    String curve = kind + "." + chart.get(1);
                    assertThat(Chart.pointsWithSpread(page, chart.get(0), i))
                            .isEqualTo(results(
                                    page, "transfer", curve + ".mean.map((y, i) => [i + 1, y, " + curve + ".sd[i]])"));
                }
                assertThat(Chart.points(page, "#draws", i))
                        .isEqualTo(results(page, "transfer", kind + ".draws.map((y, i) => [i + 1, y])"));
            }
            assertThat(Chart.points(page, "#accuracy", 3))
                    .isEqualTo(results(
                            page,
                            "transfer",
                            "[1, r.figures.steps].map(step => [step, r.figures.nearestNeighbour.pixels.mean])"));
            page.locator("#cross-entropy .logarithmic").check();
            assertThat(Chart.scale(page, "#cross-entropy", "y")).isEqualTo("logarithmic");
            assertThat(page.locator("#table-accuracy").textContent())
                    .contains("0.7304 ± 0.03875", "nearest neighbour, pixels", "0.7043 ± 0.01646");
        }
    }

    @Test
    void confusionMatricesAreTheApisAndReadByKeys(Site site) throws IOException {
        try (Visit visit = Dashboard.open(site, PAGE)) {
            Page page = visit.page();
            for (String kind : KINDS) {
                page.locator("[data-kind=" + kind + "] .heat-map tbody").waitFor();
                Object cells = page.evaluate(
                        "kind => [...document.querySelectorAll(`[data-kind=${kind}] tbody tr`)]"
                                + ".map(row => [...row.querySelectorAll('td')].map(cell => Number(cell.dataset.value)))",
                        kind);
                assertThat(Chart.numbers(cells))
                        .isEqualTo(results(page, "transfer", "r.figures." + kind + ".confusion"));
            }
            Locator map = page.locator("[data-kind=frozen] .heat-map");
            map.locator("[tabindex='0']").focus();
            page.keyboard().press("PageDown");
            for (int i = 0; i < 4; i++) {
                page.keyboard().press("ArrowRight");
            }
            assertThat(map.locator(".reading").textContent()).matches("a 9 read as 4: \\d+ times, \\d+\\.\\d %");
            assertThat(page.locator("[data-kind=frozen] [aria-selected]").count())
                    .as("nothing to choose")
                    .isZero();
            var csv = page.waitForDownload(() -> page.locator("#confusion-csv").click());
            double count = results(page, "transfer", "[[r.figures.frozen.confusion[9][4]]]")
                    .get(0)
                    .get(0);
            assertThat(Files.readAllLines(csv.path())).hasSize(301).contains("frozen,9,4," + (int) count);
        }
    }

    @Test
    void theImagesThatOnlyOneGetsRightAreShownWithWhatEachReads(Site site) {
        try (Visit visit = Dashboard.open(site, PAGE)) {
            Page page = visit.page();
            for (String kind : KINDS) {
                page.locator("#alone").selectOption(kind);
                List<List<Double>> images = results(
                        page,
                        "transfer",
                        "r.figures.disagreement." + kind
                                + ".images.map(i => [i.index, i.digit, i.frozen, i.full, i.scratch])");
                double count = results(page, "transfer", "[[r.figures.disagreement." + kind + ".count]]")
                        .get(0)
                        .get(0);
                PlaywrightAssertions.assertThat(page.locator("#shown")).hasText("20 of " + (int) count);
                PlaywrightAssertions.assertThat(page.locator("#images figure")).hasCount(20);
                page.locator("#more").click();
                PlaywrightAssertions.assertThat(page.locator("#images figure")).hasCount(images.size());
                assertThat(page.locator("#more").isVisible()).isFalse();
                for (int i = 0; i < images.size(); i += 13) {
                    List<Integer> image =
                            images.get(i).stream().map(Double::intValue).toList();
                    Locator figure = page.locator("#images figure").nth(i);
                    assertThat(figure.locator("canvas").getAttribute("aria-label"))
                            .isEqualTo("Test image " + image.get(0) + ", a " + image.get(1));
                    assertThat(figure.locator("span").allTextContents())
                            .containsExactly(
                                    "frozen " + image.get(2), "full " + image.get(3), "scratch " + image.get(4));
                    assertThat(figure.locator(".right").textContent()).startsWith(kind);
                    page.waitForFunction(
                            "async ([i, index]) => {"
                                    + " const {pixels} = await (await fetch(`../api/v1/datasets/mnist/test/${index}`)).json();"
                                    + " const canvas = document.querySelectorAll('#images canvas')[i];"
                                    + " const shown = canvas.getContext('2d').getImageData(0, 0, 28, 28).data;"
                                    + " return pixels.every((v, k) => Math.abs(255 * v - shown[4 * k]) <= 1); }",
                            List.of(i, image.get(0)));
                }
            }
        }
    }
}
