package latentlab.server.browser;

import static latentlab.server.browser.OnMap.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import latentlab.network.Classifier;
import latentlab.network.Encoder;
import latentlab.server.results.QuickStudy;
import latentlab.weights.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the map page reads in a drawing, and how usual it finds it. */
@ExtendWith(SiteExtension.class)
class MapReadersTest {
    @Test
    void theReadersReadAsTheyDoOnTheServer(Site site) throws IOException {
        String id = "mnist-6000-c8-d15-e5-s0";
        try (Visit visit = CodeSpace.open(site, "map#model=" + id + "&digit=test.11")) {
            PlaywrightAssertions.assertThat(visit.page().locator("#reading")).hasAttribute("data-state", "here");
            PlaywrightAssertions.assertThat(visit.page().locator("#reading .frozen-says"))
                    .not()
                    .hasText("–");
            visit.frame();
            float[] pixels = Greys.pixels(visit.grey("#drawing canvas.seen"));
            Safetensors model = QuickStudy.weights("models", id);
            Safetensors heads = QuickStudy.weights("classifiers", id);
            assertReads(visit, "frozen", Classifier.of(heads.under("frozen.")), Encoder.of(model), pixels);
            assertReads(visit, "full", Classifier.of(heads.under("full.")), Encoder.of(heads.under("full.")), pixels);
            visit.page()
                    .waitForFunction("() => { const reads = [...document.querySelectorAll('#frames .reads')];"
                            + " return reads.length === 22 && reads.every(one => /^\\d$/.test(one.textContent)); }");
            assertThat(visit.page().locator("#frames .reads").first().isVisible())
                    .isTrue();
            visit.page().locator("#drawing [data-do=clear]").click();
            visit.frame();
            assertThat(text(visit, "#reading .full-says")).isEqualTo("–");
        }
    }

    private static void assertReads(Visit visit, String kind, Classifier head, Encoder encoder, float[] pixels) {
        float[] probabilities = new float[Classifier.CLASSES];
        int digit = head.read(encoder.encode(pixels), probabilities);
        assertThat(text(visit, "#reading ." + kind + "-says")).isEqualTo(Integer.toString(digit));
        List<String> shown =
                visit.page().locator("#reading td." + kind + " span").allTextContents();
        List<Double> numbers = new ArrayList<>();
        shown.forEach(text -> numbers.add(Double.parseDouble(text)));
        for (int i = 0; i < Classifier.CLASSES; i++) {
            assertThat(numbers.get(i)).as(kind + " " + i).isCloseTo(probabilities[i], within(0.02));
        }
        assertThat(visit.page()
                        .locator("#reading td." + kind + "[data-best=true]")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void heavyReadersComeWhenTheyAreAskedFor(Site site) {
        try (Visit visit = CodeSpace.open(site, "map#model=mnist-c128-d15-s0")) {
            Locator offer = visit.page().locator("#reading .offer button");
            PlaywrightAssertions.assertThat(offer).hasText("Read the drawing (2.9 MB)");
            assertThat(visit.page().locator("#reading table").isVisible()).isFalse();
            assertThat(visit.page()
                            .evaluate("performance.getEntriesByType('resource')"
                                    + ".some(({name}) => name.endsWith('classifier.safetensors'))"))
                    .isEqualTo(false);
            offer.press("Enter");
            PlaywrightAssertions.assertThat(visit.page().locator("#reading")).hasAttribute("data-state", "here");
            PlaywrightAssertions.assertThat(visit.page().locator("#reading .frozen-says"))
                    .hasText("3");
        }
    }

    @Test
    void aModelWithoutReadersSaysSo(Site site) {
        try (Visit visit = CodeSpace.open(site, "map#model=mnist-6000-c8-d8-e5-s0")) {
            PlaywrightAssertions.assertThat(visit.page().locator("#reading .none"))
                    .isVisible();
            assertThat(visit.page().locator("#reading table").isVisible()).isFalse();
            assertThat(visit.page().locator("#frames .reads").first().isVisible())
                    .isFalse();
        }
    }

    @Test
    void aScribbleIsToldFromADigit(Site site) {
        try (Visit visit = CodeSpace.open(site, "map")) {
            Locator verdict = visit.page().locator("#familiarity");
            PlaywrightAssertions.assertThat(verdict).hasAttribute("data-verdict", "usual");
            assertThat(text(visit, "#familiarity .error .rank")).matches("worse than \\d+ % of test digits");
            visit.draw(0.1, 0.1, 0.9, 0.15, 0.1, 0.3, 0.9, 0.4, 0.1, 0.5, 0.9, 0.6, 0.15, 0.7, 0.85, 0.8, 0.1, 0.9);
            PlaywrightAssertions.assertThat(verdict).hasAttribute("data-verdict", "off");
            assertThat(text(visit, "#familiarity .verdict")).contains("Off the map.");
            visit.page().locator("#drawing [data-do=clear]").click();
            PlaywrightAssertions.assertThat(verdict).hasAttribute("data-verdict", "none");
            assertThat(text(visit, "#familiarity .verdict")).contains("Draw a digit.");
        }
    }
}
