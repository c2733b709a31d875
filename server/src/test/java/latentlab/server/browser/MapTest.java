package latentlab.server.browser;

import static latentlab.server.browser.OnMap.ALL;
import static latentlab.server.browser.OnMap.D;
import static latentlab.server.browser.OnMap.count;
import static latentlab.server.browser.OnMap.mix;
import static latentlab.server.browser.OnMap.pixels;
import static latentlab.server.browser.OnMap.pointAt;
import static latentlab.server.browser.OnMap.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import latentlab.latent.CodeMap;
import latentlab.latent.NearestCodes;
import latentlab.latent.NeighbourMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The map of the codes. */
@ExtendWith(SiteExtension.class)
class MapTest {
    private static final int FEW = 400;
    private static final Pattern NEAREST = Pattern.compile("Test digit (\\d+), a (\\d), distance ([\\d.]+)");

    private static int leftmost(CodeMap map) {
        return IntStream.range(0, map.xs().length)
                .reduce((i, j) -> map.xs()[j] < map.xs()[i] ? j : i)
                .orElseThrow();
    }

    @AlsoAsFiles
    void aPointIsWhereItsCodeBelongsAndShowsItsDigit(Site site) {
        try (Visit visit = CodeSpace.open(site, "map")) {
            CodeSpace.Codes codes = CodeSpace.codes(visit, ALL, D);
            CodeMap map = CodeMap.ofAxes(codes.codes(), D);
            int index = leftmost(map);
            pointAt(visit, map.xs()[index], map.ys()[index]);
            assertThat(text(visit, "#point-text"))
                    .isEqualTo("Test digit " + index + ", a " + codes.labels()[index] + ".");
            CodeSpace.assertShows(visit, "#point-decoded", CodeSpace.decode(visit, codes.code(index)));
            visit.page().waitForFunction("() => document.getElementById('point-original').dataset.waiting === 'false'");
            Object original = visit.page()
                    .evaluate(
                            "async i => (await (await fetch(`api/v1/datasets/mnist/test/${i}`)).json())"
                                    + ".pixels.map(v => Math.round(255 * v))",
                            index);
            assertThat(IntStream.of(visit.grey("#point-original")).boxed().toList())
                    .isEqualTo(original);
            assertThat(text(visit, "#share")).isEqualTo(Math.round(100 * map.share()) + " %");
            visit.page().mouse().move(5, 5);
            visit.frame();
            assertThat(text(visit, "#point-text")).startsWith("Point at the map");
        }
    }

    @Test
    void theNearestTestDigitsAreThoseOfTheServersCodes(Site site) {
        try (Visit visit = CodeSpace.open(site, "map#digit=test.3")) {
            CodeSpace.Codes codes = CodeSpace.codes(visit, ALL, D);
            visit.page().waitForFunction("() => document.querySelector('#nearest b').textContent === '0'");
            float[] code = CodeSpace.encode(visit, "#drawing canvas.seen");
            double[] all = IntStream.range(0, ALL)
                    .mapToDouble(i -> Math.sqrt(IntStream.range(0, D)
                            .mapToDouble(k -> Math.pow(codes.code(i)[k] - code[k], 2))
                            .sum()))
                    .toArray();
            double[] sorted =
                    IntStream.range(0, ALL).mapToDouble(i -> all[i]).sorted().toArray();
            List<Locator> buttons = visit.page().locator("#nearest button").all();
            assertThat(buttons).hasSize(8);
            for (int i = 0; i < 8; i++) {
                Matcher label = NEAREST.matcher(buttons.get(i).getAttribute("aria-label"));
                assertThat(label.matches()).isTrue();
                int index = Integer.parseInt(label.group(1));
                assertThat(all[index]).as("as near as the %dth", i).isCloseTo(sorted[i], within(0.02));
                assertThat(Double.parseDouble(label.group(3))).isCloseTo(all[index], within(0.02));
                assertThat(Integer.parseInt(label.group(2))).isEqualTo(codes.labels()[index]);
                PlaywrightAssertions.assertThat(buttons.get(i).locator("canvas"))
                        .hasAttribute("data-waiting", "false");
            }
            assertThat(buttons.get(0).getAttribute("aria-label")).startsWith("Test digit 3, a 0, distance 0.0");
            buttons.get(1).click();
            visit.frame();
            assertThat(buttons.get(1).getAttribute("aria-label"))
                    .startsWith(text(visit, "#point-text").replace(".", ""));
        }
    }

    @Test
    void everythingOnTheMapIsDoneByKeys(Site site) {
        try (Visit visit = CodeSpace.open(site, "map")) {
            Page page = visit.page();
            page.locator("#marks").focus();
            page.keyboard().press("ArrowUp");
            page.keyboard().press("ArrowLeft");
            assertThat(text(visit, "#map-says")).matches("A \\d, test digit \\d+");
            page.keyboard().press("Enter");
            visit.frame();
            String point = text(visit, "#map-says").replaceAll("A (\\d), test digit (\\d+)", "Test digit $2, a $1.");
            assertThat(text(visit, "#point-text")).isEqualTo(point);
            String whole = pixels(visit, "#points");
            page.keyboard().press("+");
            page.keyboard().press("+");
            CodeSpace.hash(visit, "view=");
            page.keyboard().press("0");
            page.waitForFunction("() => !location.hash.includes('view=')");
            visit.frame();
            assertThat(pixels(visit, "#points")).isEqualTo(whole);
            page.keyboard().press("l");
            for (String key : List.of("Shift+ArrowRight", "Shift+ArrowDown", "Shift+ArrowLeft")) {
                page.keyboard().press(key);
            }
            page.keyboard().press("l");
            visit.frame();
            assertThat(count(visit)).isPositive();
            int chosen = count(visit);
            page.keyboard().press("l");
            page.keyboard().press("Shift+ArrowLeft");
            page.keyboard().press("Escape");
            visit.frame();
            assertThat(count(visit))
                    .as("a lasso that was given up chooses nothing else")
                    .isEqualTo(chosen);
            page.locator("#point-b").press("Enter");
            visit.frame(); // what was under the cursor is shown no more
            CodeSpace.hash(visit, "b=" + text(visit, "#point-text").replaceAll("\\D*(\\d+),.*", "$1"));
        }
    }

