package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import latentlab.network.Classifier;
import latentlab.network.Encoder;
import latentlab.server.results.QuickStudy;
import latentlab.weights.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What two readers read in the frames of a path, between two digits and through several that were mixed. */
@ExtendWith(SiteExtension.class)
class FrameReadersTest {
    private static final String READABLE = "mnist-6000-c8-d15-e5-s0";

    /** Until every frame of a path says what is read in it. */
    private static void awaitRead(Page page) {
        page.waitForFunction("() => { const reads = [...document.querySelectorAll('.readable .reads')];"
                + " return reads.length > 0 && reads.every(place => /^\\d$/.test(place.textContent)); }");
    }

    @Test
    void eachFrameSaysWhatIsReadInItUnlessThatIsNotWanted(Site site) throws IOException {
        String hash;
        try (Visit visit = Visit.still(site, "interpolate#model=" + READABLE)) {
            Page page = visit.page();
            Locator places = page.locator("#frames .reads");
            awaitRead(page);
            assertThat(page.evaluate("() => performance.getEntriesByType('resource')"
                            + ".find(({name}) => name.endsWith('classifier.safetensors')).startTime"
                            + " > performance.getEntriesByName('first-reconstruction')[0].startTime"))
                    .as("asked for after the first picture")
                    .isEqualTo(true);
            List<String> reads = places.allTextContents();
            assertRead(visit, "#frames", 11);
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
            opened.awaitReconstruction();
            opened.frame();
            assertThat(requests).noneMatch(url -> url.contains("classifier"));
            opened.page().locator("#reads").check();
            awaitRead(opened.page());
        }
    }

    @Test
    void eachFrameOfThePathThroughSeveralSaysWhatIsReadInIt(Site site) throws IOException {
        try (Visit visit = CodeSpace.open(site, "mix#model=" + READABLE + "&" + MixTest.DIGITS)) {
            Page page = visit.page();
            Locator reads = page.locator("#route-frames .reads");
            page.locator("#route-frames").scrollIntoViewIfNeeded();
            awaitRead(page);
            assertThat(reads.count()).isEqualTo(42);
            assertRead(visit, "#route-frames", 21);
            page.locator("#reads").uncheck();
            PlaywrightAssertions.assertThat(reads.first()).isHidden();
            CodeSpace.hash(visit, "reads=hidden");
            page.locator("#reads").check();
            PlaywrightAssertions.assertThat(reads.first()).isVisible();
        }
    }

    /** As the two readers read, on this machine, the pictures that are shown. */
    private static void assertRead(Visit visit, String frames, int count) throws IOException {
        Safetensors heads = QuickStudy.weights("classifiers", READABLE);
        Encoder own = Encoder.of(QuickStudy.weights("models", READABLE));
        Encoder full = Encoder.of(heads.under("full."));
        int frozenIsSure = 0;
        int fullIsSure = 0;
        for (int i = 0; i < count; i++) {
            String frame = frames + " button:nth-of-type(" + (i + 1) + ")";
            float[] pixels = Greys.pixels(visit.grey(frame + " canvas"));
            Locator places = visit.page().locator(frame + " .reads");
            frozenIsSure += assertReads(places.first(), own.encode(pixels), Classifier.of(heads.under("frozen.")));
            fullIsSure += assertReads(places.last(), full.encode(pixels), Classifier.of(heads.under("full.")));
        }
        assertThat(frozenIsSure).isGreaterThan(3);
        assertThat(fullIsSure).isGreaterThan(3);
    }

    /** The 256 levels of grey that are shown may decide where a reader is in doubt: 1 where it is not. */
    private static int assertReads(Locator place, float[] code, Classifier head) {
        float[] probabilities = new float[Classifier.CLASSES];
        int digit = head.read(code, probabilities);
        if (probabilities[digit] < 0.6) {
            return 0;
        }
        assertThat(place.textContent()).as(place.toString()).isEqualTo("" + digit);
        return 1;
    }

    @Test
    void readersAreFetchedWhenTheFramesAreInSight(Site site) {
        List<String> requests = new ArrayList<>();
        try (Visit visit = new Visit(
                site,
                "interpolate",
                Visit.phone().setReducedMotion(ReducedMotion.REDUCE),
                page -> page.onRequest(request -> requests.add(request.url())))) {
            visit.awaitReconstruction();
            visit.frame();
            assertThat(requests).noneMatch(url -> url.contains("classifier"));
            visit.page().locator("#frames").scrollIntoViewIfNeeded();
            awaitRead(visit.page());
            assertThat(requests).filteredOn(url -> url.contains("classifier")).hasSize(1);
        }
    }

    /** The large model's weigh as much as the model; a visitor who saves data is asked for those of any. */
    @ParameterizedTest
    @CsvSource({
        "interpolate, first-reconstruction, mnist-c128-d15-s0, false, Read the frames (2.9 MB)",
        "interpolate, first-reconstruction, mnist-c32-d15-s0, true, Read the frames (0.3 MB)",
        "mix, mix-shown, mnist-c128-d15-s0, false, Read the frames (2.9 MB)"
    })
    void heavyReadersComeWhenTheyAreAskedFor(
            String path, String shown, String model, boolean savesData, String offered, Site site) {
        List<String> requests = new ArrayList<>();
        try (Visit visit = new Visit(
                site, path + "#model=" + model, Visit.laptop().setReducedMotion(ReducedMotion.REDUCE), page -> {
                    page.addInitScript(
                            "Object.defineProperty(navigator, 'connection', {value: {saveData: " + savesData + "}});");
                    page.onRequest(request -> requests.add(request.url()));
                })) {
            Page page = visit.page();
            page.waitForFunction("mark => performance.getEntriesByName(mark).length > 0", shown, Site.LONG);
            Locator offer = page.locator(".readers .offer");
            Locator reads = page.locator(".readable .reads").first();
            PlaywrightAssertions.assertThat(offer).hasText(offered);
            reads.locator("..").scrollIntoViewIfNeeded();
            visit.frame();
            PlaywrightAssertions.assertThat(reads).isHidden();
            page.locator("#reads").uncheck();
            PlaywrightAssertions.assertThat(offer).isHidden();
            page.locator("#reads").check();
            assertThat(requests).noneMatch(url -> url.contains("classifier"));
            offer.press("Enter");
            awaitRead(page);
            PlaywrightAssertions.assertThat(offer).isHidden();
            PlaywrightAssertions.assertThat(reads).isVisible();
            PlaywrightAssertions.assertThat(page.locator("#reads")).isFocused();
            assertThat(requests).filteredOn(url -> url.contains("classifier")).hasSize(1);
        }
    }

    @Test
    void aModelWithoutReadersOffersNone(Site site) {
        try (Visit visit = Visit.still(site, "interpolate#model=mnist-6000-c8-d8-e5-s0")) {
            PlaywrightAssertions.assertThat(visit.page().locator("#reads")).isHidden();
            PlaywrightAssertions.assertThat(visit.page().locator("#through .no-readers"))
                    .isVisible();
            assertThat(visit.page().locator("#frames .reads").first().isVisible())
                    .isFalse();
        }
    }
}
