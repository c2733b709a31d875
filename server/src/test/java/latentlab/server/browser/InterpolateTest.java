package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import latentlab.latent.Interpolation;
import latentlab.network.Classifier;
import latentlab.network.Encoder;
import latentlab.server.results.QuickStudy;
import latentlab.weights.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The path between two digits. */
@ExtendWith(SiteExtension.class)
class InterpolateTest {
    private static final String SEEN = "document.querySelector('#a canvas.seen').toDataURL()";
    private static final String READ =
            "() => [...document.querySelectorAll('#frames .reads')].every(r => /^\\d$/.test(r.textContent))";

    private static Visit still(Site site) {
        return open(site, "interpolate");
    }

    private static void alpha(Visit visit, String value) {
        visit.page().locator("#alpha").fill(value);
        visit.frame();
    }

    private static void assertClose(int[] shown, int[] expected) {
        for (int i = 0; i < 784; i++) {
            assertThat(shown[i]).as("pixel " + i).isBetween(expected[i] - 3, expected[i] + 3);
        }
    }

    @AlsoAsFiles
    void alphaOneIsTheReconstructionOfAAndAlphaZeroThatOfB(Site site) {
        try (Visit visit = still(site)) {
            alpha(visit, "1");
            assertClose(visit.grey("#frame"), Model.reconstruct(visit, "#a canvas.seen"));
            assertThat(visit.grey("#fade")).isEqualTo(visit.grey("#a canvas.seen"));
            alpha(visit, "0");
            assertClose(visit.grey("#frame"), Model.reconstruct(visit, "#b canvas.seen"));
            assertThat(visit.grey("#fade")).isEqualTo(visit.grey("#b canvas.seen"));
            assertThat(visit.page().locator("#alpha-value").textContent()).isEqualTo("0.00");
        }
    }

    @Test
    void theStripHasElevenFramesOfTheSamePath(Site site) {
        try (Visit visit = still(site)) {
            assertThat(visit.page().locator("#frames canvas").count()).isEqualTo(11);
            assertThat(visit.page().locator("#fades canvas").count()).isEqualTo(11);
            for (int i : new int[] {0, 3, 10}) {
                visit.page().locator("#frames button").nth(i).click();
                visit.frame();
                assertThat(visit.page().locator("#alpha").inputValue())
                        .isEqualTo(i == 10 ? "1" : i == 0 ? "0" : "0." + i);
                int frame = i + 1;
                assertThat(visit.grey("#frames button:nth-of-type(" + frame + ") canvas"))
                        .isEqualTo(visit.grey("#frame"));
                assertThat(visit.grey("#fades button:nth-of-type(" + frame + ") canvas"))
                        .isEqualTo(visit.grey("#fade"));
            }
            alpha(visit, "0.73");
            assertThat(visit.page().locator("#frames [data-near=true]").getAttribute("aria-label"))
                    .startsWith("α = 0.7");
        }
    }

    @Test
    void theCrossFadeIsTheMixOfThePixels(Site site) {
        try (Visit visit = still(site)) {
            alpha(visit, "0.25");
            int[] a = visit.grey("#a canvas.seen");
            int[] b = visit.grey("#b canvas.seen");
            int[] fade = visit.grey("#fade");
            for (int i = 0; i < 784; i++) {
                double mix = 0.25 * a[i] + 0.75 * b[i];
                assertThat((double) fade[i]).isBetween(mix - 1.5, mix + 1.5);
            }
            assertThat(visit.grey("#frame")).isNotEqualTo(fade);
        }
    }

    @Test
    void theSphericalPathHasTheSameEndsAndAnotherMiddle(Site site) {
        try (Visit visit = still(site)) {
            alpha(visit, "0.5");
            int[] straight = visit.grey("#frame");
            visit.page().locator("#spherical").check();
            visit.frame();
            assertThat(visit.grey("#frame")).isNotEqualTo(straight);
            alpha(visit, "1");
            assertClose(visit.grey("#frame"), Model.reconstruct(visit, "#a canvas.seen"));
            alpha(visit, "0");
            assertClose(visit.grey("#frame"), Model.reconstruct(visit, "#b canvas.seen"));
        }
    }