    @Test
    void theSameSeedGivesTheSameMapHereAndThere(Site site) {
        try (Visit visit = new Visit(site, "models", Visit.laptop())) {
            CodeSpace.firstOnly(visit, FEW, D);
            visit.page().navigate(site.url("map#map=neighbours&seed=7"));
            CodeSpace.shown(visit);
            PlaywrightAssertions.assertThat(visit.page().locator("#map")).hasAttribute("data-busy", "false");
            visit.frame();
            CodeSpace.Codes codes = CodeSpace.codes(visit, FEW, D);
            NeighbourMap made = new NeighbourMap(codes.codes(), D, 7);
            while (!made.isDone()) {
                made.advance();
            }
            CodeMap map = CodeMap.ofPlaces(new NearestCodes(codes.codes(), D), made.places());
            for (int index = 0; index < FEW; index += 40) {
                pointAt(visit, map.xs()[index], map.ys()[index]);
                int shown = Integer.parseInt(text(visit, "#point-text").replaceAll("\\D*(\\d+),.*", "$1"));
                double off = Math.hypot(map.xs()[shown] - map.xs()[index], map.ys()[shown] - map.ys()[index]);
                assertThat(off).as("point " + index).isLessThan(2.0 / 600); // the mouse moves by whole pixels
            }
            String seven = pixels(visit, "#points");
            visit.page().locator("#seed").fill("8");
            visit.page().locator("#seed").press("Enter");
            CodeSpace.hash(visit, "seed=8");
            PlaywrightAssertions.assertThat(visit.page().locator("#map")).hasAttribute("data-busy", "false");
            visit.frame();
            assertThat(pixels(visit, "#points")).isNotEqualTo(seven);
            visit.page().locator("#by-axes").check();
            visit.page().locator("#seed").evaluate("field => { field.value = 7; }");
            visit.page().locator("#by-neighbours").check();
            visit.page().waitForFunction("() => document.getElementById('map').dataset.busy === 'false'");
            visit.page().mouse().move(5, 5);
            visit.frame();
            assertThat(pixels(visit, "#points")).isEqualTo(seven);
        }
    }

    @Test
    void thePathRunsBetweenTwoPointsAndIsCarriedByTheLink(Site site) {
        String link = "#point=61&a=61&b=2&alpha=25";
        try (Visit visit = CodeSpace.open(site, "map" + link)) {
            CodeSpace.Codes codes = CodeSpace.codes(visit, 100, D);
            assertThat(text(visit, "#a-name")).isEqualTo("test digit 61, a " + codes.labels()[61]);
            float[] mix = new float[D];
            for (int k = 0; k < D; k++) {
                mix[k] = 0.25f * codes.code(61)[k] + 0.75f * codes.code(2)[k];
            }
            CodeSpace.assertShows(visit, "#path-frame", CodeSpace.decode(visit, mix));
            CodeSpace.assertShows(
                    visit, "#frames button:nth-of-type(1) canvas", CodeSpace.decode(visit, codes.code(2)));
            CodeSpace.assertShows(
                    visit, "#frames button:nth-of-type(11) canvas", CodeSpace.decode(visit, codes.code(61)));
            String marks = pixels(visit, "#marks");
            visit.page().locator("#alpha").press("ArrowRight");
            assertThat(CodeSpace.hash(visit, "alpha=26")).isEqualTo(link.replace("25", "26"));
            assertThat(pixels(visit, "#marks")).as("the place on the path").isNotEqualTo(marks);
            visit.page().locator("#frames button").nth(10).click();
            CodeSpace.hash(visit, "alpha=100");
            visit.page().locator("#a-drawing").click();
            visit.page().waitForFunction("() => !location.hash.includes('a=61')");
            assertThat(text(visit, "#a-name")).isEqualTo("your drawing");
            visit.page().locator("#drawing [data-do=clear]").click();
            visit.frame();
            assertThat(visit.page().locator("#path .missing").isVisible()).isTrue();
            visit.page().locator("#point-draw").click();
            CodeSpace.hash(visit, "digit=test.61");
            PlaywrightAssertions.assertThat(visit.page().locator("#path .missing"))
                    .isHidden();
        }
    }

    @Test
    void codesThatDoNotArriveCanBeAskedForAgain(Site site) {
        try (Visit visit = new Visit(site, "models", Visit.laptop())) {
            visit.expectComplaints();
            visit.page().route("**/codes", route -> route.abort());
            visit.page().navigate(site.url("map"));
            Locator notice = visit.page().locator("#notice");
            notice.waitFor();
            assertThat(notice.textContent()).contains("codes of the test digits did not arrive");
            visit.page().unroute("**/codes");
            notice.locator("button").click();
            CodeSpace.shown(visit);
            assertThat(notice.isVisible()).isFalse();
        }
    }
}
