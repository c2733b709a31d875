package latentlab.server.browser;

import static latentlab.server.browser.OnMap.count;
import static latentlab.server.browser.OnMap.drag;
import static latentlab.server.browser.OnMap.pixels;
import static latentlab.server.browser.OnMap.pointAt;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import java.util.stream.IntStream;
import latentlab.latent.CodeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The map of the codes is moved and brought nearer, by mouse and by fingers. */
@ExtendWith(SiteExtension.class)
class MapMoveTest {
    @Test
    void theMouseMovesTheMapAndTheWheelScrollsThePageUntilTheMapHasTheFocus(Site site) {
        try (Visit visit = CodeSpace.open(site, "map")) {
            Page page = visit.page();
            pointAt(visit, 0.5, 0.5);
            page.mouse().wheel(0, 150);
            page.waitForFunction("() => scrollY > 0");
            assertThat(page.evaluate("location.hash")).isEqualTo("");
            comeToAStop(page);
            page.evaluate("() => scrollTo(0, 0)");
            page.waitForFunction("() => scrollY === 0");
            drag(visit, 0.5, 0.5, 0.7, 0.4);
            CodeSpace.assertComesTo(visit, "view", 0, 300_000, 10_000);
            CodeSpace.assertComesTo(visit, "view", 1, 600_000, 10_000);
            CodeSpace.assertComesTo(visit, "view", 2, 1000, 0);
            Object before = page.evaluate("scrollY");
            page.mouse().wheel(0, -300);
            CodeSpace.assertComesTo(visit, "view", 2, 1822, 1); // e to the power of 300·0.002
            assertThat(page.evaluate("scrollY")).isEqualTo(before);
            String link = (String) page.evaluate("location.hash");
            visit.frame();
            try (Visit opened = CodeSpace.open(site, "map" + link)) {
                assertThat(pixels(opened, "#points")).isEqualTo(pixels(visit, "#points"));
            }
            page.locator("#whole").click();
            page.locator("#closer").click();
            CodeSpace.hash(visit, "view=500000.500000.1600");
            page.locator("#away").click();
            page.waitForFunction("() => location.hash === ''");
        }
    }

    /** A page that a finger or a wheel has pushed scrolls on a little. */
    private static void comeToAStop(Page page) {
        page.evaluate("async () => { for (let still = 0, last = scrollY; still < 10; last = scrollY) {"
                + " await new Promise(requestAnimationFrame); still = scrollY === last ? still + 1 : 0; } }");
    }

    @Test
    void oneFingerScrollsThePageTwoMoveTheMapAndOneDrawsALasso(Site site) {
        try (Visit visit = CodeSpace.open(site, "map", Visit.phone())) {
            Page page = visit.page();
            page.locator("#marks").scrollIntoViewIfNeeded();
            BoundingBox box = page.locator("#marks").boundingBox();
            double x = box.x + box.width / 2;
            double y = box.y + box.height / 2;
            Object before = page.evaluate("scrollY");
            visit.touch("touchStart", x, y);
            for (int i = 1; i <= 8; i++) {
                visit.touch("touchMove", x, y - 20 * i);
            }
            visit.touch("touchEnd");
            page.waitForFunction("before => scrollY > before + 40", before);
            assertThat(page.evaluate("location.hash")).isEqualTo("");
            comeToAStop(page);

            box = page.locator("#marks").boundingBox();
            x = box.x + box.width / 2;
            y = Math.max(60, box.y + box.height / 2);
            before = page.evaluate("scrollY");
            visit.touch("touchStart", x - 40, y, x + 40, y);
            for (int i = 1; i <= 4; i++) {
                visit.touch("touchMove", x - 40 - 10 * i, y, x + 40 + 10 * i, y);
            }
            visit.touch("touchEnd");
            CodeSpace.assertComesTo(visit, "view", 2, 2000, 100);
            assertThat(page.evaluate("scrollY")).isEqualTo(before);

            page.touchscreen().tap(x, y);
            PlaywrightAssertions.assertThat(page.locator("#marks")).hasAttribute("data-held", "true");
            page.waitForFunction("() => location.hash.includes('view=')");
            double middle =
                    Double.parseDouble(((String) page.evaluate("location.hash")).replaceAll(".*view=(\\d+).*", "$1"));
            visit.touch("touchStart", x, y);
            visit.touch("touchMove", x + 30, y + 30);
            visit.touch("touchMove", x + 60, y + 30);
            visit.touch("touchEnd");
            CodeSpace.assertComesTo(visit, "view", 0, middle - 1e6 * 60 / box.width / 2, 20_000);
            assertThat(page.evaluate("scrollY"))
                    .as("a map that has the focus keeps the finger")
                    .isEqualTo(before);

            page.locator("#whole").tap();
            page.locator("#lasso").tap();
            page.locator("#marks").scrollIntoViewIfNeeded();
            before = page.evaluate("scrollY");
            box = page.locator("#marks").boundingBox();
            double[] corners = {0.1, 0.1, 0.9, 0.1, 0.9, 0.5, 0.9, 0.9, 0.1, 0.9};
            for (int i = 0; i < corners.length; i += 2) {
                visit.touch(
                        i == 0 ? "touchStart" : "touchMove",
                        box.x + corners[i] * box.width,
                        box.y + corners[i + 1] * box.height);
            }
            visit.touch("touchEnd");
            CodeSpace.hash(visit, "chosen=ink.");
            visit.frame();
            CodeMap map = CodeMap.ofAxes(CodeSpace.codes(visit, 10_000, 15).codes(), 15);
            int inside = (int) IntStream.range(0, 10_000)
                    .filter(i -> Math.abs(map.xs()[i] - 0.5) < 0.4 && Math.abs(map.ys()[i] - 0.5) < 0.4)
                    .count();
            assertThat(count(visit)).as("in the lasso of a finger").isBetween(inside - 60, inside + 60);
            assertThat(page.evaluate("scrollY")).as("the page stays").isEqualTo(before);
        }
    }
}
