package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitUntilState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every page, and the pages that compute nothing. */
@ExtendWith(SiteExtension.class)
class PagesTest {
    static final List<String> PAGES = List.of(
            "",
            "interpolate",
            "map",
            "mix",
            "map#model=mnist-6000-c8-d15-e5-s0&point=3&chosen=49",
            "models",
            "models/mnist-c32-d15-s0",
            "studies",
            "studies/latent-dimension",
            "studies/channel-capacity",
            "studies/interpolation",
            "studies/correlation",
            "studies/transfer",
            "learn",
            "learn/autoencoder",
            "learn/affine-maps",
            "learn/stopping",
            "learn/stationary-points",
            "learn/angles",
            "learn/chain-rule",
            "benchmark",
            "offline",
            "runs",
            "runs/mnist-c32-d15-s0",
            "api");

    /** Of them, those with hundreds of plain links and nothing else, round which one goes for a long time. */
    private static final List<String> LISTS = List.of("models", "runs");

    /** As the first page that a visitor sees, in a window of a laptop's width and one of a phone's. */
    @ParameterizedTest
    @CsvSource({"1280, LIGHT", "390, DARK"})
    void noPageComplainsJumpsOrScrollsSideways(int width, ColorScheme scheme, Site site) {
        SoftAssertions all = new SoftAssertions();
        for (String path : PAGES) {
            try (Visit visit = new Visit(site, path, window(width, scheme))) {
                Inspection inspection = new Inspection(visit, all);
                inspection.nothingJumpsOrIsBesideTheWindow();
                if (width == 1280) {
                    visit.page().setViewportSize(3840, 2160);
                    visit.frame();
                    inspection.nothingIsBesideTheWindow();
                }
            }
        }
        all.assertAll();
    }