    @Test
    void itPlaysByItselfPausesAndPlaysOn(Site site) {
        try (Visit visit = Visit.ready(site, "interpolate", Visit.laptop())) {
            String value = visit.page().locator("#alpha-value").textContent();
            visit.page().waitForFunction("v => document.getElementById('alpha-value').textContent !== v", value);
            visit.page().locator("#play").click();
            visit.frame();
            String paused = visit.page().locator("#alpha-value").textContent();
            int[] frame = visit.grey("#frame");
            visit.page().waitForTimeout(150);
            assertThat(visit.page().locator("#alpha-value").textContent()).isEqualTo(paused);
            assertThat(visit.grey("#frame")).isEqualTo(frame);
            assertThat(visit.page().locator("#play").textContent()).isEqualTo("Play");
            visit.page().locator("#play").click();
            visit.page().waitForFunction("v => document.getElementById('alpha-value').textContent !== v", paused);
            visit.page().locator("#alpha").press("ArrowRight");
            visit.frame();
            assertThat(visit.page().locator("#play").textContent())
                    .as("touching the slider stops it")
                    .isEqualTo("Play");
        }
    }

    @Test
    void nothingMovesForThoseWhoAskedForLessMotion(Site site) {
        try (Visit visit = still(site)) {
            visit.page().waitForTimeout(150);
            assertThat(visit.page().locator("#alpha-value").textContent()).isEqualTo("0.50");
            assertThat(visit.page().locator("#play").textContent()).isEqualTo("Play");
        }
    }

    @Test
    void bothEndsCanBeDrawnAndPicked(Site site) {
        try (Visit visit = still(site)) {
            alpha(visit, "0");
            int[] drawn = visit.grey("#frame");
            int[] a = visit.grey("#a canvas.seen");
            visit.draw(0.5, 0.2, 0.5, 0.8); // the first surface is B's
            assertThat(visit.grey("#frame")).isNotEqualTo(drawn);
            assertThat(visit.grey("#a canvas.seen")).isEqualTo(a);
            assertThat(visit.grey("#b canvas.seen")[14 * 28 + 14]).isEqualTo(255);
            Object before = visit.page().evaluate(SEEN);
            visit.page().locator("#a .random").click();
            visit.page().waitForFunction("before => " + SEEN + " !== before", before);
            visit.frame();
            assertThat(visit.grey("#a canvas.seen")).isNotEqualTo(a);
            assertThat(Arrays.stream(visit.grey("#frames button:nth-of-type(11) canvas"))
                            .sum())
                    .isPositive();
        }
    }

    /** The pre-activations of both ends are mixed, which is far less work than to decode. */
    @ParameterizedTest
    @ValueSource(strings = {"", "&path=spherical"})
    void aFrameTakesNoMatrixProduct(String path, Site site) {
        try (Visit visit = new Visit(
                site,
                "interpolate#alpha=50&reads=hidden" + path,
                Visit.laptop().setReducedMotion(ReducedMotion.REDUCE),
                KernelCalls::count)) {
            Page page = visit.page();
            page.waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
            visit.frame();
            String frame = path.isEmpty() ? "mix" : "blend";
            assertThat(KernelCalls.since(page))
                    .containsOnlyKeys("encode", "place", frame)
                    .containsEntry("place", path.isEmpty() ? 2 : 4);
            page.locator("#frames button").nth(2).click();
            visit.frame();
            assertThat(KernelCalls.since(page)).containsOnlyKeys(frame);
            page.locator("#alpha").fill("0.7");
            visit.frame();
            assertThat(KernelCalls.since(page)).containsOnlyKeys(frame);
        }
    }

