package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The visitor's own device, timed. */
@ExtendWith(SiteExtension.class)
class BenchmarkTest {
    /** Whether the second operation or a later one is being timed. */
    private static final String SECOND = "/^([2-9]|\\d\\d) of /.test(document.getElementById('left').textContent)";

    /** How many operations have been timed. */
    private static final String MEASURED = "[...document.querySelectorAll('tr[data-operation] .milliseconds')]"
            + ".filter(one => /^\\d/.test(one.textContent)).length";

    @Test
    void timesEveryCallAndTheCopiedJsonSaysWhatIsShown(Site site) throws Exception {
        Browser.NewContextOptions options = Visit.laptop().setPermissions(List.of("clipboard-read", "clipboard-write"));
        try (Visit visit = new Visit(site, "benchmark", options)) {
            keepLongestPause(visit.page());
            run(visit.page(), "Done.");
            List<Row> rows = rows(visit.page());
            assertThat(rows).hasSizeGreaterThanOrEqualTo(8).allSatisfy(row -> {
                assertThat(row.milliseconds()).isFinite().isPositive();
                assertThat(row.perSecond()).isFinite().isPositive();
                assertThat(row.difference()).isBetween(0.0, 1e-5);
                System.out.println("Benchmark page: " + row);
            });
            System.out.println(
                    "Longest pause of the page: " + visit.page().evaluate("Math.round(longestPause) + ' ms'"));
            assertThat(visit.page().locator("#left").textContent()).isEmpty();
            visit.page().locator("#copy").click();
            visit.page().waitForFunction("() => document.getElementById('status').textContent === 'Copied.'");
            String json = (String) visit.page().evaluate("navigator.clipboard.readText()");
            assertThat(parse(json)).isEqualTo(rows);
        }
    }

    @Test
    void withoutAClipboardTheJsonIsThereToBeCopied(Site site) throws Exception {
        try (Visit visit = new Visit(site, "models", Visit.laptop())) {
            visit.page()
                    .addInitScript("Object.defineProperty(navigator, 'clipboard', {value: undefined});"
                            + " Document.prototype.execCommand = () => false;");
            visit.page().navigate(site.url("benchmark"));
            visit.page().locator("#start").click();
            visit.page().waitForFunction("() => /\\d/.test(document.querySelector('.milliseconds').textContent)");
            visit.page().locator("#start").click();
            visit.page().locator("#copy").click();
            assertThat(visit.page().locator("#json").isVisible()).isTrue();
            assertThat(parse(visit.page().locator("#json").inputValue())).isEqualTo(rows(visit.page()));
        }
    }

    @Test
    void canBeCancelledAndRunAgain(Site site) {
        try (Visit visit = new Visit(site, "benchmark", Visit.laptop())) {
            Page page = visit.page();
            page.locator("#start").click();
            page.waitForFunction("() => " + SECOND);
            page.waitForFunction("() => / about \\d+ s left$/.test(document.getElementById('left').textContent)");
            assertThat(page.locator("#start").textContent()).isEqualTo("Cancel");
            assertThat(Double.parseDouble(page.locator("#progress").getAttribute("value")))
                    .isBetween(0.01, 0.99);
            page.locator("#start").click();
            assertThat(page.locator("#status").textContent()).isEqualTo("Cancelled.");
            int done = rows(page).size();
            assertThat(done).isPositive();
            page.waitForTimeout(500);
            assertThat(rows(page)).as("nothing goes on").hasSize(done);
            assertThat(page.locator("#copy").isEnabled()).isTrue();
            assertThat(page.evaluate("() => { document.getElementById('start').click(); return " + MEASURED + "; }"))
                    .isEqualTo(0);
            page.waitForFunction("() => " + SECOND);
            assertThat(rows(page)).isNotEmpty();
        }
    }

    @Test
    void withoutVectorsPlainJavaIsTimed(Site site) {
        try (Visit visit = new Visit(site, "models", Visit.laptop())) {
            visit.page().addInitScript("WebAssembly.validate = () => false;");
            visit.page().navigate(site.url("benchmark"));
            visit.page().locator("#start").click();
            visit.page().waitForFunction("() => " + MEASURED + " > 3");
            visit.page().locator("#start").click();
            assertThat(rows(visit.page())).isNotEmpty().allSatisfy(row -> {
                assertThat(row.kernel()).isEqualTo("java");
                assertThat(row.difference()).isBetween(0.0, 1e-5);
            });
            assertThat(visit.page()
                            .locator("tr[data-kernel=simd] .milliseconds")
                            .first()
                            .textContent())
                    .isEqualTo("not here");
        }
    }

    @Test
    void whatDoesNotArriveIsSaidAndCanBeAskedForAgain(Site site) {
        try (Visit visit = new Visit(site, "benchmark", Visit.laptop())) {
            visit.expectComplaints();
            visit.page().route("**/reference", route -> route.abort());
            visit.page().locator("#start").click();
            Locator notice = visit.page().locator("#notice");
            notice.waitFor();
            assertThat(notice.textContent()).contains("can’t be reached").contains("Try again");
            visit.page().unroute("**/reference");
            notice.locator("button").click();
            visit.page().waitForFunction("() => " + SECOND);
            assertThat(notice.isVisible()).isFalse();
        }
    }

    @Test
    void withoutJavaScriptThePageSaysSo(Site site) {
        try (Visit visit = new Visit(site, "benchmark", Visit.laptop().setJavaScriptEnabled(false))) {
            assertThat(visit.page().locator(".notice-static").textContent()).contains("benchmark need JavaScript");
            assertThat(visit.page().locator("#start").isDisabled()).isTrue();
        }
    }

    private static void run(Page page, String end) {
        page.locator("#start").click();
        page.waitForFunction(
                "end => document.getElementById('status').textContent === end",
                end,
                new Page.WaitForFunctionOptions().setTimeout(600_000));
    }

    /** Between two frames. */
    private static void keepLongestPause(Page page) {
        page.evaluate("() => { window.longestPause = 0; let last = performance.now();"
                + " const frame = now => { longestPause = Math.max(longestPause, now - last); last = now;"
                + " requestAnimationFrame(frame); }; requestAnimationFrame(frame); }");
    }

    private record Row(
            String model,
            String operation,
            String kernel,
            String graph,
            double milliseconds,
            double perSecond,
            double difference) {}

    /** Those that have a result. */
    private static List<Row> rows(Page page) {
        List<Row> rows = new ArrayList<>();
        for (Locator row : page.locator("tr[data-operation]").all()) {
            String milliseconds = row.locator(".milliseconds").textContent();
            if (milliseconds.matches("[0-9].*")) {
                rows.add(new Row(
                        row.getAttribute("data-model"),
                        row.getAttribute("data-operation"),
                        row.getAttribute("data-kernel"),
                        row.getAttribute("data-graph"),
                        Double.parseDouble(milliseconds),
                        Double.parseDouble(
                                row.locator(".per-second").textContent().replace(",", "")),
                        Double.parseDouble(row.locator(".difference").textContent())));
            }
        }
        return rows;
    }

    private static List<Row> parse(String json) throws Exception {
        JsonNode results = new ObjectMapper().readTree(json).path("results");
        return StreamSupport.stream(results.spliterator(), false)
                .map(entry -> new Row(
                        entry.path("model").asText(),
                        entry.path("operation").asText(),
                        entry.path("kernel").asText(),
                        entry.path("graph").asText(),
                        entry.path("milliseconds").asDouble(),
                        entry.path("perSecond").asDouble(),
                        entry.path("largestDifference").asDouble()))
                .toList();
    }
}
