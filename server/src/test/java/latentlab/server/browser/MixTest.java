package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.util.List;
import latentlab.network.Classifier;
import latentlab.network.Encoder;
import latentlab.server.results.QuickStudy;
import latentlab.weights.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Codes mixed. */
@ExtendWith(SiteExtension.class)
class MixTest {
    private static final int D = 15;
    private static final String DIGITS = "a=test.18&b=test.2&c=test.4&d=test.0";

    private static Visit open(Site site) {
        Visit visit = CodeSpace.open(site, "mix#" + DIGITS);
        for (char slot : "abcd".toCharArray()) {
            visit.page()
                    .waitForFunction(
                            "slot => document.querySelector(`#slot-${slot} canvas.seen`).getContext('2d')"
                                    + ".getImageData(0, 0, 28, 28).data.some((v, i) => i % 4 === 0 && v > 0)",
                            String.valueOf(slot));
        }
        visit.page().waitForFunction("hash => location.hash === hash", "#" + DIGITS);
        visit.frame();
        return visit;
    }

    private static float[] code(Visit visit, char slot) {
        return CodeSpace.encode(visit, "#slot-" + slot + " canvas.seen");
    }

    private static float[] mean(CodeSpace.Codes codes, int digit) {
        float[] mean = new float[D];
        for (int k = 0; k < D; k++) {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < codes.labels().length; i++) {
                if (codes.labels()[i] == digit) {
                    sum += codes.codes()[i * D + k];
                    count++;
                }
            }
            mean[k] = (float) (sum / count);
        }
        return mean;
    }

    private static float[] mix(double[] shares, float[]... codes) {
        float[] mix = new float[D];
        for (int k = 0; k < D; k++) {
            double sum = 0;
            for (int i = 0; i < codes.length; i++) {
                sum += shares[i] * codes[i][k];
            }
            mix[k] = (float) sum;
        }
        return mix;
    }

    @Test
    void classMeansAreTakenAwayAndAdded(Site site) {
        try (Visit visit = open(site)) {
            CodeSpace.Codes codes = CodeSpace.codes(visit, 10_000, D);
            for (int digit : new int[] {0, 7}) {
                CodeSpace.assertShows(
                        visit,
                        "#means .means span:nth-child(" + (digit + 1) + ") canvas",
                        CodeSpace.decode(visit, mean(codes, digit)));
            }
            float[] a = code(visit, 'a');
            double[] plusMinus = {1, -1, 1};
            CodeSpace.assertShows(
                    visit, "#sum-picture", CodeSpace.decode(visit, mix(plusMinus, a, mean(codes, 3), mean(codes, 8))));
            visit.page().locator("#sum-panel select").nth(1).selectOption("B");
            visit.page().locator("#sum-panel select").nth(2).selectOption("1");
            CodeSpace.hash(visit, "sum=AB1");
            CodeSpace.assertShows(
                    visit,
                    "#sum-picture",
                    CodeSpace.decode(visit, mix(plusMinus, a, code(visit, 'b'), mean(codes, 1))));
        }
    }

    @Test
    void theSheetIsStraightBetweenItsCornersAndItsKnobIsDragged(Site site) {
        try (Visit visit = open(site)) {
            Page page = visit.page();
            float[][] corners = {code(visit, 'a'), code(visit, 'b'), code(visit, 'c'), code(visit, 'd')};
            CodeSpace.assertShows(
                    visit,
                    "#sheet-picture",
                    CodeSpace.decode(visit, mix(new double[] {0.25, 0.25, 0.25, 0.25}, corners)));
            page.locator("#sheet").scrollIntoViewIfNeeded();
            BoundingBox box = page.locator("#sheet").boundingBox();
            page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
            page.mouse().down();
            page.mouse().move(box.x + 0.6 * box.width, box.y + 0.4 * box.height);
            page.mouse().move(box.x + 0.8 * box.width, box.y + 0.3 * box.height);
            page.mouse().up();
            CodeSpace.assertComesTo(visit, "u", 0, 85, 1);
            CodeSpace.assertComesTo(visit, "v", 0, 27, 1);
            page.locator("#across").fill("0.9");
            page.locator("#down").press("Home");
            CodeSpace.assertComesTo(visit, "v", 0, 0, 0);
            CodeSpace.assertComesTo(visit, "u", 0, 90, 0);
            CodeSpace.assertShows(
                    visit, "#sheet-picture", CodeSpace.decode(visit, mix(new double[] {0.1, 0.9, 0, 0}, corners)));
            assertThat(page.locator("#sheet-shares").textContent()).isEqualTo("0.10·A + 0.90·B + 0.00·C + 0.00·D");
            page.locator("#sheet").click(new Locator.ClickOptions().setPosition(box.width - 2, box.height - 2));
            CodeSpace.hash(visit, "u=100&v=100");
            page.locator("#sheet-panel select").nth(3).selectOption("6");
            CodeSpace.hash(visit, "corners=ABC6");
            CodeSpace.Codes codes = CodeSpace.codes(visit, 10_000, D);
            CodeSpace.assertShows(visit, "#sheet-picture", CodeSpace.decode(visit, mean(codes, 6)));
        }
    }

    /** What is known of the corners and of a leg's ends is mixed, which is far less work than to decode. */
    @Test
    void movingOnASheetOrALegTakesNoMatrixProduct(Site site) {
        try (Visit visit = new Visit(
                site,
                "mix#u=10&at=30&reads=hidden&" + DIGITS,
                Visit.laptop().setReducedMotion(ReducedMotion.REDUCE),
                KernelCalls::count)) {
            CodeSpace.shown(visit);
            Page page = visit.page();
            page.locator("#across").fill("0.2"); // the sheet's corners take the place of the path's
            visit.frame();
            KernelCalls.since(page);
            page.locator("#across").fill("0.9");
            visit.frame();
            page.locator("#down").fill("0.3");
            visit.frame();
            assertThat(KernelCalls.since(page)).containsOnlyKeys("blend");
            page.locator("#along").fill("0.35");
            visit.frame();
            assertThat(KernelCalls.since(page)).containsEntry("place", 2).containsOnlyKeys("place", "mix");
            page.locator("#along").fill("0.45"); // of the same leg
            visit.frame();
            assertThat(KernelCalls.since(page)).containsOnlyKeys("mix");
        }
    }

    @Test
    void eachFrameOfThePathSaysWhatIsReadInIt(Site site) throws IOException {
        String id = "mnist-6000-c8-d15-e5-s0";
        try (Visit visit = CodeSpace.open(site, "mix#model=" + id + "&" + DIGITS)) {
            Page page = visit.page();
            Locator reads = page.locator("#route-frames .reads");
            page.locator("#route-frames").scrollIntoViewIfNeeded();
            page.waitForFunction("() => [...document.querySelectorAll('#route-frames .reads')]"
                    + ".every(place => /^\\d$/.test(place.textContent))");
            assertThat(reads.count()).isEqualTo(42);
            Safetensors heads = QuickStudy.weights("classifiers", id);
            Encoder own = Encoder.of(QuickStudy.weights("models", id));
            Encoder full = Encoder.of(heads.under("full."));
            int sure = 0;
            for (int i = 0; i < 21; i++) {
                String canvas = "#route-frames button:nth-of-type(" + (i + 1) + ") canvas";
                sure += assertReads(visit, canvas, reads.nth(2 * i), own, Classifier.of(heads.under("frozen.")));
                sure += assertReads(visit, canvas, reads.nth(2 * i + 1), full, Classifier.of(heads.under("full.")));
            }
            assertThat(sure).isGreaterThan(5);
            page.locator("#reads").uncheck();
            PlaywrightAssertions.assertThat(reads.first()).isHidden();
            CodeSpace.hash(visit, "reads=hidden");
            page.locator("#reads").check();
            PlaywrightAssertions.assertThat(reads.first()).isVisible();
        }
    }

    /** The 256 levels of grey that are shown may decide where a reader is in doubt: 1 where it is not. */
    private static int assertReads(Visit visit, String canvas, Locator place, Encoder encoder, Classifier head) {
        int[] grey = visit.grey(canvas);
        float[] pixels = new float[784];
        for (int i = 0; i < 784; i++) {
            pixels[i] = grey[i] / 255f;
        }
        float[] probabilities = new float[Classifier.CLASSES];
        int digit = head.read(encoder.encode(pixels), probabilities);
        if (probabilities[digit] < 0.6) {
            return 0;
        }
        assertThat(place.textContent()).as(canvas).isEqualTo("" + digit);
        return 1;
    }

    @Test
    void fingersDragTheKnobAndScrollThePageBesideIt(Site site) {
        try (Visit visit = CodeSpace.open(site, "mix", Visit.phone())) {
            Page page = visit.page();
            page.locator("#sheet").evaluate("sheet => sheet.scrollIntoView({block: 'center'})");
            BoundingBox box = page.locator("#sheet").boundingBox();
            double x = box.x + box.width / 2;
            double y = box.y + box.height / 2;
            Object before = page.evaluate("scrollY");
            visit.touch("touchStart", x, y);
            visit.touch("touchMove", x + 20, y - 20);
            visit.touch("touchMove", x + box.width / 4, y - box.height / 4);
            visit.touch("touchEnd");
            CodeSpace.assertComesTo(visit, "u", 0, 79, 2);
            assertThat(page.evaluate("scrollY")).isEqualTo(before);
            double left = box.x + 20;
            visit.touch("touchStart", left, y);
            for (int i = 1; i <= 8; i++) {
                visit.touch("touchMove", left, y - 20 * i);
            }
            visit.touch("touchEnd");
            page.waitForFunction("before => scrollY > before + 40", before);
            CodeSpace.assertComesTo(visit, "u", 0, 79, 2);

            page.locator("#route-panel [data-add='7']").tap();
            CodeSpace.hash(visit, "route=ABCDA7");
            page.locator("#route-frames button").nth(10).tap();
            CodeSpace.hash(visit, "at=50");
            Object sum = page.locator("#sum-picture").evaluate("canvas => canvas.toDataURL()");
            Locator surface = page.locator("#slot-a canvas.surface");
            surface.evaluate("canvas => canvas.scrollIntoView({block: 'center'})");
            box = surface.boundingBox();
            visit.touch("touchStart", box.x + 0.2 * box.width, box.y + 0.3 * box.height);
            visit.touch("touchMove", box.x + 0.5 * box.width, box.y + 0.5 * box.height);
            visit.touch("touchMove", box.x + 0.8 * box.width, box.y + 0.8 * box.height);
            visit.touch("touchEnd");
            CodeSpace.hash(visit, "a=ink.");
            visit.frame();
            assertThat(page.locator("#sum-picture").evaluate("canvas => canvas.toDataURL()"))
                    .as("what the finger drew is mixed")
                    .isNotEqualTo(sum);
        }
    }

    @Test
    void keysAloneMix(Site site) {
        try (Visit visit = CodeSpace.open(site, "mix")) {
            Page page = visit.page();
            Object sum = page.locator("#sum-picture").evaluate("canvas => canvas.toDataURL()");
            visit.tabTo("#slot-a canvas.surface");
            for (String key : List.of("Delete", "Space", "ArrowDown", "ArrowDown", "ArrowRight", "Space")) {
                page.keyboard().press(key);
            }
            CodeSpace.hash(visit, "a=ink.");
            visit.tabTo("#sum-panel figure:nth-of-type(3) select");
            page.keyboard().press("ArrowDown");
            CodeSpace.hash(visit, "sum=A39");
            visit.frame();
            assertThat(page.locator("#sum-picture").evaluate("canvas => canvas.toDataURL()"))
                    .isNotEqualTo(sum);
            visit.tabTo("#sheet-panel select");
            page.keyboard().press("End");
            CodeSpace.hash(visit, "corners=9BCD");
            visit.tabTo("#across");
            page.keyboard().press("ArrowRight");
            visit.tabTo("#down");
            page.keyboard().press("End");
            CodeSpace.hash(visit, "u=51&v=100");
            assertThat(page.locator("#sheet-shares").textContent()).isEqualTo("0.00·mean 9 + 0.00·B + 0.49·C + 0.51·D");
            visit.tabTo("#route-panel [data-add='4']");
            page.keyboard().press("Enter");
            visit.tabTo("#shorter");
            page.keyboard().press("Space");
            page.keyboard().press("Space");
            PlaywrightAssertions.assertThat(page.locator("#route")).hasText("A → B → C → D");
            visit.tabTo("#along");
            page.keyboard().press("End");
            visit.tabTo("#route-frames button:nth-of-type(11)");
            page.keyboard().press("Enter");
            CodeSpace.hash(visit, "at=50");
        }
    }

    @AlsoAsFiles
    void thePathMeetsItsWaypoints(Site site) {
        try (Visit visit = open(site)) {
            Page page = visit.page();
            page.locator("#shorter").click();
            page.locator("#shorter").click();
            page.locator("#route-panel [data-add='5']").press("Enter");
            PlaywrightAssertions.assertThat(page.locator("#route")).hasText("A → B → C → mean 5");
            CodeSpace.hash(visit, "route=ABC5");
            CodeSpace.Codes codes = CodeSpace.codes(visit, 10_000, D);
            float[] b = code(visit, 'b');
            float[] c = code(visit, 'c');
            page.locator("#along").fill("0.5"); // half of the second leg
            visit.frame();
            CodeSpace.assertShows(visit, "#route-frame", CodeSpace.decode(visit, mix(new double[] {0.5, 0.5}, b, c)));
            page.locator("#route-frames button").nth(20).click();
            CodeSpace.hash(visit, "at=100");
            CodeSpace.assertShows(visit, "#route-frame", CodeSpace.decode(visit, mean(codes, 5)));
            CodeSpace.assertShows(
                    visit, "#route-frames button:nth-of-type(1) canvas", CodeSpace.decode(visit, code(visit, 'a')));
            page.locator("#play").click();
            page.waitForFunction("() => document.getElementById('along-value').textContent !== '100 %'");
            page.locator("#play").click();
        }
    }

    @Test
    void aLinkOpensTheSamePictures(Site site) {
        try (Visit visit = CodeSpace.open(site, "mix")) {
            visit.draw(0.3, 0.2, 0.7, 0.25, 0.4, 0.8);
            visit.page().locator("#across").fill("0.13");
            visit.page().locator("#sum-panel select").first().selectOption("4");
            visit.page().locator("#route-panel [data-add='9']").click();
            visit.page().locator("#along").fill("0.61");
            visit.frame();
            String link = CodeSpace.hash(visit, "at=61");
            try (Visit opened = CodeSpace.open(site, "mix" + link)) {
                for (String canvas : new String[] {"#sheet", "#sheet-picture", "#sum-picture", "#route-frame"}) {
                    Object shown = visit.page().locator(canvas).evaluate("canvas => canvas.toDataURL()");
                    opened.page() // test digits come a little later than the page
                            .waitForFunction(
                                    "([canvas, shown]) => document.querySelector(canvas).toDataURL() === shown",
                                    List.of(canvas, shown));
                }
            }
        }
    }
}
