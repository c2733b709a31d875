package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong is said, with what to do about it. */
@ExtendWith(SiteExtension.class)
class ErrorStatesTest {
    @Test
    void whenTheServerGoesDrawingWorksOnAndTheRestSaysSo(Site site) {
        try (Visit visit = Visit.emptySurface(site)) {
            visit.expectComplaints();
            visit.context().setOffline(true);
            visit.page().locator("#random").click();
            Locator notice = visit.page().locator("#notice");
            notice.waitFor();
            assertThat(notice.textContent()).contains("does not answer").contains("works on");
            visit.draw(0.5, 0.2, 0.5, 0.8);
            assertThat(IntStream.of(visit.grey("#reconstruction")).sum()).isPositive();
            visit.context().setOffline(false);
            notice.locator("button").click();
            visit.page().waitForFunction("() => document.getElementById('steps').dataset.idle === 'true'");
            assertThat(notice.isVisible()).isFalse();
        }
    }

    /** As with a model of a data set of the visitor's own. */
    @Test
    void aServerWithoutTheTestImagesSaysSo(Site site) {
        try (Visit visit = Visit.emptySurface(site)) {
            visit.expectComplaints();
            visit.page()
                    .route(
                            "**/api/v1/datasets/**",
                            route -> route.fulfill(
                                    new Route.FulfillOptions().setStatus(404).setBody("{}")));
            visit.page().locator("#random").click();
            Locator notice = visit.page().locator("#notice");
            notice.waitFor();
            assertThat(notice.textContent()).contains("no test image of “mnist”", "404", "works on");
        }
    }

    @Test
    void interpolatingWorksOnWithoutTheServer(Site site) {
        try (Visit visit = Visit.ready(site, "interpolate", Visit.laptop().setReducedMotion(ReducedMotion.REDUCE))) {
            visit.expectComplaints();
            visit.context().setOffline(true);
            visit.page().locator("#a button.random").click();
            Locator notice = visit.page().locator("#notice");
            notice.waitFor();
            assertThat(notice.textContent()).contains("does not answer").contains("works on");
            int[] before = visit.grey("#frame");
            visit.page().locator("#frames button").nth(9).click();
            visit.frame();
            assertThat(visit.grey("#frame")).isNotEqualTo(before);
            visit.context().setOffline(false);
            notice.locator("button").click();
            visit.page().waitForFunction("() => /[#&]a=/.test(location.hash)");
            assertThat(notice.isVisible()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "interpolate"})
    void aLinkToAModelThatIsNotHereOffersTheDefaultModel(String path, Site site) {
        try (Visit visit =
                new Visit(site, path + "#model=no-such-model", Visit.laptop().setReducedMotion(ReducedMotion.REDUCE))) {
            visit.expectComplaints();
            Locator notice = visit.page().locator("#notice");
            notice.waitFor();
            assertThat(notice.textContent()).contains("no-such-model").contains("404");
            notice.locator("button").click();
            visit.page().waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
            assertThat(notice.isVisible()).isFalse();
        }
    }

    @Test
    void aModelFileThatDoesNotArriveCanBeAskedForAgain(Site site) {
        try (Visit visit = new Visit(site, "models", Visit.laptop())) {
            visit.expectComplaints();
            visit.page().route("**/kernel.wasm", route -> route.abort());
            visit.page().navigate(site.url(""));
            Locator notice = visit.page().locator("#notice");
            notice.waitFor();
            assertThat(notice.textContent()).contains("did not arrive").contains("Try again");
            // strokes are shown all the same, when the model has been waited for
            visit.page()
                    .waitForFunction("() => { const c = document.querySelector('canvas.surface');"
                            + " return c.getContext('2d').getImageData(0, 0, c.width, c.height).data"
                            + ".some((v, i) => i % 4 === 0 && v > 128); }");
            visit.page().unroute("**/kernel.wasm");
            notice.locator("button").click();
            visit.page().waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "interpolate", "map", "mix", "learn/autoencoder", "learn/affine-maps", "learn/chain-rule"})
    void withoutWebAssemblyPlainJavaComputes(String path, Site site) {
        try (Visit visit = new Visit(site, "models", Visit.laptop())) {
            visit.page().addInitScript("delete globalThis.WebAssembly;");
            visit.page().navigate(site.url(path));
            PlaywrightAssertions.assertThat(visit.page().locator("#kernel")).containsText("plain Java");
        }
    }
}
