package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
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

    private static final String[] TOPICS = {
        "autoencoder", "affine-maps", "stopping", "stationary-points", "angles", "chain-rule"
    };

    /** Codes on the map: with so few all is quick. */
    private static final int FEW = 400;

    /** Until two pages are held to differ: a minute. */
    private static final long MOST_NANOSECONDS = 60_000_000_000L;

    /** Operates the pages at random, and opens the link of each state that they come to. */
    @Test
    void aHundredRandomStatesOpenWithTheSamePixels(Site site) {
        try (Visit visit = Visit.still(site, "#model=" + RandomVisitor.MODELS[1]);
                // in a window of its own: the page behind another has but a frame a second
                Visit other = Visit.still(site, "")) {
            Page opened = other.page();
            RandomVisitor somebody = new RandomVisitor(visit);
            for (int i = 0; i < 24; i++) {
                somebody.onDraw();
                assertOpens(visit, opened);
            }
            visit.page().navigate(site.url("interpolate#model=" + RandomVisitor.MODELS[1]));
            visit.comeToRest();
            for (int i = 0; i < 18; i++) {
                somebody.onInterpolate();
                assertOpens(visit, opened);
            }
            CodeSpace.firstOnly(visit, FEW, 15);
            CodeSpace.firstOnly(other, FEW, 15);
            visit.page().navigate(site.url("map"));
            CodeSpace.shown(visit);
            for (int i = 0; i < 14; i++) {
                somebody.onMap();
                assertOpens(visit, opened);
            }
            visit.page().navigate(site.url("mix"));
            CodeSpace.shown(visit);
            for (int i = 0; i < 14; i++) {
                somebody.onMix();
                assertOpens(visit, opened);
            }
            for (String topic : TOPICS) {
                visit.page().navigate(site.url("learn/" + topic));
                visit.comeToRest();
                for (int i = 0; i < 5; i++) {
                    somebody.onFigures();
                    assertOpens(visit, opened);
                }
            }
        }
    }

    /** What was drawn beyond the map's edge and pushed into sight lies where it would be drawn. */
    @Test
    void aMapThatWasEnlargedAndPushedOpensWithTheSamePixels(Site site) {
        try (Visit visit = Visit.still(site, "");
                Visit other = Visit.still(site, "")) {
            CodeSpace.firstOnly(visit, FEW, 15);
            CodeSpace.firstOnly(other, FEW, 15);
            visit.page().navigate(site.url("map"));
            CodeSpace.shown(visit);
            visit.page().locator("#closer").press("Enter");
            visit.frame();
            assertOpens(visit, other.page()); // so that it rests before it is pushed
            OnMap.drag(visit, 0.3, 0.3, 0.5, 0.45);
            assertOpens(visit, other.page());
        }
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

    @Test
    void theButtonCopiesTheLinkAtOnce(Site site) {
        try (Visit visit = Visit.still(site, "")) {
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
        try (Visit visit = Visit.still(site, "interpolate#a=test.3&b=test.18&alpha=37&path=spherical")) {
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
        try (Visit visit = Visit.still(site, "")) {
            visit.page().waitForTimeout(400);
            assertThat(visit.page().evaluate("location.hash")).isEqualTo("");
        }
    }
}