    /** Nor where there are no vectors. */
    @ParameterizedTest
    @ValueSource(strings = {"", "&path=spherical"})
    void aFrameOfPlainJavaIsMixedToo(String path, Site site) {
        try (Visit visit = new Visit(
                site,
                "interpolate#alpha=50&reads=hidden" + path,
                Visit.laptop().setReducedMotion(ReducedMotion.REDUCE),
                KernelCalls::countOfModel)) {
            Page page = visit.page();
            page.waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
            visit.frame();
            String ends = path.isEmpty() ? "path" : "blend";
            assertThat(KernelCalls.since(page)).containsEntry(ends, 1).containsOnlyKeys("encode", ends, ends + ".at");
            int[] before = visit.grey("#frame");
            page.locator("#alpha").fill("0.7");
            visit.frame();
            assertThat(KernelCalls.since(page)).containsOnlyKeys(ends + ".at");
            assertThat(visit.grey("#frame")).isNotEqualTo(before);
        }
    }

    @Test
    void theSphericalPathIsTheDecodedSphericalMixOfTheCodes(Site site) {
        try (Visit visit = open(site, "interpolate#alpha=50&path=spherical")) {
            float[] mix = Interpolation.SPHERICAL.mix(
                    CodeSpace.encode(visit, "#a canvas.seen"), CodeSpace.encode(visit, "#b canvas.seen"), 0.5f);
            CodeSpace.assertShows(visit, "#frame", CodeSpace.decode(visit, mix));
        }
    }

    @Test
    void eachFrameSaysWhatIsReadInItUnlessThatIsNotWanted(Site site) throws IOException {
        String id = "mnist-6000-c8-d15-e5-s0";
        String hash;
        try (Visit visit = open(site, "interpolate#model=" + id)) {
            Page page = visit.page();
            Locator places = page.locator("#frames .reads");
            page.waitForFunction(READ);
            assertThat(page.evaluate("() => performance.getEntriesByType('resource')"
                            + ".find(({name}) => name.endsWith('classifier.safetensors')).startTime"
                            + " > performance.getEntriesByName('first-reconstruction')[0].startTime"))
                    .as("asked for after the first picture")
                    .isEqualTo(true);
            Encoder encoder = Encoder.of(QuickStudy.weights("models", id));
            Safetensors heads = QuickStudy.weights("classifiers", id);
            List<String> reads = places.allTextContents();
            assertRead(visit, 0, encoder, Classifier.of(heads.under("frozen.")));
            assertRead(visit, 1, Encoder.of(heads.under("full.")), Classifier.of(heads.under("full.")));
            PlaywrightAssertions.assertThat(page.locator("#frames button").first())
                    .hasAttribute("title", "frozen reads " + reads.get(0) + ", full reads " + reads.get(1));
            visit.draw(0.5, 0.1, 0.5, 0.9);
            page.waitForFunction(
                    "reads => [...document.querySelectorAll('#frames .reads')].map(r => r.textContent).join('') !== reads",
                    String.join("", reads));
            page.locator("#reads").uncheck();
            PlaywrightAssertions.assertThat(places.first()).isHidden();
            hash = CodeSpace.hash(visit, "reads=hidden");
        }
        List<String> requests = new ArrayList<>();
        try (Visit opened = new Visit(
                site,
                "interpolate" + hash,
                Visit.laptop().setReducedMotion(ReducedMotion.REDUCE),
                page -> page.onRequest(request -> requests.add(request.url())))) {
            opened.page().waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
            opened.frame();
            assertThat(requests).noneMatch(url -> url.contains("classifier"));
            opened.page().locator("#reads").check();
            opened.page().waitForFunction(READ);
        }
    }

