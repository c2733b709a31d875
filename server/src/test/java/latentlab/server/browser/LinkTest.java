package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page's address opens what is seen. */
@ExtendWith(SiteExtension.class)
class LinkTest {
    /** Every picture of the page, pixel by pixel, and every number beside them. */
    private static final String SEEN = "() => [...document.querySelectorAll('main canvas')].map(canvas => {"
            + " let hash = 7;"
            + " const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);"
            + " for (const value of new Uint32Array(data.buffer))"
            + " hash = Math.imul(hash, 31) + value | 0;"
            + " return (canvas.id || canvas.ariaLabel) + ' ' + canvas.width + ' ' + hash; })"
            + ".concat([...document.querySelectorAll('[aria-valuenow]')].map(bar => bar.getAttribute('aria-valuenow')))"
            + ".concat([...document.querySelectorAll('.error, output')].map(number => number.textContent))"
            + ".concat([...document.querySelectorAll('main :is(input, select), #model')].map(input => input.checked + input.value))"
            + ".concat([...document.querySelectorAll('.workbench svg')].map(svg => svg.innerHTML))";

    /** What a page with a figure about theory is worked by. */
    private static final String WORKED =
            ".workbench :is(select, input[type=range], [role=slider], canvas.surface, input[type=checkbox]):visible";

    private static final String[] MODELS = {"mnist-c32-d15-s0", "mnist-6000-c8-d8-e5-s0"};

    private static final String[] TOPICS = {
        "autoencoder", "affine-maps", "stopping", "stationary-points", "angles", "chain-rule"
    };

    /** Codes on the map: with so few all is quick. */
    private static final int FEW = 400;

    /** Until two pages are held to differ: a minute. */
    private static final long MOST_NANOSECONDS = 60_000_000_000L;

    private final Random random = new Random(20);

    /** Operates the pages at random, and opens the link of each state that they come to. */
    @Test
    void aHundredRandomStatesOpenWithTheSamePixels(Site site) {
        try (Visit visit = still(site, "#model=" + MODELS[1]);
                Visit other =
                        still(site, "")) { // in a window of its own: the page behind another has but a frame a second
            Page opened = other.page();
            for (int i = 0; i < 24; i++) {
                operateDraw(visit);
                assertOpens(visit, opened);
            }
            visit.page().navigate(site.url("interpolate#model=" + MODELS[1]));
            visit.comeToRest();
            for (int i = 0; i < 18; i++) {
                operateInterpolate(visit);
                assertOpens(visit, opened);
            }
            CodeSpace.firstOnly(visit, FEW, 15);
            CodeSpace.firstOnly(other, FEW, 15);
            visit.page().navigate(site.url("map"));
            CodeSpace.shown(visit);
            for (int i = 0; i < 14; i++) {
                operateMap(visit);
                assertOpens(visit, opened);
            }
            visit.page().navigate(site.url("mix"));
            CodeSpace.shown(visit);
            for (int i = 0; i < 14; i++) {
                operateMix(visit);
                assertOpens(visit, opened);
            }
            for (String topic : TOPICS) {
                visit.page().navigate(site.url("learn/" + topic));
                visit.comeToRest();
                for (int i = 0; i < 5; i++) {
                    operateFigure(visit);
                    assertOpens(visit, opened);
                }
            }
        }
    }

    /** What was drawn beyond the map's edge and pushed into sight lies where it would be drawn. */
    @Test
    void aMapThatWasEnlargedAndPushedOpensWithTheSamePixels(Site site) {
        try (Visit visit = still(site, "");
                Visit other = still(site, "")) {
            CodeSpace.firstOnly(visit, FEW, 15);
            CodeSpace.firstOnly(other, FEW, 15);
            visit.page().navigate(site.url("map"));
            CodeSpace.shown(visit);
            press(visit, "#closer");
            assertOpens(visit, other.page()); // so that it rests before it is pushed
            OnMap.drag(visit, 0.3, 0.3, 0.5, 0.45);
            assertOpens(visit, other.page());
        }
    }

    private static Visit still(Site site, String path) {
        return Visit.ready(site, path, Visit.laptop().setReducedMotion(ReducedMotion.REDUCE));
    }

