package latentlab.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The site in a second language: what scripts say is in it as well, and longer words have room. */
@ExtendWith(SiteExtension.class)
class GermanTest {
    @AlsoAsFiles
    void thePageToDrawOnSpeaksGermanWhileItIsUsed(Site site) {
        try (Visit visit = Visit.ready(site, "de/", Visit.laptop())) {
            Page page = visit.page();
            assertThat(page.locator("html")).hasAttribute("lang", "de");
            visit.draw(0.3, 0.2, 0.7, 0.2, 0.4, 0.8);
            assertThat(page.locator("#error .rank")).containsText(Pattern.compile("Testziffer"));
            assertThat(page.locator("#error .error")).hasText(Pattern.compile("0,\\d{4}"));
            assertThat(page.locator("#kernel"))
                    .hasText("mit den Vektorbefehlen von WebAssembly, auf Gewichten, die auf 16 Bit gerundet sind");
            assertThat(page.locator("#code [role=slider]").first()).hasAttribute("aria-label", "Zahl 1 des Codes");
            assertThat(page.locator("#code .value").first()).hasText(Pattern.compile("−?\\d,\\d"));
            assertThat(visit.layoutShifts()).isEqualTo(List.of());
        }
    }

    @Test
    void whatDrawingsAndLinksCarryIsTheSameInBothLanguages(Site site) {
        try (Visit visit = Visit.ready(site, "", Visit.laptop().setReducedMotion(ReducedMotion.REDUCE))) {
            Page page = visit.page();
            visit.draw(0.3, 0.2, 0.7, 0.2, 0.4, 0.8);
            int[] drawn = visit.grey("#reconstruction");
            page.locator("a.language").click();
            page.waitForURL(Pattern.compile(".*/de/#digit=ink\\..+"));
            page.waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
            assertThat(page.locator("h1")).containsText("Eine Ziffer zeichnen");
            assertThat(visit.grey("#reconstruction")).isEqualTo(drawn);
            page.locator("nav a").nth(1).click();
            page.waitForURL(Pattern.compile(".*/de/interpolate.*"));
            page.locator("a.language").click();
            page.waitForURL(Pattern.compile(".*(?<!/de)/interpolate.*"));
            assertThat(page.locator("html")).hasAttribute("lang", "en");
        }
    }

    /** What a file holds is for programs, and has points. */
    @Test
    void theScattersTableHasCommasAndItsFilePoints(Site site) throws IOException {
        try (Visit visit = new Visit(site, "de/studies/correlation?preset=quick", Visit.laptop())) {
            Page page = visit.page();
            page.locator("#scatter summary").click();
            page.locator("#scatter tbody tr").first().waitFor();
            for (Locator row : page.locator("#scatter tbody tr").all()) {
                assertThat(row.locator("td").allTextContents())
                        .hasSize(6)
                        .allMatch(text -> text.matches("\\d+|[-−]?\\d+,\\d{3}"))
                        .anyMatch(text -> text.contains(","));
            }
            var csv = page.waitForDownload(
                    () -> page.locator("#scatter .means-csv").click());
            assertThat(Files.readAllLines(csv.path()))
                    .hasSize(11)
                    .element(1)
                    .matches(line -> line.matches("\"?0\"?,\\d+(,-?\\d+\\.\\d{3}){4}"));
        }
    }

    @Test
    void noPageJumpsScrollsSidewaysOrShutsAnyoneOut(Site site) {
        SoftAssertions all = new SoftAssertions();
        try (Visit visit = new Visit(
                site, "empty.html", Visit.phone().setViewportSize(320, 700).setReducedMotion(ReducedMotion.REDUCE))) {
            for (String path : PagesTest.PAGES) {
                visit.open(site, "de/" + path);
                Inspection inspection = new Inspection(visit, all);
                inspection.nothingJumpsOrIsBesideTheWindow();
                inspection.isAccessible();
            }
        }
        all.assertAll();
    }

    @Test
    void afterOneVisitTheGermanPagesWorkWithoutANetwork(Site site) {
        try (BrowserContext context = site.newContext()) {
            Page page = context.newPage();
            page.navigate(site.url("de/"));
            page.waitForFunction("() => navigator.serviceWorker.controller?.state === 'activated'", null, Site.LONG);
            context.setOffline(true);
            page.navigate(site.url("de/map"));
            assertThat(page.locator("html")).hasAttribute("lang", "de");
            assertThat(page.locator("#network")).containsText("Kein Netz");
            page.navigate(site.url("de/studies/transfer"));
            assertThat(page.locator("h1")).hasText("Diese Seite ist noch nicht auf diesem Gerät");
            page.locator("main a[role=button]").click();
            page.waitForURL(site.url("de/"));
        }
    }
}
