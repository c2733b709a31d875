package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drawings and tables that visitors take along are read by other programs, and drawings by the site again. */
@ExtendWith(SiteExtension.class)
class TakeAlongTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aDrawingIsSavedAndOpenedAgain(Site site) throws IOException {
        try (Visit visit = Visit.still(site, "")) {
            Page page = visit.page();
            visit.draw(0.3, 0.2, 0.7, 0.25, 0.4, 0.8);
            visit.draw(0.2, 0.5);
            page.locator("#with-step-3").uncheck();
            page.locator(".bar").nth(1).press("End");
            visit.frame();
            int[] seen = visit.grey("#seen");
            int[] reconstruction = visit.grey("#reconstruction");
            Download file = TakeAlong.press(visit, "Drawing and code as JSON");
            JsonNode drawing = JSON.readTree(file.path().toFile());
            assertThat(drawing.path("format").asText()).isEqualTo("latent-lab-drawing");
            assertThat(drawing.path("model").toString()).isEqualTo("{\"id\":\"mnist-c32-d15-s0\",\"latentDim\":15}");
            assertThat(drawing.path("strokes")).hasSize(2);
            assertThat(drawing.at("/strokes/1")).hasSize(1);
            assertThat(drawing.at("/strokes/0/0/0").asDouble()).isCloseTo(0.3, within(0.004));
            assertThat(drawing.path("steps").toString())
                    .isEqualTo("{\"penWidth\":true,\"size\":true,\"grey\":false,\"place\":true}");
            assertThat(drawing.path("code")).hasSize(15);
            assertThat(drawing.at("/code/1").floatValue())
                    .isEqualTo(drawing.at("/moved/2").floatValue());
            for (int i = 0; i < 784; i++) {
                assertThat(255 * drawing.path("pixels").get(i).asDouble()).isCloseTo(seen[i], within(0.51));
                assertThat(255 * drawing.path("reconstruction").get(i).asDouble())
                        .isCloseTo(reconstruction[i], within(0.51));
            }
            page.navigate("about:blank");
            page.navigate(site.url(""));
            visit.awaitReconstruction();
            page.locator(".take input[type=file]").setInputFiles(file.path());
            page.waitForURL(drawing.path("link").asText());
            page.waitForFunction("() => document.querySelector('.bar[data-held=true]')");
            visit.frame();
            assertThat(visit.grey("#seen")).isEqualTo(seen);
            assertThat(visit.grey("#reconstruction")).isEqualTo(reconstruction);
        }
    }

    /** On a page that shows no drawing. */
    @Test
    void aDrawingCanBeDroppedAnywhere(Site site) {
        try (Visit visit = new Visit(site, "models", Visit.laptop())) {
            drop(
                    visit.page(),
                    "seven.json",
                    "{\"testImage\": {\"index\": 0}, \"model\": {\"id\": \"mnist-c128-d15-s0\"}}");
            visit.page().waitForURL(site.url("#model=mnist-c128-d15-s0&digit=test.0"));
            visit.page().locator("[data-do=clear][aria-disabled=false]").waitFor();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                    | is no JSON",
                "[]                                                   | has no strokes",
                "{\"format\": \"other\"}                              | its format is not latent-lab-drawing",
                "{\"version\": 2, \"strokes\": []}                    | its version is 2, and this page reads 1",
                "{\"strokes\": [[[0.5, 0.5], [1.5, 0]]]}              | point 2 of stroke 1 is not",
                "{\"strokes\": [[]]}                                  | stroke 1 has no points",
                "{\"strokes\": [], \"moved\": {\"x\": 1}}             | moved.x is no number of a code",
                "{\"strokes\": [], \"model\": {\"id\": \"a&b=c\"}}    | model.id is no name of a model",
                "{\"testImage\": {\"index\": -1}}                     | testImage needs an index from 0 on"
            })
    void aFileThatIsNoDrawingIsExplained(String content, String explanation, Site site) {
        try (Visit visit = new Visit(site, "api", Visit.laptop())) {
            drop(visit.page(), "mine.json", content.trim());
            Locator dialog = visit.page().locator("dialog[open]");
            dialog.waitFor();
            assertThat(dialog.textContent()).contains("mine.json can’t be opened: ", explanation.trim());
            visit.page().keyboard().press("Enter");
            assertThat(dialog.count()).isZero();
        }
    }

    private static void drop(Page page, String name, String content) {
        page.evaluate(
                "([name, content]) => { const files = new DataTransfer(); files.items.add(new File([content], name));"
                        + " document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: files, bubbles: true, cancelable: true})); }",
                List.of(name, content));
    }

    @Test
    void matricesAndReadingsComeAsCsvAndLatex(Site site) throws IOException {
        try (Visit visit = new Visit(site, "studies/transfer?preset=quick", Visit.laptop())) {
            Page page = visit.page();
            page.locator(".heat-map table").first().waitFor();
            String latex = text(
                    page.waitForDownload(() -> page.locator("#confusion-latex").click()));
            assertThat(latex).startsWith("\\begin{tabular}{lrrrrrrrrrrr}\n\\hline\nhow & digit & 0 & 1 &");
            assertThat(latex.lines().filter(line -> line.startsWith("frozen & ")))
                    .hasSize(10);
            page.navigate(site.url("studies/correlation?preset=quick"));
            Locator map = page.locator("[data-dim='8'] .heat-map");
            map.locator("table").waitFor();
            List<String> csv = text(page.waitForDownload(
                            () -> map.getByText("CSV").click()))
                    .lines()
                    .toList();
            assertThat(csv).hasSize(9);
            assertThat(csv.get(0)).isEqualTo(",1,2,3,4,5,6,7,8");
            assertThat(Double.parseDouble(csv.get(3).split(",")[3])).isEqualTo(1);
            assertThat(text(page.waitForDownload(() -> map.getByText("LaTeX").click())))
                    .contains(" \\\\\n", "$-0.");
        }
    }

    private static String text(Download file) throws IOException {
        return Files.readString(file.path(), StandardCharsets.UTF_8);
    }
}
