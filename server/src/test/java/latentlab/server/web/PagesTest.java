package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @RegisterExtension
    private static final TestServer server = new TestServer();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/interpolate",
                "/map",
                "/mix",
                "/models",
                "/models/small",
                "/studies",
                "/studies/transfer",
                "/benchmark",
                "/offline",
                "/runs",
                "/runs/small",
                "/api"
            })
    void isAPageWhoseLinksAllLeadSomewhere(String path) {
        HttpResponse<byte[]> page = server.get(path, "Accept", BROWSER);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElse("").replace(" ", ""))
                .isEqualToIgnoringCase("text/html;charset=utf-8");
        String html = TestServer.text(page);
        assertThat(html).startsWithIgnoringCase("<!doctype html>").contains("<nav");
        linksLeadSomewhere(path, html);
    }

    private static void linksLeadSomewhere(String path, String html) {
        linksLeadSomewhere(server, path, html);
    }

    static void linksLeadSomewhere(TestServer server, String path, String html) {
        Matcher addresses = ADDRESS.matcher(html.replace("&amp;", "&"));
        int links = 0;
        while (addresses.find()) {
            String address = addresses.group(1);
            if (address.startsWith("#") || address.startsWith("data:") || address.startsWith("https://")) {
                continue;
            }
            assertThat(address)
                    .as("relative, so that the site works under any path")
                    .doesNotStartWith("/");
            URI target = URI.create("http://x" + path).resolve(address);
            String request = target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
            HttpResponse<byte[]> answer = server.get(request);
            assertThat(answer.statusCode()).as(address).isEqualTo(200);
            if (address.contains("?v=")) {
                assertThat(answer.headers().firstValue("Cache-Control").orElse(""))
                        .contains("immutable");
            }
            links++;
        }
        assertThat(links).isGreaterThan(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/deep/below/nothing",
                "/models/",
                "/models/no",
                "/studies/no",
                "/studies/transfer?preset=no",
                "/%3Cscript%3E"
            })
    void readersOfPagesGetAPageThatSaysNothingIsHere(String path) {
        HttpResponse<byte[]> page = server.get(path, "Accept", BROWSER);
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(TestServer.text(page))
                .containsIgnoringCase("nothing at this address")
                .containsOnlyOnce("<script>"); // the layout's own
        linksLeadSomewhere(path, TestServer.text(page));
    }

    @Test
    void aStudyWithoutResultsSaysHowToGetThem() {
        assertThat(TestServer.text(server.get("/studies/latent-dimension", "Accept", BROWSER)))
                .contains("How many numbers does a digit need?", "no results yet", "study run --preset quick");
    }

    @Test
    void theApiAnswersProblemsEvenToBrowsers() {
        HttpResponse<byte[]> answer = server.get("/api/v1/nothing", "Accept", BROWSER);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void aWrongVersionIsNotKeptForEver() {
        for (String query : List.of("?v=000000000000", "?v=", "?v=1", "")) {
            assertThat(server.get("/css/site.css" + query).headers().firstValue("Cache-Control"))
                    .contains("no-cache");
        }
    }
}
