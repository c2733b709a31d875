package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Drawing with mouse, finger and keyboard, and everything that follows the pen. */
@ExtendWith(SiteExtension.class)
class DrawingTest {
    @Test
    void aDigitDrawsItselfUntilTheFirstTouchTakesOver(Site site) {
        try (Visit visit = Visit.ready(site, "", Visit.laptop())) {
            visit.page()
                    .waitForFunction("() => { const c = document.querySelector('canvas');"
                            + " window.ink ??= []; window.ink.push(c.getContext('2d')"
                            + ".getImageData(0, 0, c.width, c.height).data.reduce((a, b) => a + b, 0));"
                            + " return new Set(window.ink).size > 3; }"); // it grows
            assertThat(visit.page().locator(".invitation").isVisible()).isTrue();
            visit.draw(0.1, 0.1, 0.2, 0.1);
            assertThat(visit.inkOnSurface()).isBetween(0.005, 0.02); // the short line alone
            assertThat(visit.page().locator(".invitation").isVisible()).isFalse();
        }
    }

    @Test
    void thereAtOnceForThoseWhoAskedForLessMotion(Site site) {
        try (Visit visit = Visit.ready(site, "", Visit.laptop().setReducedMotion(ReducedMotion.REDUCE))) {
            visit.frame();
            double ink = visit.inkOnSurface();
            assertThat(ink).isGreaterThan(0.08);
            visit.page().waitForTimeout(200);
            assertThat(visit.inkOnSurface()).isEqualTo(ink);
        }
    }

    @Test
    void theMouseDrawsAndAllFourCanvasesFollow(Site site) {
        try (Visit visit = Visit.emptySurface(site)) {
            for (String canvas : new String[] {"#seen", "#reconstruction", "#difference"}) {
                assertThat(visit.channel(canvas, 0)).as(canvas).containsOnly(0);
            }
            assertThat(visit.inkOnSurface()).isZero();

            visit.draw(0.5, 0.2, 0.5, 0.5, 0.5, 0.8);

            assertThat(visit.inkOnSurface()).isBetween(0.03, 0.06); // 0.6 × 0.06 and the round ends
            int[] seen = visit.grey("#seen");
            assertThat(seen[14 * 28 + 14]).isEqualTo(255);
            assertThat(IntStream.of(seen).filter(v -> v > 127).count()).isBetween(36L, 60L); // 20 by 2
            int[] reconstruction = visit.grey("#reconstruction");
            assertThat(IntStream.of(reconstruction).max().orElseThrow()).isGreaterThan(100);
            int[] red = visit.channel("#difference", 0);
            int[] blue = visit.channel("#difference", 2);
            for (int i = 0; i < 784; i++) {
                if (Math.abs(reconstruction[i] - seen[i]) > 2) {
                    assertThat(red[i] > blue[i]).as("pixel " + i).isEqualTo(reconstruction[i] > seen[i]);
                }
            }
            assertThat(visit.page().locator("#error .error").textContent()).matches("0\\.\\d{4}");
        }
    }

    @Test
    void theCodeAndTheReconstructionAreTheNetworks(Site site) {
        try (Visit visit = Visit.emptySurface(site)) {
            visit.draw(0.3, 0.2, 0.7, 0.2, 0.4, 0.8);
            int[] expected = Model.reconstruct(visit, "#seen");
            int[] shown = visit.grey("#reconstruction");
            for (int i = 0; i < 784; i++) {
                assertThat(shown[i]).isBetween(expected[i] - 3, expected[i] + 3);
            }
        }
    }

    @Test
    void everythingFollowsWhileThePenIsStillDown(Site site) {
        try (Visit visit = Visit.emptySurface(site)) {
            BoundingBox box = visit.surface();
            visit.page().mouse().move(box.x + 60, box.y + 60);
            visit.page().mouse().down();
            visit.page().mouse().move(box.x + 200, box.y + 60);
            visit.frame();
            int[] half = visit.grey("#reconstruction");
            assertThat(IntStream.of(half).sum()).isPositive();
            visit.page().mouse().move(box.x + 100, box.y + 280);
            visit.frame();
            assertThat(visit.grey("#reconstruction")).isNotEqualTo(half);
            visit.page().mouse().up();
        }
    }

