package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Codes mixed. */
@ExtendWith(SiteExtension.class)
class MixTest {
    private static final int D = 15;
    static final String DIGITS = "a=test.18&b=test.2&c=test.4&d=test.0";

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
            assertThat(KernelCalls.of(visit, () -> page.locator("#across").fill("0.9")))
                    .containsOnlyKeys("blend");
            assertThat(KernelCalls.of(visit, () -> page.locator("#down").fill("0.3")))
                    .containsOnlyKeys("blend");
            assertThat(KernelCalls.of(visit, () -> page.locator("#along").fill("0.35")))
                    .containsEntry("place", 2)
                    .containsOnlyKeys("place", "mix");
            assertThat(KernelCalls.of(visit, () -> page.locator("#along").fill("0.45"))) // of the same leg
                    .containsOnlyKeys("mix");
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
