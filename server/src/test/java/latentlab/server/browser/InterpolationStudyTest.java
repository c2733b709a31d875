package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The study's page on the path between two digits. */
@ExtendWith(SiteExtension.class)
class InterpolationStudyTest {
    static final String PAGE = "studies/interpolation?preset=quick";

    @Test
    void aPathGoesThroughAllNetworksAtOnce(Site site) {
        try (Visit visit = Dashboard.open(site, PAGE)) {
            Page page = visit.page();
            Dashboard.waitForNetworks(visit);
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
        try (Visit visit = Dashboard.open(site, PAGE)) {
            Page page = visit.page();
            assertThat(Chart.curves(page, "#confidence")).containsExactly("d = 3", "d = 8", "d = 15");
            assertThat(Chart.pointsWithSpread(page, "#confidence", 1))
                    .isEqualTo(Dashboard.results(
                            page,
                            "interpolation",
                            "r.figures.points[1].averages.map(a => [a.alpha, a.confidence.mean, a.confidence.sd])"));
            assertThat(Chart.points(page, "#greyness", 2))
                    .isEqualTo(Dashboard.results(
                            page,
                            "interpolation",
                            "r.figures.points[2].averages.map(a => [a.alpha, a.greyness.mean])"));
            page.locator("#reads-dim").selectOption("15");
            assertThat(Chart.points(page, "#readings", 2))
                    .isEqualTo(Dashboard.results(
                            page,
                            "interpolation",
                            "r.figures.points[2].averages.map(a => [a.alpha, a.readsOther.mean])"));
        }
    }
}
