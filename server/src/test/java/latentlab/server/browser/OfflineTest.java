package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** After one visit the site works without a network; with one, it is never older than the server's. */
@ExtendWith(SiteExtension.class)
@NeedsServer("it is of both anyway")
class OfflineTest {
    private static final Pattern PAGES = Pattern.compile("const PAGES = \\{\"\":\\[\"(.*?)\"]");

    private static final String KEPT_OF_LEARN = "async () => { const found = [];"
            + " for (const name of await caches.keys()) found.push(...await (await caches.open(name)).keys());"
            + " return found.map(file => file.url).filter(url => url.includes('css/learn.css')); }";

    @TempDir
    private Path folder;

    /** Opens the first page and waits until the device has kept what it keeps of every visit. */
    private static Page visited(BrowserContext context, String url) {
        Page page = context.newPage();
        page.navigate(url);
        reconstructed(page);
        kept(page);
        return page;
    }

    private static void kept(Page page) {
        page.waitForFunction("() => navigator.serviceWorker.controller?.state === 'activated'", null, Site.LONG);
    }

    private static void reconstructed(Page page) {
        page.waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
    }

    private static List<String> pages(BrowserContext context, String url) {
        String script = context.request().get(url + "service-worker.js").text();
        return List.of(PAGES.matcher(script)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1)
                .split("\",\""));
    }

    private void everythingWorksWithout(BrowserContext context, Page page, String url, List<String> pages) {
        assertThat(pages).hasSizeGreaterThan(5);
        for (String path : pages) {
            page.navigate(url + path.replace("./", ""));
            assertThat(page.locator("h1").textContent()).isNotBlank();
            assertThat(page.evaluate("document.styleSheets.length > 0 && document.styleSheets[0].cssRules.length > 20"))
                    .as(path)
                    .isEqualTo(true);
        }
        page.navigate(url);
        reconstructed(page);
        PlaywrightAssertions.assertThat(page.locator("#network")).containsText("what this device has kept");
        page.locator("#random").click();
        page.waitForFunction("() => document.getElementById('steps').dataset.idle === 'true'");
        page.locator("nav a").nth(1).click();
        page.waitForURL(Pattern.compile(".*/interpolate/?$"));
        reconstructed(page);
        page.navigate(url + "studies/transfer");
        assertThat(page.locator("h1").textContent()).contains("not on your device");
        page.locator("main a[role=button]").click();
        page.waitForURL(url);
        reconstructed(page);
    }

    @Test
    void afterOneVisitTheCopyWorksWithoutItsServer(Site site, SiteCopy copy) throws IOException {
        try (BrowserContext context = site.newContext()) {
            FileServer server = new FileServer(copy.root());
            Page page;
            List<String> pages;
            try {
                page = visited(context, server.url());
                pages = pages(context, server.url());
            } finally {
                server.close();
            }
            everythingWorksWithout(context, page, server.url(), pages);
        }
    }

    private static void compareTwoCoordinates(Page page, Site site) {
        page.navigate(site.url("studies/correlation?preset=quick"));
        page.locator("#pair").scrollIntoViewIfNeeded();
        page.waitForFunction("() => performance.getEntriesByName('pair-shown').length > 0");
    }

    @Test
    void afterOneVisitTheSiteWorksWithoutANetwork(Site site) {
        try (BrowserContext context = site.newContext()) {
            Page page = visited(context, site.url(""));
            List<String> pages = pages(context, site.url(""));
            compareTwoCoordinates(page, site);
            context.setOffline(true);
            everythingWorksWithout(context, page, site.url(""), pages);
            compareTwoCoordinates(page, site);
            Locator network = page.locator("#network");
            PlaywrightAssertions.assertThat(network).containsText("No network");
            context.setOffline(false);
            PlaywrightAssertions.assertThat(network).not().containsText("No network");
        }
    }

    @Test
    void aNewerSiteIsShownAtOnceAndTakesThePlaceOfWhatWasKept(Site site, SiteCopy copy) throws IOException {
        Path root = folder.resolve("site");
        try (Stream<Path> files = Files.walk(copy.root())) {
            for (Path file : files.filter(path -> !path.toString().contains("/models/") || isNeeded(path))
                    .toList()) {
                Files.copy(
                        file,
                        root.resolve(copy.root().relativize(file).toString()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        try (BrowserContext context = site.newContext();
                FileServer server = new FileServer(root)) {
            Page page = visited(context, server.url());
            Object before = page.evaluate("caches.keys()");
            edit(root.resolve("api/index.html"), "over HTTP</h1>", "over HTTP, and more</h1>");
            page.navigate(server.url() + "api/");
            assertThat(page.locator("h1").textContent()).endsWith("and more");
            // as from a server that is not of this version, or no longer
            edit(root.resolve("css/learn.css"), "{", "{ ");
            edit(root.resolve("service-worker.js"), "const VERSION = \"", "const VERSION = \"newer-");
            page.navigate(server.url());
            page.evaluate("() => { setInterval(async () => { const keys = await caches.keys();"
                    + " window.newer = keys.length > 0 && keys.every(key => key.includes('newer-')); }, 50); }");
            page.waitForFunction("() => window.newer", null, Site.LONG);
            assertThat(page.evaluate("caches.keys()")).isNotEqualTo(before);
            assertThat(page.evaluate(KEPT_OF_LEARN)).as("of which version").isEqualTo(List.of());
            context.setOffline(true);
            page.navigate(server.url() + "api/");
            assertThat(page.locator("h1").textContent()).endsWith("and more");
        }
    }

    private static boolean isNeeded(Path path) {
        return Files.isDirectory(path) || path.endsWith("kernel.wasm");
    }

    private static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    @Test
    void itCanBeInstalled(Site site) {
        try (Browser whole = site.launchWhole();
                BrowserContext context = Site.patient(whole.newContext())) {
            Page page = visited(context, site.url(""));
            CDPSession devTools = context.newCDPSession(page);
            JsonObject manifest = devTools.send("Page.getAppManifest");
            assertThat(manifest.getAsJsonArray("errors")).isEmpty();
            assertThat(manifest.get("url").getAsString()).startsWith(site.url("manifest.webmanifest"));
            String hindrances = devTools.send("Page.getInstallabilityErrors").toString();
            // tests' browsers are private windows, which install nothing
            assertThat(hindrances.replaceAll("\\{\"errorId\":\"in-incognito\"[^}]*}", ""))
                    .doesNotContain("errorId");
        }
    }
}
