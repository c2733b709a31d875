package latentlab.server.browser;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.javalin.Javalin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import latentlab.server.ProcessFolder;
import latentlab.server.dataset.Dataset;
import latentlab.server.jobs.BackgroundRuns;
import latentlab.server.models.ModelLibrary;
import latentlab.server.models.RandomModels;
import latentlab.server.models.TestCodes;
import latentlab.server.results.QuickStudy;
import latentlab.server.results.StudyLibrary;
import latentlab.server.runs.DataDirectory;
import latentlab.server.web.AdminToken;
import latentlab.server.web.Hosting;
import latentlab.server.web.LatentLabApp;

/**
 * One started server and one started browser, for all browser tests. {@link #asFiles} is the same site with pages that a
 * {@link FileServer} has: there the server only tells tests what the pages should show.
 */
final class Site implements AutoCloseable {
    static final String TOKEN = "token-of-the-tests";

    /**
     * What a window without a visitor need not have. The pages that draw Chromium's own controls (those with WebUI in their
     * names) cost more than a second of processor time for each new window, a renderer kept in reserve the tenth of one; the
     * others are those that Playwright switches off, whose list this one replaces.
     */
    private static final List<String> NOT_WANTED = List.of(
            "InitialWebUI",
            "PreloadTopChromeWebUI",
            "SpareRendererForSitePerProcess",
            "WebUIOmniboxAimPopup",
            "WebUIOmniboxPopup",
            "WebUIReloadButton",
            "WebUIToolbar",
            "AvoidUnnecessaryBeforeUnloadCheckSync",
            "BlockOriginHeaderModificationOnRedirect",
            "BoundaryEventDispatchTracksNodeRemoval",
            "DestroyProfileOnBrowserClose",
            "GlobalMediaControls",
            "HttpsUpgrades",
            "LensOverlay",
            "MediaRouter",
            "OptimizationHints",
            "PaintHolding",
            "ThirdPartyStoragePartitioning",
            "Translate");

    /** Milliseconds in which anything is there, also on a machine that is busy with other things. */
    private static final int PATIENCE = 120_000;

    /** The same where the server encodes 10,000 images before, or a browser keeps every page. */
    static final Page.WaitForFunctionOptions LONG = new Page.WaitForFunctionOptions().setTimeout(300_000);

    private final BackgroundRuns runs;
    private final Javalin app;
    private final Playwright playwright;
    private final Browser browser;
    private final AxeResults axeResults;
    private final SiteCopy copy; // null where the server has the pages

    Site() {
        Path chromium = required(Chromium.find());
        runs = new BackgroundRuns(new DataDirectory(ProcessFolder.create(Path.of("target"), "browser-runs")), 0);
        app = LatentLabApp.create(
                models(),
                Map.of(Dataset.MNIST, Dataset::mnistTest),
                StudyLibrary.open(QuickStudy.DATA),
                testCodes(),
                runs,
                new AdminToken(TOKEN),
                Hosting.USUAL);
        app.start("127.0.0.1", 0);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = launch(chromium);
        axeResults = new AxeResults();
        copy = null;
    }

    private Site(Site server, SiteCopy copy) {
        runs = server.runs;
        app = server.app;
        playwright = server.playwright;
        browser = server.browser;
        axeResults = server.axeResults;
        this.copy = copy;
    }

    /** What is closed with it is nothing. */
    Site asFiles(SiteCopy copy) {
        return new Site(this, copy);
    }

    private static Path required(Optional<Path> chromium) {
        if (chromium.isEmpty()) {
            String message = "The browser tests need Chromium or Chrome: install one so that it is on the PATH.";
            System.err.println("\n*** BROWSER TESTS LEFT OUT *** " + message + "\n");
            if ("true".equals(System.getenv("CI"))) {
                fail(message);
            }
            abort(message);
        }
        return chromium.orElseThrow();
    }

    private Browser launch(Path chromium) {
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--disable-features=" + String.join(",", NOT_WANTED))));
    }

    /** Another browser, with all that visitors' browsers have. */
    Browser launchWhole() {
        return launch(required(Chromium.findWhole()));
    }

    /** The shipped models and those of a small study; an untrained one where none is shipped. */
    static ModelLibrary models() {
        try {
            ModelLibrary shipped = ModelLibrary.open(QuickStudy.DATA);
            return shipped.all().isEmpty()
                    ? ModelLibrary.of(List.of(RandomModels.model("random-c32-d15", 32, 15)))
                    : shipped;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kept for all processes of these tests: to encode the test images with every model takes half a minute. */
    static TestCodes testCodes() {
        String folder = System.getProperty("test.codes");
        return new TestCodes(folder == null ? null : Path.of(folder));
    }

    /** Runs, without anybody who works on them. */
    BackgroundRuns runs() {
        return runs;
    }

    /** A browser that has never seen the site. */
    BrowserContext newContext() {
        return newContext(new Browser.NewContextOptions());
    }

    /** The same with options, such as those of {@link Visit}. */
    BrowserContext newContext(Browser.NewContextOptions options) {
        BrowserContext context = patient(browser.newContext(options));
        if (copy != null) {
            answerTests(context);
        }
        return context;
    }

    /**
     * From within a page, tests ask for what the API has and for modules by the addresses that they have where a server has
     * the pages, and have the API compute: none of which a page does. Its own addresses are the files', and stay so.
     */
    private void answerTests(BrowserContext context) {
        String root = copy.url().replace(".", "\\."); // as JavaScript, too, reads it
        String api = "(.+/api/v1/.*|api/v1/models/[^/]+/(encode|decode|interpolate))";
        context.route(Pattern.compile(root + api), route -> {
            APIResponse answer =
                    route.fetch(new Route.FetchOptions().setUrl(server(from("/api/v1/", route.request()))));
            route.fulfill(new Route.FulfillOptions().setResponse(answer));
        });
        context.route(
                Pattern.compile(root + ".+/js/.*"),
                route -> route.resume(new Route.ResumeOptions().setUrl(copy.url() + from("/js/", route.request()))));
    }

    /** The end of an address, from the last place of a folder. */
    private static String from(String folder, Request request) {
        return request.url().substring(request.url().lastIndexOf(folder) + 1);
    }

    /** The window of another browser, in which everything is waited for as long as in this one's. */
    static BrowserContext patient(BrowserContext context) {
        context.setDefaultTimeout(PATIENCE);
        return context;
    }

    /** The address of a page, given without a leading slash; what the API has, the server has. */
    String url(String path) {
        return copy == null || path.startsWith("api/v1/") ? server(path) : copy.url(path);
    }

    private String server(String path) {
        return "http://127.0.0.1:" + app.port() + "/" + path;
    }

    AxeResults axeResults() {
        return axeResults;
    }

    @Override
    public void close() {
        if (copy != null) {
            return; // all that it has is others'
        }
        axeResults.print();
        playwright.close();
        app.stop();
        runs.close();
    }
}
