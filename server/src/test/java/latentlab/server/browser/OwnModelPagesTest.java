package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import latentlab.weights.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model file of the visitor's own on the pages that draw, mix and time: in the page alone. */
@ExtendWith(SiteExtension.class)
class OwnModelPagesTest {
    @ParameterizedTest
    @CsvSource({"5, 3", "1, 1", "16, 40"})
    void anyNetworkOfThisKindWorksOnDrawAndInterpolate(int c, int d, Site site) {
        Safetensors weights = OwnModel.bare(c, d);
        List<Request> requests = new ArrayList<>();
        try (Visit visit = Visit.still(site, "")) {
            Page page = visit.page();
            visit.draw(0.3, 0.2, 0.7, 0.25, 0.4, 0.8);
            page.onRequest(requests::add);
            OwnModel.choose(page, OwnModel.file("mine.safetensors", weights));
            page.waitForFunction("d => document.querySelectorAll('.bar').length === d", d);
            visit.frame();
            assertThat(page.locator("#latent-dim").textContent()).isEqualTo(String.valueOf(d));
            assertThat(page.locator("#model option:checked").textContent()).isEqualTo("mine.safetensors");
            OwnModel.assertReconstructs(visit, weights, "#seen", "#reconstruction");
            assertThat(page.locator("#error .rank").textContent()).contains("test digits");
            Locator bar = page.locator(".bar").last();
            int[] own = visit.grey("#reconstruction");
            bar.press("End");
            visit.frame();
            assertThat(visit.grey("#reconstruction")).isNotEqualTo(own);

            page.locator("nav a").nth(1).click(); // Interpolate, with the same model
            page.waitForURL(Pattern.compile(".*/interpolate/?#model=file-.*"));
            visit.awaitReconstruction();
            visit.frame();
            page.locator("#alpha").fill("1");
            visit.frame();
            OwnModel.assertReconstructs(visit, weights, "#a canvas.seen", "#frame");
            assertThat(requests.stream().map(Request::method)).containsOnly("GET");
            assertThat(requests.stream().map(Request::url)).noneMatch(url -> url.contains("/models/file-"));
        }
    }

    /** What is known of the ends is mixed, as with a model of the site. */
    @ParameterizedTest
    @CsvSource({"linear, mix", "spherical, blend"})
    void aFrameTakesNoMatrixProduct(String path, String function, Site site) {
        try (Visit visit = KernelCalls.counted(site, "interpolate#reads=hidden&path=" + path, KernelCalls::count)) {
            Page page = visit.page();
            page.evaluate("performance.clearMarks('first-reconstruction')");
            Safetensors weights = OwnModel.bare(4, 6);
            OwnModel.choose(page, OwnModel.file("mine.safetensors", weights));
            visit.awaitReconstruction();
            page.locator("#alpha").fill("1");
            visit.frame();
            OwnModel.assertReconstructs(visit, weights, "#a canvas.seen", "#frame");
            KernelCalls.assertFramesTakeOnly(visit, function);
        }
    }

    @Test
    void itsCodesAreMadeOnThisDeviceForTheMapAndForMixtures(Site site) {
        Safetensors weights = OwnModel.bare(4, 3);
        try (Visit visit = CodeSpace.open(site, "map#point=5")) {
            assertThat(visit.page().locator("#count").textContent()).isEqualTo("10,000");
            OwnModel.choose(visit.page(), OwnModel.file("mine.safetensors", weights));
            visit.page().waitForFunction("() => document.getElementById('count').textContent === '1,000'");
            visit.page().waitForFunction("() => document.getElementById('point-original').dataset.waiting === 'false'");
            visit.frame();
            OwnModel.assertReconstructs(visit, weights, "#point-original", "#point-decoded");
            PlaywrightAssertions.assertThat(visit.page().locator("#reading .none"))
                    .isVisible();
            visit.page().locator("nav a:has-text('Mix')").click();
            CodeSpace.shown(visit);
            assertThat(visit.grey("#means .means span:first-child canvas")).isNotEqualTo(new int[784]);
        }
    }

    @Test
    void theBenchmarkComparesItWithPlainJava(Site site) {
        try (Visit visit = new Visit(site, "benchmark", Visit.laptop())) {
            Page page = visit.page();
            OwnModel.choose(page, OwnModel.file("mine.safetensors", OwnModel.bare(5, 3)));
            Locator section = page.locator("#own-section");
            PlaywrightAssertions.assertThat(section).containsText("mine.safetensors");
            for (Locator box : page.locator("fieldset input:not(#time-own)").all()) {
                box.uncheck();
            }
            page.locator("#start").click();
            PlaywrightAssertions.assertThat(page.locator("#status"))
                    .hasText("Done.", new LocatorAssertions.HasTextOptions().setTimeout(90_000));
            List<String> differences = section.locator(".difference").allTextContents();
            assertThat(differences).hasSize(8);
            for (int i = 0; i < 8; i++) {
                assertThat(Double.parseDouble(
                                section.locator(".milliseconds").nth(i).textContent()))
                        .isPositive();
                double difference = Double.parseDouble(differences.get(i));
                assertThat(difference).as("row " + i).isLessThanOrEqualTo(1e-5);
                // plain Java's encoder and layers are what all is compared with
                assertThat(difference == 0).as("row " + i).isEqualTo(i == 4 || i == 7);
            }
            page.locator("#model").selectOption("mnist-c32-d15-s0");
            PlaywrightAssertions.assertThat(section).isHidden();
        }
    }
}