    @Test
    void aFingerDrawsAndThePageStaysWhereItIs(Site site) {
        try (Visit visit = Visit.ready(site, "", Visit.phone().setReducedMotion(ReducedMotion.REDUCE))) {
            visit.page().locator("#pad [data-do=clear]").tap();
            BoundingBox box = visit.surface();
            visit.touch("touchStart", box.x + 100, box.y + 50);
            for (int y = 60; y < 300; y += 10) {
                visit.touch("touchMove", box.x + 100, box.y + y);
            }
            visit.touch("touchEnd");
            visit.frame();
            assertThat(visit.inkOnSurface()).isBetween(0.03, 0.07);
            assertThat(visit.page().evaluate("scrollY")).isEqualTo(0);
            assertThat(IntStream.of(visit.grey("#reconstruction")).max().orElseThrow())
                    .isGreaterThan(100);
        }
    }

    @Test
    void aSecondFingerIsIgnored(Site site) {
        try (Visit visit = Visit.ready(site, "", Visit.phone().setReducedMotion(ReducedMotion.REDUCE))) {
            visit.page().locator("#pad [data-do=clear]").tap();
            BoundingBox box = visit.surface();
            visit.touch("touchStart", box.x + 100, box.y + 100);
            visit.touch("touchStart", box.x + 100, box.y + 100, box.x + 300, box.y + 300);
            visit.touch("touchMove", box.x + 100, box.y + 200, box.x + 200, box.y + 300);
            visit.touch("touchEnd");
            visit.frame();
            double ink = visit.inkOnSurface();
            assertThat(ink).isBetween(0.015, 0.03); // 100 of 358 px, and nothing from the other finger
            assertThat(visit.page().locator("[data-do=redo]").getAttribute("aria-disabled"))
                    .isEqualTo("true");
        }
    }

    @Test
    void theKeyboardDraws(Site site) {
        try (Visit visit = Visit.emptySurface(site)) {
            visit.page().locator("#pad canvas").focus();
            visit.page().keyboard().press("ArrowRight");
            visit.page().keyboard().press("Space");
            for (int i = 0; i < 20; i++) {
                visit.page().keyboard().press("ArrowDown");
            }
            assertThat(visit.page().locator("[data-says]").first().textContent())
                    .isEqualTo("Pen down");
            visit.page().keyboard().press("Enter");
            visit.page().keyboard().press("Shift+ArrowLeft");
            visit.page().keyboard().press("Tab"); // away, so that the cursor is no more on the surface
            visit.frame();
            assertThat(visit.inkOnSurface()).isBetween(0.025, 0.045); // half of the surface high
            assertThat(visit.grey("#seen")[14 * 28 + 14]).isEqualTo(255);
            assertThat(visit.page().locator("[data-says]").first().textContent())
                    .isEqualTo("Pen up");
        }
    }

    @Test
    void clearingEndsTheStrokeOfTheKeyboardsPen(Site site) {
        try (Visit visit = Visit.emptySurface(site)) {
            visit.page().locator("#pad canvas").focus();
            for (String key : new String[] {"Space", "Shift+ArrowDown", "Delete", "ArrowDown", "ArrowDown", "Tab"}) {
                visit.page().keyboard().press(key);
            }
            visit.frame();
            assertThat(visit.inkOnSurface()).isZero();
        }
    }

    @Test
    void aLinksDigitThatComesLateGivesWayToADrawing(Site site) {
        List<Route> held = new ArrayList<>();
        try (Visit visit = new Visit(
                site,
                "#digit=test.7",
                Visit.laptop().setReducedMotion(ReducedMotion.REDUCE),
                page -> page.route("**/test/hundreds/0", held::add))) {
            Page page = visit.page();
            page.waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
            page.evaluate("dispatchEvent(new Event('linkwanted'))");
            assertThat((String) page.evaluate("location.hash"))
                    .as("what is on its way stays part of the link")
                    .contains("digit=test.7");
            visit.draw(0.5, 0.2, 0.5, 0.8);
            page.waitForCondition(() -> held.size() == 1);
            page.waitForResponse("**/test/hundreds/0", () -> held.get(0).resume());
            visit.frame();
            assertThat(visit.grey("#seen")[14 * 28 + 14]).isEqualTo(255);
            page.evaluate("dispatchEvent(new Event('linkwanted'))");
            assertThat((String) page.evaluate("location.hash")).contains("digit=ink.");
        }
    }