    @Test
    void readersAreFetchedWhenTheFramesAreInSight(Site site) {
        List<String> requests = new ArrayList<>();
        try (Visit visit = new Visit(
                site,
                "interpolate",
                Visit.phone().setReducedMotion(ReducedMotion.REDUCE),
                page -> page.onRequest(request -> requests.add(request.url())))) {
            visit.page().waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
            visit.frame();
            assertThat(requests).noneMatch(url -> url.contains("classifier"));
            visit.page().locator("#frames").scrollIntoViewIfNeeded();
            visit.page().waitForFunction(READ);
            assertThat(requests).filteredOn(url -> url.contains("classifier")).hasSize(1);
        }
    }

    /** The large model's weigh as much as the model; a visitor who saves data is asked for those of any. */
    @ParameterizedTest
    @CsvSource({"mnist-c128-d15-s0, false, Read the frames (2.9 MB)", "mnist-c32-d15-s0, true, Read the frames (0.3 MB)"
    })
    void heavyReadersComeWhenTheyAreAskedFor(String model, boolean savesData, String offered, Site site) {
        List<String> requests = new ArrayList<>();
        try (Visit visit = new Visit(
                site, "interpolate#model=" + model, Visit.laptop().setReducedMotion(ReducedMotion.REDUCE), page -> {
                    page.addInitScript(
                            "Object.defineProperty(navigator, 'connection', {value: {saveData: " + savesData + "}});");
                    page.onRequest(request -> requests.add(request.url()));
                })) {
            Page page = visit.page();
            Locator offer = page.locator("#through .offer");
            PlaywrightAssertions.assertThat(offer).hasText(offered);
            page.waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
            page.locator("#frames").scrollIntoViewIfNeeded();
            visit.frame();
            PlaywrightAssertions.assertThat(page.locator("#frames .reads").first())
                    .isHidden();
            page.locator("#reads").uncheck();
            PlaywrightAssertions.assertThat(offer).isHidden();
            page.locator("#reads").check();
            assertThat(requests).noneMatch(url -> url.contains("classifier"));
            offer.press("Enter");
            page.waitForFunction(READ);
            PlaywrightAssertions.assertThat(offer).isHidden();
            PlaywrightAssertions.assertThat(page.locator("#frames .reads").first())
                    .isVisible();
            PlaywrightAssertions.assertThat(page.locator("#reads")).isFocused();
            assertThat(requests).filteredOn(url -> url.contains("classifier")).hasSize(1);
        }
    }

    @Test
    void aModelWithoutReadersOffersNone(Site site) {
        try (Visit visit = open(site, "interpolate#model=mnist-6000-c8-d8-e5-s0")) {
            PlaywrightAssertions.assertThat(visit.page().locator("#reads")).isHidden();
            PlaywrightAssertions.assertThat(visit.page().locator("#through .no-readers"))
                    .isVisible();
            assertThat(visit.page().locator("#frames .reads").first().isVisible())
                    .isFalse();
        }
    }

    private static Visit open(Site site, String path) {
        return Visit.ready(site, path, Visit.laptop().setReducedMotion(ReducedMotion.REDUCE));
    }

    /** What is read in the pictures that are shown, whose 256 levels of grey may decide where a reader is in doubt. */
    private static void assertRead(Visit visit, int place, Encoder encoder, Classifier classifier) {
        float[] code = new float[encoder.latentDim()];
        float[] pixels = new float[784];
        float[] probabilities = new float[Classifier.CLASSES];
        int sure = 0;
        for (int i = 0; i < 11; i++) {
            String frame = "#frames button:nth-of-type(" + (i + 1) + ")";
            int[] grey = visit.grey(frame + " canvas");
            for (int k = 0; k < 784; k++) {
                pixels[k] = grey[k] / 255f;
            }
            encoder.encode(pixels, code);
            int digit = classifier.read(code, probabilities);
            if (probabilities[digit] > 0.6) {
                assertThat(visit.page().locator(frame + " .reads").nth(place).textContent())
                        .as("frame " + i)
                        .isEqualTo("" + digit);
                sure++;
            }
        }
        assertThat(sure).isGreaterThan(3);
    }
}
