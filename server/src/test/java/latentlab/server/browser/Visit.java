package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One page, opened in a browser that has never seen the site, and what its console complained of. */
final class Visit implements AutoCloseable {
    /** Options for a window of a laptop's width. */
    static Browser.NewContextOptions laptop() {
        return new Browser.NewContextOptions()
                .setViewportSize(1280, 800)
                .setServiceWorkers(ServiceWorkerPolicy.BLOCK); // each would fetch the whole site
    }

    /** Options for a phone. */
    static Browser.NewContextOptions phone() {
        return new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setDeviceScaleFactor(2)
                .setHasTouch(true)
                .setIsMobile(true)
                .setServiceWorkers(ServiceWorkerPolicy.BLOCK);
    }

    private final Site site;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private boolean complaintsExpected;
    private CDPSession devTools;

    Visit(Site site, String path, Browser.NewContextOptions options) {
        this(site, path, options, page -> {});
    }

    /** @param before what to do with the page before it is opened */
    Visit(Site site, String path, Browser.NewContextOptions options, Consumer<Page> before) {
        this.site = site;
        context = site.newContext(options);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            boolean complaint = message.type().equals("error") || message.type().equals("warning");
            if (complaint && !isTheTests(message.text())) {
                complaints.add(page.url() + ": " + message.text() + " (" + message.location() + ")");
            }
        });
        page.onPageError(complaints::add);
        // the lots that a page draws are the same in each test, and one after the other never are
        page.addInitScript("{ let drawn = 0; Math.random = () => (drawn += 0.618034) % 1; }");
        before.accept(page);
        open(site, path);
    }

    /** Another page in the same window, which has the files of those before. */
    void open(Site site, String path) {
        page.navigate(site.url(path));
    }

    /**
     * The tests read canvases back, let no service worker in, and may run on a machine that takes seconds to use what a
     * page has asked for before; no page does.
     */
    static boolean isTheTests(String complaint) {
        return complaint.contains("willReadFrequently")
                || complaint.contains("blocked by Playwright")
                || complaint.contains("preloaded using link preload but not used within a few seconds");
    }

    /** A page that computes, when its first reconstruction is there. */
    static Visit ready(Site site, String path, Browser.NewContextOptions options) {
        Visit visit = new Visit(site, path, options);
        visit.awaitReconstruction();
        return visit;
    }

    /** The same on a laptop and without motion. */
    static Visit still(Site site, String path) {
        return ready(site, path, laptop().setReducedMotion(ReducedMotion.REDUCE));
    }

    /** The Draw page on a laptop, with an empty surface. */
    static Visit emptySurface(Site site) {
        Visit visit = ready(site, "", laptop().setReducedMotion(ReducedMotion.REDUCE));
        visit.page.locator("#pad [data-do=clear]").click();
        visit.frame();
        return visit;
    }

    Site site() {
        return site;
    }

    Page page() {
        return page;
    }

    /** The address as scripts have left it, of which the page's own url hears a little later. */
    String address() {
        return (String) page.evaluate("location.href");
    }

    /** Whether its colours are those of the dark. */
    boolean isDark() {
        return (Boolean) page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches");
    }

    BrowserContext context() {
        return context;
    }

    /** Waits for a page's first reconstruction. */
    void awaitReconstruction() {
        page.waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
    }

    /** Waits until the page has done what it does by itself. */
    void comeToRest() {
        page.waitForFunction("() => !document.getElementById('frame') && !document.getElementById('reconstruction')"
                + " || performance.getEntriesByName('first-reconstruction').length > 0");
        page.waitForFunction(
                "() => !document.querySelector('.chart:empty, .heat-map:empty, [data-state=loading]')",
                null,
                Site.LONG);
        page.waitForFunction("() => { const {page, alive} = document.documentElement.dataset;"
                + " return !page.startsWith('learn-') || alive; }");
        frame();
    }

    /** What has jumped so far without the visitor's own doing (the browser's own measure), each with how far and from where. */
    List<?> layoutShifts() {
        return (List<?>) page.evaluate("() => new Promise(done => {"
                + " const box = one => `${one.x},${one.y} ${one.width}x${one.height}`;"
                + " const jumped = [];"
                + " new PerformanceObserver(list => list.getEntries().forEach(entry => entry.hadRecentInput"
                + " || jumped.push(`${entry.value} at ${entry.startTime}: ` + entry.sources.map(source =>"
                + " `${source.node?.outerHTML ?? source.node?.nodeValue} ${box(source.previousRect)}"
                + " -> ${box(source.currentRect)}`).join(' | '))))"
                + ".observe({type: 'layout-shift', buffered: true});"
                + " setTimeout(() => done(jumped), 300); })");
    }

    /** Waits until the page has shown its latest state and nothing, such as a key not yet heard, waits to be dealt with. */
    void frame() {
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame("
                + "() => requestIdleCallback(done, {timeout: 100}))))");
    }

    /** The pixels (28,28) of a canvas in one channel: 0 red, 1 green, 2 blue. */
    int[] channel(String selector, int channel) {
        Object data = page.locator(selector)
                .evaluate(
                        "(canvas, channel) => Array.from(canvas.getContext('2d')"
                                + ".getImageData(0, 0, 28, 28).data).filter((_, i) => i % 4 === channel)",
                        channel);
        return ((List<?>) data)
                .stream().mapToInt(value -> ((Number) value).intValue()).toArray();
    }

    /** The grey values (28,28), 0 to 255, of a canvas. */
    int[] grey(String selector) {
        int[] red = channel(selector, 0);
        assertThat(channel(selector, 1)).as(selector + " is grey").isEqualTo(red);
        return red;
    }

    /** White pixels of the drawing surface, as a share of all. */
    double inkOnSurface() {
        Object share = page.locator("canvas.surface")
                .first()
                .evaluate("canvas => {"
                        + " const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;"
                        + " let white = 0; for (let i = 0; i < data.length; i += 4) white += data[i] > 128;"
                        + " return 4 * white / data.length; }");
        return ((Number) share).doubleValue();
    }

    /** Draws a line through points given as shares of the first surface, with the mouse. */
    void draw(double... points) {
        BoundingBox box = surface();
        for (int i = 0; i < points.length; i += 2) {
            page.mouse().move(box.x + points[i] * box.width, box.y + points[i + 1] * box.height);
            if (i == 0) {
                page.mouse().down();
            }
        }
        page.mouse().up();
        frame();
    }

    BoundingBox surface() {
        Locator surface = page.locator("canvas.surface").first();
        surface.scrollIntoViewIfNeeded();
        return surface.boundingBox();
    }

    /** Sends a touch event with fingers at positions in CSS pixels. */
    void touch(String type, double... positions) {
        if (devTools == null) {
            devTools = context.newCDPSession(page);
        }
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        JsonArray fingers = new JsonArray();
        for (int i = 0; i < positions.length; i += 2) {
            JsonObject finger = new JsonObject();
            finger.addProperty("x", positions[i]);
            finger.addProperty("y", positions[i + 1]);
            finger.addProperty("id", i / 2);
            fingers.add(finger);
        }
        event.add("touchPoints", fingers);
        devTools.send("Input.dispatchTouchEvent", event);
    }

    /** Goes on by Tab, as far as the page has places to stop at, until one has the focus. */
    void tabTo(String selector) {
        for (int i = 0; i < 120; i++) {
            if ((Boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("Tab never comes to " + selector);
    }

    /** This visit provokes an error that the browser will report. */
    void expectComplaints() {
        complaintsExpected = true;
    }

    @Override
    public void close() {
        context.close();
        if (!complaintsExpected) {
            assertThat(complaints).as("what the console complained of").isEmpty();
        }
    }
}