    /** Both pages may still be at what they do by themselves: in the end they show the same. */
    private static void assertOpens(Visit visit, Page opened) {
        visit.page().mouse().move(2, 2); // what is under the mouse is not carried
        visit.frame();
        String link = link(visit.page());
        // as who pastes it into the address bar
        opened.evaluate("link => { window.isBefore = location.href !== link; location.href = link; }", link);
        opened.waitForFunction(
                "() => !window.isBefore && document.readyState === 'complete'"
                        + " && (!document.getElementById('check-plot') || performance.getEntriesByName('layer-checked').length)");
        long end = System.nanoTime() + MOST_NANOSECONDS;
        Object seen = visit.page().evaluate(SEEN);
        Object there = opened.evaluate(SEEN);
        while (!seen.equals(there) && System.nanoTime() < end) {
            opened.waitForTimeout(50); // as looking costs much
            seen = visit.page().evaluate(SEEN);
            there = opened.evaluate(SEEN);
        }
        assertThat(there).as(link).isEqualTo(seen);
        assertThat(link(opened)).as("the opened page's own link").isEqualTo(link);
        assertThat(link(visit.page())).as("the page's link, later").isEqualTo(link);
    }

    /** What the button copies, without the clipboard. */
    private static String link(Page page) {
        return (String) page.evaluate("() => { dispatchEvent(new Event('linkwanted')); return location.href; }");
    }

    private void operateDraw(Visit visit) {
        Page page = visit.page();
        switch (random.nextInt(9)) {
            case 0 -> press(visit, "#pad [data-do=clear]");
            case 1 -> press(visit, "#pad [data-do=undo]");
            case 2 -> {
                press(visit, "#pad [data-do=eraser]");
                scribble(visit, page.locator("canvas.surface"));
                press(visit, "#pad [data-do=pen]");
            }
            case 3 -> page.locator("#with-step-" + (1 + random.nextInt(4))).click();
            case 4 -> awaitOther(visit, "#seen", () -> press(visit, "#random"));
            case 5 -> choose(page, MODELS[random.nextInt(2)]);
            case 6, 7 -> {
                Locator bar = page.locator(".bar")
                        .nth(random.nextInt(page.locator(".bar").count()));
                bar.press(
                        List.of("End", "Home", "PageUp", "ArrowLeft", "Delete").get(random.nextInt(5)));
                BoundingBox track = bar.locator(".track").boundingBox();
                page.mouse().click(track.x + random.nextDouble() * track.width, track.y + track.height / 2);
            }
            default -> scribble(visit, page.locator("canvas.surface"));
        }
    }

    private void operateInterpolate(Visit visit) {
        Page page = visit.page();
        String end = random.nextBoolean() ? "#a" : "#b";
        switch (random.nextInt(6)) {
            case 0 -> press(visit, end + " [data-do=clear]");
            case 1 -> awaitOther(visit, end + " canvas.seen", () -> press(visit, end + " .random"));
            case 2 -> page.locator("#alpha").fill(String.valueOf(random.nextInt(101) / 100.0));
            case 3 ->
                page.locator(random.nextBoolean() ? "#linear" : "#spherical").check();
            case 4 -> choose(page, MODELS[random.nextInt(2)]);
            default -> scribble(visit, page.locator(end + " canvas.surface"));
        }
    }

    private void operateMap(Visit visit) {
        Page page = visit.page();
        switch (random.nextInt(9)) {
            case 0 -> press(visit, List.of("#closer", "#away", "#whole").get(random.nextInt(3)));
            case 1 -> OnMap.drag(visit, random.nextDouble(), random.nextDouble(), random.nextDouble(), 0.5);
            case 2 -> {
                press(visit, "#lasso");
                double x = 0.6 * random.nextDouble();
                OnMap.drag(visit, x, 0.2, x + 0.3, 0.3, x + 0.2, 0.8);
                press(visit, "#lasso");
            }
            case 3 -> press(visit, "#digits button:nth-child(" + (1 + random.nextInt(10)) + ")");
            case 4 -> {
                page.locator("#marks").press("ArrowUp");
                page.locator("#marks").press("ArrowLeft");
                page.locator("#marks").press("Enter");
                press(visit, random.nextBoolean() ? "#point-a" : "#point-b");
            }
            case 5 -> page.locator("#alpha").fill(String.valueOf(random.nextInt(101) / 100.0));
            case 6 -> awaitOther(visit, "#drawing canvas.seen", () -> press(visit, "#drawing .random"));
            case 7 ->
                page.locator(random.nextBoolean() ? "#by-axes" : "#by-neighbours")
                        .check();
            default -> scribble(visit, page.locator("#drawing canvas.surface"));
        }
    }

    private void operateMix(Visit visit) {
        Page page = visit.page();
        String slot = "#slot-" + "abcd".charAt(random.nextInt(4));
        switch (random.nextInt(6)) {
            case 0 -> awaitOther(visit, slot + " canvas.seen", () -> press(visit, slot + " .random"));
            case 1 -> {
                Locator ingredient =
                        page.locator(":is(#sum-panel, #sheet-panel) select").nth(random.nextInt(7));
                ingredient.selectOption(new SelectOption().setIndex(random.nextInt(14)));
            }
            case 2 ->
                page.locator(List.of("#across", "#down", "#along").get(random.nextInt(3)))
                        .fill(String.valueOf(random.nextInt(101) / 100.0));
            case 3 -> press(visit, "#route-panel [data-add='" + "ABCD0123456789".charAt(random.nextInt(14)) + "']");
            case 4 -> press(visit, "#shorter");
            default -> scribble(visit, page.locator(slot + " canvas.surface"));
        }
    }

