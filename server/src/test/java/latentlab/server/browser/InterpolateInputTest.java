package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The path between two digits, by finger and by keys alone. */
@ExtendWith(SiteExtension.class)
class InterpolateInputTest {
    private static final String SEEN = "document.querySelector('#a canvas.seen').toDataURL()";

    private static Visit open(Site site, Browser.NewContextOptions window) {
        return Visit.ready(site, "interpolate", window.setReducedMotion(ReducedMotion.REDUCE));
    }

    private static String alpha(Page page) {
        return page.locator("#alpha-value").textContent();
    }

    @Test
    void aFingerDrawsBothEndsAndTakesAlphaAlong(Site site) {
        try (Visit visit = open(site, Visit.phone())) {
            Page page = visit.page();
            for (String end : new String[] {"#b", "#a"}) {
                int[] before = visit.grey("#frames button:nth-of-type(6) canvas");
                page.locator(end + " [data-do=clear]").tap();
                Locator surface = page.locator(end + " canvas.surface");
                surface.scrollIntoViewIfNeeded();
                BoundingBox box = surface.boundingBox();
                Object scrolled = page.evaluate("scrollY");
                visit.touch("touchStart", box.x + box.width / 2, box.y + 0.2 * box.height);
                for (double y = 0.3; y < 0.85; y += 0.1) {
                    visit.touch("touchMove", box.x + box.width / 2, box.y + y * box.height);
                }
                visit.touch("touchEnd");
                visit.frame();
                assertThat(page.evaluate("scrollY")).as("the page stays").isEqualTo(scrolled);
                assertThat(visit.grey(end + " canvas.seen")[14 * 28 + 14]).isEqualTo(255);
                assertThat(visit.grey("#frames button:nth-of-type(6) canvas")).isNotEqualTo(before);
            }
            Locator slider = page.locator("#alpha");
            slider.scrollIntoViewIfNeeded();
            BoundingBox box = slider.boundingBox();
            visit.touch("touchStart", box.x + box.width / 2, box.y + box.height / 2);
            visit.touch("touchMove", box.x + 0.7 * box.width, box.y + box.height / 2);
            visit.touch("touchMove", box.x + 0.9 * box.width, box.y + box.height / 2);
            visit.frame();
            assertThat(Double.parseDouble(alpha(page))).as("under the finger").isBetween(0.85, 0.95);
            visit.touch("touchEnd");
            page.locator("#frames button").nth(3).tap();
            visit.frame();
            assertThat(alpha(page)).isEqualTo("0.30");
            page.locator("#play").tap();
            page.waitForFunction("() => document.getElementById('alpha-value').textContent !== '0.30'");
            page.locator("#play").tap();
            assertThat(page.locator("#play").textContent()).isEqualTo("Play");
        }
    }

    @Test
    void keysAloneDrawAndTakeAlphaAlong(Site site) {
        try (Visit visit = open(site, Visit.laptop())) {
            Page page = visit.page();
            int[] middle = visit.grey("#frames button:nth-of-type(6) canvas");
            visit.tabTo("#b canvas.surface");
            page.keyboard().press("Delete");
            page.keyboard().press("Space");
            for (int i = 0; i < 20; i++) {
                page.keyboard().press("ArrowDown");
            }
            page.keyboard().press("Space");
            visit.frame();
            assertThat(visit.grey("#b canvas.seen")[14 * 28 + 14]).isEqualTo(255);
            assertThat(visit.grey("#frames button:nth-of-type(6) canvas")).isNotEqualTo(middle);

            visit.tabTo("#alpha");
            page.keyboard().press("ArrowRight");
            visit.frame();
            assertThat(alpha(page)).isEqualTo("0.51");
            page.keyboard().press("Home");
            visit.frame();
            assertThat(alpha(page)).isEqualTo("0.00");
            assertThat(visit.grey("#fade")).isEqualTo(visit.grey("#b canvas.seen"));

            int[] straight = visit.grey("#frames button:nth-of-type(6) canvas");
            visit.tabTo("#linear");
            page.keyboard().press("ArrowRight");
            visit.frame();
            assertThat(page.locator("#spherical").isChecked()).isTrue();
            assertThat(visit.grey("#frames button:nth-of-type(6) canvas")).isNotEqualTo(straight);

            Object a = page.evaluate(SEEN);
            visit.tabTo("#a .random");
            page.keyboard().press("Enter");
            page.waitForFunction("before => " + SEEN + " !== before", a);
            visit.tabTo("#frames button:nth-of-type(9)");
            page.keyboard().press("Enter");
            visit.frame();
            assertThat(alpha(page)).isEqualTo("0.80");
        }
    }
}
