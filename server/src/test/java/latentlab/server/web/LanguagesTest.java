package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import latentlab.server.web.language.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page is there in every language, and nothing else is. */
class LanguagesTest {
    private static final String BROWSER = "text/html,*/*;q=0.8";
    private static final Pattern SCRIPT = Pattern.compile("(?s)<script.*?</script>");

    @RegisterExtension
    private static final TestServer server = new TestServer();

    static List<Language> others() {
        return Language.ALL.subList(1, Language.ALL.size());
    }

    private static void isIn(Language language, String html) {
        assertThat(html).contains("<html lang=\"" + language.tag() + "\"");
        String text = SCRIPT.matcher(html).replaceAll("").replaceAll("\\s+", " ");
        language.pages().forEach((english, translated) -> {
            boolean sentence = english.length() > 25 && !english.contains("<") && !english.contains("{");
            if (sentence && !english.equals(translated)) {
                assertThat(text).doesNotContain(english);
            }
        });
    }

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
                "/studies/latent-dimension",
                "/studies/transfer",
                "/learn",
                "/learn/autoencoder",
                "/learn/affine-maps",
                "/learn/stopping",
                "/learn/stationary-points",
                "/learn/angles",
                "/learn/chain-rule",
                "/benchmark",
                "/offline",
                "/runs",
                "/runs/small",
                "/api"
            })
    void aPageIsThereInEveryLanguage(String path) {
        for (Language language : others()) {
            String address = language.prefix() + path;
            HttpResponse<byte[]> page = server.get(address, "Accept", BROWSER);
            assertThat(page.statusCode()).as(address).isEqualTo(200);
            String html = TestServer.text(page);
            isIn(language, html);
            PagesTest.linksLeadSomewhere(server, address, html);
            String english = TestServer.text(server.get(path, "Accept", BROWSER));
            assertThat(english).contains("<html lang=\"en\"", "hreflang=\"" + language.tag() + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/models/no", "/studies/no"})
    void whatIsNotThereIsNotThereInEveryLanguage(String path) {
        for (Language language : others()) {
            HttpResponse<byte[]> page = server.get(language.prefix() + path, "Accept", BROWSER);
            assertThat(page.statusCode()).isEqualTo(404);
            String html = TestServer.text(page);
            isIn(language, html);
            assertThat(html).doesNotContain("lang=\"en\">The");
            PagesTest.linksLeadSomewhere(server, language.prefix() + path, html);
        }
    }

    @Test
    void filesAndTheApiHaveNoLanguage() {
        for (String path : List.of("/api/v1/models", "/css/site.css", "/js/start.js", "/livez", "/service-worker.js")) {
            assertThat(server.get(path).statusCode()).as(path).isEqualTo(200);
            assertThat(server.get("/de" + path).statusCode()).as("/de" + path).isEqualTo(404);
        }
    }

    @Test
    void theFirstPageOfALanguageIsAFolder() {
        HttpResponse<byte[]> answer = server.get("/de");
        assertThat(answer.statusCode()).isEqualTo(308);
        assertThat(answer.headers().firstValue("Location")).contains("de/");
    }

    @Test
    void onlyPagesInAnotherLanguageBringMessagesForScripts() {
        String html = TestServer.text(server.get("/de/", "Accept", BROWSER));
        assertThat(html).containsPattern("src=\"\\.\\./js/messages-de\\.js\\?v=[0-9a-f]{12}\"");
        assertThat(TestServer.text(server.get("/js/messages-de.js")))
                .contains("\"Pen down\":\"Stift auf\"", "\"Close\":\"Schließen\"", "\"with WebAssembly’s vector");
        assertThat(TestServer.text(server.get("/", "Accept", BROWSER))).doesNotContain("js/messages-");
    }

    @Test
    void numbersAreWrittenAsTheLanguageDoes() {
        assertThat(TestServer.text(server.get("/models/small", "Accept", BROWSER)))
                .containsPattern(">\\d\\.\\d{5}<");
        assertThat(TestServer.text(server.get("/de/models/small", "Accept", BROWSER)))
                .containsPattern(">\\d,\\d{5}<");
    }

    @Test
    void whatALanguageHasNotIsEnglish() {
        Language half = new Language("xx", "Half", Map.of("Draw", "Dru", "map|Draw", "Drum"), Map.of(), Map.of());
        assertThat(half.page("draw", "Draw")).isEqualTo("Dru");
        assertThat(half.page("map", "Draw")).isEqualTo("Drum");
        assertThat(half.page("draw", "Erase")).isEqualTo("Erase");
    }
}
