package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Test digits that arrive late or not at all. */
@ExtendWith(SiteExtension.class)
class LateDigitsTest {
    private static final String DIGITS = "**/api/v1/datasets/mnist/test/hundreds/*";

    private static Visit still(Site site) {
        return new Visit(site, "empty.html", Visit.laptop().setReducedMotion(ReducedMotion.REDUCE));
    }

    private static boolean hasInk(Visit visit, String end) {
        return Arrays.stream(visit.channel(end + " canvas.seen", 0)).sum() > 0;
    }

    @Test
    void aDrawingStaysWhenThePagesOwnDigitArrives(Site site) {
        try (Visit visit = still(site)) {
            Page page = visit.page();
            List<Route> held = new ArrayList<>();
            page.route(DIGITS, held::add);
            page.navigate(site.url("studies/interpolation?preset=quick"));
            page.waitForCondition(() -> held.size() == 2);
            Locator surface = page.locator("#a canvas.surface"); // by keys, as the page may still move
            for (String key : List.of("Space", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown", "Space")) {
                surface.press(key);
            }
            page.waitForCondition(() -> hasInk(visit, "#a"));
            visit.frame();
            int[] drawn = visit.grey("#a canvas.seen");
            held.forEach(Route::resume);
            page.waitForCondition(() -> hasInk(visit, "#b")); // which was asked for last
            visit.frame();
            assertThat(visit.grey("#a canvas.seen")).isEqualTo(drawn);
        }
    }

    @Test
    void ofTwoPairsTheLastIsShown(Site site) {
        try (Visit visit = still(site)) {
            Page page = visit.page();
            page.navigate(site.url("studies/interpolation?preset=quick"));
            page.waitForCondition(() -> hasInk(visit, "#a") && hasInk(visit, "#b"));
            Locator pairs = page.locator("#live button[data-from]");
            // the page keeps the hundred that came last, and all pairs are of one
            page.locator("#a .random").click();
            page.waitForFunction("() => { dispatchEvent(new Event('linkwanted'));"
                    + " return /\\ba=test\\.\\d{3,4}\\b/.test(location.hash); }");
            List<Route> held = new ArrayList<>();
            page.route(DIGITS, held::add);
            pairs.nth(2).click();
            pairs.nth(1).click();
            page.waitForCondition(() -> held.size() == 4);
            for (int i = held.size() - 1; i >= 0; i--) { // the first that was asked for arrives last
                Route one = held.get(i);
                page.waitForResponse(answer -> answer.request().equals(one.request()), one::resume)
                        .finished();
                visit.frame();
            }
            page.unroute(DIGITS);
            String expected =
                    pairs.nth(1).getAttribute("data-from") + " " + pairs.nth(1).getAttribute("data-to");
            page.waitForFunction(
                    "expected => { dispatchEvent(new Event('linkwanted'));"
                            + " return [...location.hash.matchAll(/[ab]=test\\.(\\d+)/g)].map(found => found[1]).join(' ') === expected; }",
                    expected);
        }
    }

    @Test
    void whatDidNotComeIsAskedForOnceMore(Site site) {
        try (Visit visit = still(site)) {
            visit.expectComplaints();
            Page page = visit.page();
            page.route("**/hundreds/20", Route::abort);
            page.route("**/hundreds/30", Route::abort);
            page.navigate(site.url("interpolate#a=test.2000&b=test.3000"));
            Locator notice = page.locator("#notice");
            PlaywrightAssertions.assertThat(notice).isVisible();
            page.waitForCondition(() -> askedFor(page) == 2);
            page.unroute("**/hundreds/20");
            notice.locator("button").click();
            page.waitForCondition(() -> hasInk(visit, "#a"));
            PlaywrightAssertions.assertThat(notice).isVisible(); // as the other is still missing
            page.unroute("**/hundreds/30");
            notice.locator("button").click();
            page.waitForCondition(() -> hasInk(visit, "#b"));
            PlaywrightAssertions.assertThat(notice).isHidden();
        }
    }

    /** How many hundreds the page has asked for. */
    private static int askedFor(Page page) {
        return ((Number)
                        page.evaluate(
                                "performance.getEntriesByType('resource').filter(file => file.name.includes('/hundreds/')).length"))
                .intValue();
    }
}