    /**
     * One after the other, without motion, as what moves is of changing colours. On a phone everything is worked by keys, by
     * mouse and by finger as well. 320 is WCAG 2.2's width (1.4.10), at which axe-core looks at the German pages.
     */
    @ParameterizedTest
    @CsvSource({"1280, DARK", "390, LIGHT", "320, DARK"})
    void noPageShutsAnyoneOut(int width, ColorScheme scheme, Site site) {
        SoftAssertions all = new SoftAssertions();
        try (Visit visit =
                new Visit(site, "empty.html", window(width, scheme).setReducedMotion(ReducedMotion.REDUCE))) {
            for (String path : PAGES) {
                visit.open(site, path);
                Inspection inspection = new Inspection(visit, all);
                inspection.nothingJumpsOrIsBesideTheWindow();
                if (width > 320) {
                    inspection.isAccessible();
                }
                if (width == 390) {
                    Controls controls = new Controls(visit, all);
                    controls.areNamedAndLargeEnough();
                    if (!LISTS.contains(path)) {
                        controls.areReachedByTab();
                    }
                    Figures figures = new Figures(visit, all);
                    figures.answerKeysMouseAndFinger();
                    figures.letThePageScroll();
                }
            }
        }
        all.assertAll();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void noDialogShutsAnyoneOut(ColorScheme scheme, Site site) {
        SoftAssertions all = new SoftAssertions();
        try (Visit visit = Visit.ready(site, "", window(390, scheme).setReducedMotion(ReducedMotion.REDUCE))) {
            Page page = visit.page();
            Inspection inspection = new Inspection(visit, all);
            page.locator("#make-lesson").press("Enter");
            inspect(visit, inspection, "dialog of lessons", all);
            page.locator("#model").selectOption("open-a-file");
            inspect(visit, inspection, "dialog of model files", all);
            page.evaluate(
                    "() => { const files = new DataTransfer(); files.items.add(new File(['{'], 'mine.json'));"
                            + " document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: files, bubbles: true, cancelable: true})); }");
            inspect(visit, inspection, "dialog of a file that can’t be opened", all);
        }
        all.assertAll();
    }

    /** An open dialog, which is then closed by Escape; Tab stays within it. */
    private static void inspect(Visit visit, Inspection inspection, String name, SoftAssertions all) {
        Page page = visit.page();
        page.locator("dialog[open]").waitFor();
        inspection.scan("dialog[open]", name);
        inspection.nothingIsBesideTheWindow();
        Controls controls = new Controls(visit, all);
        controls.areNamedAndLargeEnough();
        controls.areReachedByTab();
        page.keyboard().press("Escape");
        PlaywrightAssertions.assertThat(page.locator("dialog[open]")).hasCount(0);
    }

    @ParameterizedTest
    @CsvSource({"1280, 720", "390, 664"})
    void theDrawingSurfaceIsTheFirstCanvasAndInView(int width, int height, Site site) {
        try (Visit visit = Visit.ready(site, "", Visit.laptop().setViewportSize(width, height))) {
            Locator first = visit.page().locator("canvas").first();
            assertThat(first.getAttribute("aria-label")).isEqualTo("Drawing surface");
            BoundingBox box = first.boundingBox();
            assertThat(box.y).isPositive();
            assertThat(box.y + box.height).isLessThan(height);
        }
    }

    @Test
    void nothingJumpsWhileThePageComesUpAndIsUsed(Site site) {
        try (Visit visit = Visit.ready(site, "", Visit.laptop())) {
            visit.draw(0.3, 0.2, 0.7, 0.2, 0.4, 0.8);
            assertThat(visit.layoutShifts()).isEqualTo(List.of());
        }
    }

    @Test
    void aModelHasAPageAndItsFilesCanBeDownloaded(Site site) {
        try (Visit visit = new Visit(site, "models", Visit.laptop().setJavaScriptEnabled(false))) {
            visit.page().locator("#models a").first().click();
            visit.page().waitForURL(site.url("models/mnist-c32-d15-s0"));
            assertThat(visit.page().locator("main").textContent())
                    .contains("Channels", "32", "163,920", "train --dataset mnist")
                    .containsPattern("Test error \\(MSE\\)\\s*0\\.\\d{5}");
            List<Locator> links = visit.page().locator("td a").all();
            assertThat(links).hasSizeGreaterThanOrEqualTo(5);
            for (Locator link : links) {
                var download = visit.page().waitForDownload(link::click);
                assertThat(download.failure()).isNull();
                assertThat(download.suggestedFilename()).endsWith(link.textContent());
            }
        }
    }

    @Test
    void modelsAreFound(Site site) {
        try (Visit visit = new Visit(site, "models", Visit.laptop())) {
            Locator shown = visit.page().locator("#models [data-model]:visible");
            assertThat(shown.count()).isGreaterThanOrEqualTo(12);
            visit.page().locator("#filter input").fill("mnist-6000 d=8");
            PlaywrightAssertions.assertThat(shown).hasCount(2);
            assertThat(shown.all().stream().map(row -> row.getAttribute("data-model")))
                    .containsExactly("mnist-6000-c8-d8-e5-s0", "mnist-6000-c8-d8-e5-s1");
            visit.page().locator("#filter input").fill("nothing is like that");
            visit.page().locator("#all").click();
            assertThat(shown.count()).isGreaterThanOrEqualTo(12);
        }
    }

    /** The study has many networks; they are chosen on its pages and in the list. */
    @Test
    void theChooserOffersTheMainModelsAndWhatALinkBrings(Site site) {
        try (Visit visit = Visit.ready(site, "#model=mnist-6000-c8-d8-e5-s0", Visit.laptop())) {
            assertThat(visit.page().locator("#latent-dim").textContent()).isEqualTo("8");
            assertThat(visit.page().locator("#model").inputValue()).isEqualTo("mnist-6000-c8-d8-e5-s0");
            PlaywrightAssertions.assertThat(visit.page().locator("#model option"))
                    .hasCount(4);
            assertThat(visit.page().locator("#model option").all().stream().map(Locator::textContent))
                    .endsWith("mnist-6000-c8-d8-e5-s0", "Open a file …");
        }
    }

    /** The list of models is there before the script that reads it. */
    @Test
    void whoIsFasterThanThePageOpensAFileOnTheDefaultModel(Site site) {
        List<Route> held = new ArrayList<>();
        try (Visit visit =
                new Visit(site, "empty.html", Visit.laptop(), page -> page.route("**/js/learn.js*", held::add))) {
            Page page = visit.page();
            page.navigate(
                    site.url("learn/affine-maps"), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
            page.waitForCondition(() -> !held.isEmpty());
            page.evaluate("document.getElementById('model').value = 'open-a-file'"); // whose module may be late, too
            held.forEach(Route::resume);
            page.waitForFunction("() => performance.getEntriesByName('folded').length > 0");
            assertThat(page.locator("#model").inputValue()).isEqualTo("mnist-c32-d15-s0");
        }
    }

    @Test
    void theExampleOfTheApiPageRuns(Site site) {
        try (Visit visit = new Visit(site, "api", Visit.laptop())) {
            visit.page().locator("#run").click();
            visit.page().waitForFunction("() => document.querySelectorAll('#output figure').length === 4");
            assertThat(visit.page().locator("#output canvas").count()).isEqualTo(3);
            assertThat(visit.page().locator("#output code").textContent()).containsPattern("-?\\d+\\.\\d\\d");
            Object shown = visit.page()
                    .evaluate("async () => document.getElementById('example').textContent"
                            + " === await (await fetch('js/example.js')).text()");
            assertThat(shown).as("the example shown is the one that runs").isEqualTo(true);
        }
    }

    @Test
    @NeedsServer("files compute nothing")
    void theCurlExampleOfTheApiPageAnswers(Site site) throws IOException, InterruptedException {
        try (Visit visit = new Visit(site, "api", Visit.laptop())) {
            String commands = visit.page().locator("pre code").last().textContent();
            String encode = commands.lines()
                    .filter(line -> line.contains("/encode"))
                    .findFirst()
                    .orElseThrow();
            ProcessBuilder builder = new ProcessBuilder("sh", "-c", encode).redirectErrorStream(true);
            builder.environment().put("SITE", site.url("").replaceAll("/$", ""));
            Process process = builder.start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).matches(Pattern.compile("\\{\"code\":\\[.*]}\\s*", Pattern.DOTALL));
        }
    }

    @NeedsServer("a web space has a page of its own for that")
    @ParameterizedTest
    @ValueSource(strings = {"nothing-here", "models/no/such/page"})
    void anUnknownAddressHasAPageOfItsOwn(String path, Site site) {
        try (Visit visit = new Visit(site, path, Visit.laptop())) {
            visit.expectComplaints(); // the browser reports the 404
            Response again = visit.page().navigate(site.url(path));
            assertThat(again.status()).isEqualTo(404);
            assertThat(visit.page().locator("h1").textContent()).contains("nothing at this address");
            visit.page().locator("main a[role=button]").click();
            visit.page().waitForURL(site.url(""));
        }
    }

    @Test
    void withoutJavaScriptThePagesSayWhatWorks(Site site) {
        try (Visit visit = new Visit(site, "", Visit.laptop().setJavaScriptEnabled(false))) {
            assertThat(visit.page().locator("noscript").textContent()).contains("need JavaScript");
            visit.page()
                    .locator("nav a", new Page.LocatorOptions().setHasText("Models"))
                    .click();
            visit.page().waitForURL(site.url("models"));
        }
    }

    private static Browser.NewContextOptions window(int width, ColorScheme scheme) {
        Browser.NewContextOptions options =
                width > 600 ? Visit.laptop() : Visit.phone().setViewportSize(width, 700);
        return options.setColorScheme(scheme);
    }
}