    @Test
    void theModelThatIsChosenIsInTheAddress(Site site) {
        try (Visit visit = Visit.emptySurface(site)) {
            visit.page().locator("#model").selectOption("mnist-c128-d15-s0");
            assertThat((String) visit.page().evaluate("location.hash")).contains("model=mnist-c128-d15-s0");
        }
    }

    @Test
    void aStrokeThatLeavesTheSurfaceEndsAtItsEdge(Site site) {
        try (Visit visit = Visit.emptySurface(site)) {
            visit.draw(0.5, 0.5, 1.3, 0.5, 1.3, 0.9, 0.5, 0.9);
            int[] seen = visit.grey("#seen");
            assertThat(IntStream.of(seen).filter(v -> v > 127).count())
                    .as("two bars, nothing between them or beyond the edge")
                    .isBetween(60L, 100L);
        }
    }

    @Test
    void undoRedoAndClear(Site site) {
        try (Visit visit = Visit.emptySurface(site)) {
            visit.draw(0.5, 0.2, 0.5, 0.8);
            double one = visit.inkOnSurface();
            visit.draw(0.2, 0.5, 0.8, 0.5);
            double two = visit.inkOnSurface();
            assertThat(two).isGreaterThan(one);
            visit.page().locator("[data-do=undo]").click();
            visit.frame();
            assertThat(visit.inkOnSurface()).isEqualTo(one);
            visit.page().locator("[data-do=redo]").click();
            visit.frame();
            assertThat(visit.inkOnSurface()).isEqualTo(two);
            visit.page().locator("[data-do=clear]").click();
            visit.frame();
            assertThat(visit.inkOnSurface()).isZero();
            assertThat(visit.channel("#reconstruction", 0)).containsOnly(0);
            visit.page().locator("#pad canvas").focus();
            visit.page().keyboard().press("Control+z");
            visit.frame();
            assertThat(visit.inkOnSurface()).isEqualTo(two);
        }
    }

    @Test
    void theEraserTakesAwayWhatItTouches(Site site) {
        try (Visit visit = Visit.emptySurface(site)) {
            visit.draw(0.2, 0.2, 0.2, 0.8);
            double one = visit.inkOnSurface();
            visit.draw(0.8, 0.2, 0.8, 0.8);
            visit.page().locator("[data-do=eraser]").click();
            visit.draw(0.8, 0.1, 0.8, 0.9);
            assertThat(visit.inkOnSurface()).isEqualTo(one);
            visit.page().locator("[data-do=undo]").click();
            visit.frame();
            assertThat(visit.inkOnSurface()).isGreaterThan(1.9 * one);
        }
    }

    @AlsoAsFiles
    void aRandomTestDigitIsSeenAsItIs(Site site) {
        try (Visit visit = Visit.emptySurface(site)) {
            byte[] hundred = visit.page()
                    .waitForResponse(
                            "**/api/v1/datasets/mnist/test/hundreds/*",
                            () -> visit.page().locator("#random").click())
                    .body();
            visit.page().waitForFunction("() => document.getElementById('steps').dataset.idle === 'true'");
            int[] seen = visit.grey("#seen");
            assertThat(IntStream.range(0, 100)
                            .filter(image -> IntStream.range(0, 784)
                                    .allMatch(i -> seen[i] == (hundred[784 * image + i] & 0xff))))
                    .hasSize(1);
            assertThat(IntStream.of(visit.grey("#reconstruction")).sum()).isPositive();
            visit.draw(0.5, 0.4, 0.5, 0.6);
            assertThat(visit.inkOnSurface())
                    .as("a stroke begins a drawing of its own")
                    .isLessThan(0.03);
        }
    }
}
