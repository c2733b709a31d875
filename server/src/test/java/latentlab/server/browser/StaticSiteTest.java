package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The site as files, on a server that knows nothing but files, under a path of its own: all its links, and each kind of
 * page. What pages do is tried by their own tests: see {@link AlsoAsFiles}.
 */
@ExtendWith(SiteExtension.class)
@NeedsServer("it is of files anyway")
class StaticSiteTest {
    private static final Pattern ADDRESS = Pattern.compile("\\s(?:href|src|data-page|data-client)=\"([^\"]*)\"");

    private static List<String> pages(SiteCopy copy) {
        return copy.files().stream()
                .filter(file -> file.endsWith("index.html"))
                .map(file -> file.substring(0, file.length() - "index.html".length()))
                .toList();
    }

    /** One page of those that differ in nothing but the model or the preset; of those in another language the first. */
    private static Collection<String> kinds(SiteCopy copy) {
        Map<String, String> kinds = new LinkedHashMap<>();
        for (String page : pages(copy)) {
            String kind = page.replaceAll("^(models|runs)/.+/$", "$1/one/");
            if (kind.startsWith("de/") && !kind.equals("de/")) {
                continue;
            }
            if (!kind.startsWith("studies/") || kind.equals("studies/") || kind.endsWith("/quick/")) {
                kinds.putIfAbsent(kind, page);
            }
        }
        return kinds.values();
    }

    private static Page open(BrowserContext context, List<String> complaints) {
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            boolean complaint = message.type().equals("error") || message.type().equals("warning");
            if (complaint && !Visit.isTheTests(message.text())) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequestFailed(request -> {
            if (!request.failure().equals("net::ERR_ABORTED")) { // which a page does that is left
                complaints.add(request.url() + " failed: " + request.failure());
            }
        });
        page.onResponse(response -> {
            if (response.status() >= 300 && response.status() != 304) {
                complaints.add(response.url() + " is answered with " + response.status());
            }
        });
        return page;
    }

    private static void reconstructed(Page page) {
        page.waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
    }

    @Test
    void everyLinkLeadsToAFile(SiteCopy copy) throws IOException {
        assertThat(pages(copy))
                .contains("", "interpolate/", "models/", "studies/transfer/quick/", "benchmark/", "api/");
        List<String> astray = new ArrayList<>();
        for (String page : pages(copy)) {
            String html = Files.readString(copy.root().resolve(page + "index.html"));
            Matcher addresses = ADDRESS.matcher(html.replace("&amp;", "&"));
            int count = 0;
            while (addresses.find()) {
                String address = addresses.group(1);
                if (address.matches("|#.*|data:.*|https?:.*|[a-z-]+")) { // the last: the page's own name
                    continue;
                }
                assertThat(address)
                        .as("relative, as the site may lie under any path")
                        .doesNotStartWith("/");
                String path = URI.create("http://x/" + page)
                        .resolve(address)
                        .getPath()
                        .substring(1);
                if (!copy.files().contains(path.isEmpty() || path.endsWith("/") ? path + "index.html" : path)) {
                    astray.add(page + " → " + address);
                }
                count++;
            }
            assertThat(count).as(page).isGreaterThan(10);
        }
        // networks of a study that is shipped, which are not among the models of this test
        astray.removeIf(link -> link.matches(".*/(runs|models)/mnist-[^/]*$"));
        assertThat(astray).isEmpty();
    }

    @Test
    void everyKindOfPageWorks(Site site, SiteCopy copy) {
        List<String> complaints = new ArrayList<>();
        try (BrowserContext context = site.newContext(Visit.laptop())) {
            Page page = open(context, complaints);
            for (String path : kinds(copy)) {
                page.navigate(copy.url() + path);
                if (path.isEmpty() || path.equals("de/") || path.equals("interpolate/")) {
                    reconstructed(page);
                }
                page.waitForFunction("() => !document.querySelector('.chart:empty, .heat-map:empty')");
                page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
                assertThat(page.locator("h1").textContent()).isNotBlank();
            }
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void whatNeedsAServerSaysSo(Site site, SiteCopy copy) {
        try (BrowserContext context = site.newContext(Visit.laptop())) {
            Page page = context.newPage();
            page.navigate(copy.url() + "runs/");
            assertThat(page.locator("main").textContent()).contains("consists of files", "start the program itself");
            assertThat(page.locator("#new-run").count()).isZero();
            page.navigate(copy.url() + "api/");
            assertThat(page.locator("main").textContent())
                    .contains("consists of files")
                    .doesNotContain("POST");
        }
    }
}
