package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
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
            + ".concat([...document.querySelectorAll('main input, #model')].map(input => input.checked + input.value))";

    private static final String[] MODELS = {"mnist-c32-d15-s0", "mnist-6000-c8-d8-e5-s0"};

    private final Random random = new Random(20);

    /** Operates the page at random, and opens the link of each state that it comes to. */
    @Test
    void aHundredRandomStatesOpenWithTheSamePixels(Site site) {
        try (Visit visit = still(site, "#model=" + MODELS[1]);
                Visit other =
                        still(site, "")) { // in a window of its own: the page behind another has but a frame a second
            Page opened = other.page();
            for (int i = 0; i < 60; i++) {
                operateDraw(visit);
                assertOpens(visit, opened);
            }
            visit.page().navigate(site.url("interpolate#model=" + MODELS[1]));
            visit.comeToRest();
            for (int i = 0; i < 40; i++) {
                operateInterpolate(visit);
                assertOpens(visit, opened);
            }
        }
    }

    private static Visit still(Site site, String path) {
        return Visit.ready(site, path, Visit.laptop().setReducedMotion(ReducedMotion.REDUCE));
    }

    private static void assertOpens(Visit visit, Page opened) {
        visit.frame();
        List<?> seen = (List<?>) visit.page().evaluate(SEEN);
        String link = link(visit.page());
        opened.evaluate("link => { location.href = link; }", link); // as who pastes it into the address bar
        try { // test digits come a little later than the page
            opened.waitForFunction(
                    "seen => performance.getEntriesByName('first-reconstruction').length > 0 && (" + SEEN
                            + ")().join() === seen.join()",
                    seen,
                    new Page.WaitForFunctionOptions()
                            .setPollingInterval(100) // as looking costs much
                            .setTimeout(60_000));
        } catch (PlaywrightException differs) {
            assertThat(opened.evaluate(SEEN)).as(link).isEqualTo(seen);
        }
        assertThat(link(opened)).as("the opened page's own link").isEqualTo(link);
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
                    .matches("http://127\\.0\\.0\\.1:\\d+/#digit=ink\\.[\\w.-]+&code=1:-?\\d+");
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
