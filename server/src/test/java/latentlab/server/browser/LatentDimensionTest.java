package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The study's page on how many numbers a digit needs. */
@ExtendWith(SiteExtension.class)
class LatentDimensionTest {
    static final String PAGE = "studies/latent-dimension?preset=quick";

    @AlsoAsFiles
    void lossByDimensionIsTheApis(Site site) {
        try (Visit visit = Dashboard.open(site, PAGE)) {
            Page page = visit.page();
            assertThat(Chart.curves(page, "#by-dimension")).startsWith("ours, c=8", "published, c=128", "PCA");
            assertThat(Chart.pointsWithSpread(page, "#by-dimension", 0))
                    .isEqualTo(Dashboard.results(
                            page,
                            "latent-dimension",
                            "r.figures.all.points.map(p => [p.latentDim, p.testLoss.mean, p.testLoss.sd])"));
            assertThat(Chart.points(page, "#by-dimension", 1)).hasSize(7).contains(List.of(15.0, 0.007143));
            assertThat(Chart.points(page, "#by-dimension", 2))
                    .isEqualTo(Dashboard.results(
                            page, "latent-dimension", "r.figures.all.points.map(p => [p.latentDim, p.pca.testLoss])"));
            assertThat(Chart.points(page, "#gap-few", 1))
                    .isEqualTo(Dashboard.results(
                            page,
                            "latent-dimension",
                            "r.figures.fewImages.points.map(p => [p.latentDim, p.trainLoss.mean])"));
            assertThat(page.locator("#table-losses tbody tr").first().textContent())
                    .contains("0.03338", "0.05604 ± 0.003651");
        }
    }

    @Test
    void lossByEpochFollowsItsControls(Site site) {
        try (Visit visit = Dashboard.open(site, PAGE)) {
            Page page = visit.page();
            assertThat(Chart.curves(page, "#epochs")).containsExactly("d = 3", "d = 8", "d = 15");
            List<Double> last = Chart.pointsWithSpread(page, "#epochs", 0).get(4);
            List<Double> expected = Dashboard.results(
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
                    .isEqualTo(Dashboard.results(
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
    void oneDigitGoesThroughAllNetworks(Site site) {
        try (Visit visit = Dashboard.open(site, PAGE)) {
            Page page = visit.page();
            Dashboard.waitForNetworks(visit);
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
            Dashboard.waitForNetworks(visit);
            page.waitForFunction("() => document.querySelector('[data-do=clear]').ariaDisabled === 'false'");
            visit.frame();
            assertThat(visit.grey("canvas.seen")).isEqualTo(seen);
        }
    }

    @Test
    void theGridShowsTenDigitsThroughEachNetwork(Site site) {
        try (Visit visit = Dashboard.open(site, PAGE)) {
            Dashboard.waitForNetworks(visit);
            visit.page()
                    .waitForFunction(
                            "() => [...document.querySelectorAll('#grid canvas')].every(canvas =>"
                                    + " canvas.getContext('2d').getImageData(0, 0, 28, 28).data.some((v, i) => i % 4 < 3 && v > 60))");
            assertThat(visit.page().locator("#grid canvas").count()).isEqualTo(40);
        }
    }
}