    /** Anything that the page's figures are worked by. */
    private void operateFigure(Visit visit) {
        Page page = visit.page();
        Locator all = page.locator(WORKED);
        Locator one = all.nth(random.nextInt(all.count()));
        String kind = (String) one.evaluate("e => e.getAttribute('role') ?? e.type");
        switch (kind) {
            case "application" -> {
                one.scrollIntoViewIfNeeded();
                scribble(visit, one);
            }
            case "select-one" -> one.press(random.nextBoolean() ? "ArrowDown" : "ArrowUp");
            case "checkbox" -> one.press("Space");
            case "range" -> one.press(List.of("Home", "PageUp", "ArrowLeft").get(random.nextInt(3)));
            default ->
                one.press(List.of("ArrowUp", "Shift+ArrowLeft", "ArrowRight").get(random.nextInt(3)));
        }
    }

    private static void press(Visit visit, String button) {
        visit.page().locator(button).press("Enter"); // which works without anything to undo, too
        visit.frame();
    }

    private static void awaitOther(Visit visit, String canvas, Runnable action) {
        Object before = visit.page().locator(canvas).evaluate("canvas => canvas.toDataURL()");
        action.run();
        visit.page()
                .waitForFunction(
                        "([canvas, before]) => document.querySelector(canvas).toDataURL() !== before",
                        List.of(canvas, before));
    }

    /** Until a network of so many numbers is there. */
    private static void choose(Page page, String model) {
        page.evaluate(
                "id => { const chooser = document.getElementById('model');"
                        + " if (![...chooser.options].some(option => option.value === id)) chooser.append(new Option(id));"
                        + " if (chooser.value === id) return;"
                        + " performance.clearMarks('first-reconstruction');"
                        + " chooser.value = id; chooser.dispatchEvent(new Event('change', {bubbles: true})); }",
                model);
        page.waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
    }

    private void scribble(Visit visit, Locator surface) {
        BoundingBox box = surface.boundingBox();
        Page page = visit.page();
        for (int i = 0; i < 2 + random.nextInt(4); i++) {
            page.mouse()
                    .move(
                            box.x + (1.1 * random.nextDouble() - 0.05) * box.width,
                            box.y + (1.1 * random.nextDouble() - 0.05) * box.height);
            if (i == 0) {
                page.mouse().down();
            }
        }
        page.mouse().up();
    }

    @Test
    void theButtonCopiesTheLinkAtOnce(Site site) {
        try (Visit visit = still(site, "")) {
            visit.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            visit.draw(0.3, 0.2, 0.7, 0.25, 0.4, 0.8);
            visit.page().locator(".bar").first().press("End");
            visit.page().locator("#copy-link").press("Enter");
            visit.page().locator(".take [role=status]:has-text('Copied')").waitFor();
            assertThat((String) visit.page().evaluate("navigator.clipboard.readText()"))
                    .startsWith(site.url("#digit=ink."))
                    .matches(".*#digit=ink\\.[\\w.-]+&code=1:-?\\d+");
        }
    }

    @Test
    void whereTheClipboardIsClosedTheLinkIsThereToBeCopied(Site site) {
        try (Visit visit = still(site, "interpolate#a=test.3&b=test.18&alpha=37&path=spherical")) {
            visit.page().evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }");
            visit.page().locator("#copy-link").click();
            assertThat(visit.page().locator(".take textarea").inputValue()).isEqualTo(visit.address());
        }
    }

    @Test
    void alphaPathAndTestDigitsAreCarried(Site site) {
        String hash = "#a=test.3&b=test.18&alpha=37&path=spherical";
        try (Visit visit = Visit.ready(site, "interpolate" + hash, Visit.laptop())) {
            assertThat(visit.page().locator("#alpha-value").textContent()).isEqualTo("0.37");
            assertThat(visit.page().locator("#spherical").isChecked()).isTrue();
            visit.page().locator("#alpha").press("ArrowRight");
            visit.page().waitForFunction("() => location.hash.includes('alpha=38')");
            assertThat(visit.page().evaluate("location.hash")).isEqualTo(hash.replace("37", "38"));
        }
    }

    @Test
    void thePageItselfLeavesTheAddressAlone(Site site) {
        try (Visit visit = Visit.ready(site, "", Visit.laptop().setReducedMotion(ReducedMotion.REDUCE))) {
            visit.page().waitForTimeout(400);
            assertThat(visit.page().evaluate("location.hash")).isEqualTo("");
        }
    }
}
