package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What visitors take along is read by other programs: pictures, films, drawings, code. */
@ExtendWith(SiteExtension.class)
class TakeAlongTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PNG_SCALE = 10;
    private static final int GIF_SCALE = 6;
    private static final int GAP = 2;
    private static final String[] PICTURES = {"#seen", "#reconstruction", "#difference"};

    private static Visit still(Site site, String path) {
        return Visit.ready(site, path, Visit.laptop().setReducedMotion(ReducedMotion.REDUCE));
    }

    private static Download press(Visit visit, String button) {
        Download download = visit.page()
                .waitForDownload(() -> visit.page()
                        .locator(".take")
                        .getByText(button, new Locator.GetByTextOptions().setExact(true))
                        .press("Enter"));
        assertThat(download.failure()).isNull();
        return download;
    }

    /** Red, green and blue (28,28) of a canvas. */
    private static int[] colours(Visit visit, String canvas) {
        int[] red = visit.channel(canvas, 0);
        int[] green = visit.channel(canvas, 1);
        int[] blue = visit.channel(canvas, 2);
        int[] colours = new int[784];
        for (int i = 0; i < 784; i++) {
            colours[i] = red[i] << 16 | green[i] << 8 | blue[i];
        }
        return colours;
    }

    /** One picture of a row of enlarged ones; every pixel of an enlarged pixel is the same. */
    private static int[] picture(BufferedImage row, int place, int scale) {
        int[] colours = new int[784];
        for (int y = 0; y < 28 * scale; y++) {
            for (int x = 0; x < 28 * scale; x++) {
                int colour = row.getRGB(place * scale * (28 + GAP) + x, y) & 0xffffff;
                int pixel = 28 * (y / scale) + x / scale;
                if (x % scale == 0 && y % scale == 0) {
                    colours[pixel] = colour;
                }
                assertThat(colour).isEqualTo(colours[pixel]);
            }
        }
        return colours;
    }

    @Test
    void threePicturesAsPngAndSvg(Site site) throws Exception {
        try (Visit visit = still(site, "")) {
            visit.draw(0.3, 0.2, 0.7, 0.25, 0.4, 0.8);
            visit.page().locator(".bar").first().press("End");
            visit.frame();
            Download file = press(visit, "Pictures as PNG");
            assertThat(file.suggestedFilename()).isEqualTo("reconstruction-mnist-c32-d15-s0.png");
            BufferedImage png = ImageIO.read(file.path().toFile());
            assertThat(png.getWidth()).isEqualTo(PNG_SCALE * (3 * 28 + 2 * GAP));
            assertThat(png.getHeight()).isEqualTo(PNG_SCALE * 28);
            Element svg = svg(press(visit, "as SVG"));
            for (int i = 0; i < 3; i++) {
                int[] shown = colours(visit, PICTURES[i]);
                assertThat(picture(png, i, PNG_SCALE)).as(PICTURES[i]).isEqualTo(shown);
                assertThat(picture(svg, i)).as(PICTURES[i]).isEqualTo(shown);
            }
            assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                    .isEqualTo(visit.address());
            assertThat(svg.getElementsByTagName("text").item(0).getTextContent())
                    .isEqualTo("The network sees");
        }
    }

    @Test
    void theStripAsPngAndSvg(Site site) throws Exception {
        try (Visit visit = still(site, "interpolate")) {
            BufferedImage png = ImageIO.read(press(visit, "Strip as PNG").path().toFile());
            assertThat(png.getWidth()).isEqualTo(PNG_SCALE * (11 * 28 + 10 * GAP));
            Element svg = svg(press(visit, "as SVG"));
            assertThat(svg.getElementsByTagName("text").getLength()).isEqualTo(11);
            assertThat(svg.getElementsByTagName("text").item(3).getTextContent())
                    .isEqualTo("α = 0.3");
            for (int i = 0; i < 11; i++) {
                int[] shown = colours(visit, "#frames button:nth-of-type(" + (i + 1) + ") canvas");
                assertThat(picture(png, i, PNG_SCALE)).as("frame " + i).isEqualTo(shown);
                assertThat(picture(svg, i)).as("frame " + i).isEqualTo(shown);
            }
        }
    }

    /** The path across the map of codes, and the one through several that were mixed. */
    @ParameterizedTest
    @CsvSource({"map#b=2&a=61, #frames, 11, path", "mix#route=A3B, #route-frames, 21, route"})
    void pathsOfCodesAsPicturesAndFilm(String page, String frames, int count, String name, Site site) throws Exception {
        try (Visit visit = CodeSpace.open(site, page)) {
            Download file = press(visit, "Path as PNG");
            assertThat(file.suggestedFilename()).isEqualTo(name + "-mnist-c32-d15-s0.png");
            BufferedImage png = ImageIO.read(file.path().toFile());
            assertThat(png.getWidth()).isEqualTo(PNG_SCALE * (count * 28 + (count - 1) * GAP));
            Element svg = svg(press(visit, "as SVG"));
            assertThat(svg.getElementsByTagName("text").getLength()).isEqualTo(count);
            assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                    .isEqualTo(visit.address());
            ImageReader film = film(press(visit, "Film as GIF"));
            assertThat(film.getNumImages(true)).as("there and back").isEqualTo(80);
            for (int i = 0; i < count; i++) {
                int[] shown = colours(visit, frames + " button:nth-of-type(" + (i + 1) + ") canvas");
                assertThat(picture(png, i, PNG_SCALE)).as("frame " + i).isEqualTo(shown);
                assertThat(picture(svg, i)).as("frame " + i).isEqualTo(shown);
                assertThat(picture(film.read(40 * i / (count - 1)), 0, GIF_SCALE))
                        .as("frame " + i)
                        .isEqualTo(shown);
            }
            assertThat(colours(visit, frames + " button:first-of-type canvas"))
                    .isNotEqualTo(colours(visit, frames + " button:last-of-type canvas"));
            assertThat(hold(film, 0)).isEqualTo(100);
            assertThat(hold(film, 41)).isEqualTo(5);
        }
    }

    private static Element svg(Download file) throws Exception {
        return DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(file.path().toFile())
                .getDocumentElement();
    }

    /** What a picture's paths paint, all of it bars one pixel high. */
    private static int[] picture(Element svg, int place) {
        NodeList groups = svg.getElementsByTagName("g");
        Element group = (Element) groups.item(1 + place); // the first holds all
        assertThat(group.getAttribute("transform")).isEqualTo("translate(" + place * (28 + GAP) + ")");
        NodeList paths = group.getElementsByTagName("path");
        int[] colours = new int[784];
        int painted = 0;
        for (int i = 0; i < paths.getLength(); i++) {
            Element path = (Element) paths.item(i);
            int colour = Integer.parseInt(path.getAttribute("fill").substring(1), 16);
            Matcher bars = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z").matcher(path.getAttribute("d"));
            while (bars.find()) {
                for (int x = 0; x < Integer.parseInt(bars.group(3)); x++) {
                    colours[28 * Integer.parseInt(bars.group(2)) + Integer.parseInt(bars.group(1)) + x] = colour;
                    painted++;
                }
            }
        }
        assertThat(painted).as("every pixel once").isEqualTo(784);
        return colours;
    }

    @Test
    void thePathAsAFilm(Site site) throws IOException {
        try (Visit visit = still(site, "interpolate#path=spherical")) {
            ImageReader film = film(press(visit, "Film as GIF"));
            assertThat(film.getNumImages(true)).as("there and back").isEqualTo(80);
            assertThat(film.getWidth(0)).isEqualTo(28 * GIF_SCALE);
            for (int i = 0; i <= 10; i++) {
                int[] shown = colours(visit, "#frames button:nth-of-type(" + (i + 1) + ") canvas");
                assertThat(picture(film.read(4 * i), 0, GIF_SCALE))
                        .as("α = 0." + i)
                        .isEqualTo(shown);
                if (i > 0 && i < 10) {
                    assertThat(picture(film.read(80 - 4 * i), 0, GIF_SCALE)).isEqualTo(shown);
                }
            }
            assertThat(hold(film, 0)).isEqualTo(100);
            assertThat(hold(film, 1)).isEqualTo(5);
        }
    }

    @Test
    void theDrawingAsAFilm(Site site) throws IOException {
        try (Visit visit = still(site, "")) {
            visit.draw(0.3, 0.2, 0.7, 0.25, 0.4, 0.8);
            visit.draw(0.2, 0.5, 0.6, 0.5);
            ImageReader film = film(press(visit, "Film as GIF"));
            assertThat(film.getNumImages(true)).isEqualTo(41);
            assertThat(film.getWidth(0)).isEqualTo((2 * 28 + GAP) * GIF_SCALE);
            assertThat(picture(film.read(0), 0, GIF_SCALE))
                    .as("nothing drawn yet")
                    .containsOnly(0);
            assertThat(picture(film.read(40), 0, GIF_SCALE)).isEqualTo(colours(visit, "#seen"));
            assertThat(picture(film.read(40), 1, GIF_SCALE)).isEqualTo(colours(visit, "#reconstruction"));
            assertThat(picture(film.read(20), 0, GIF_SCALE)).isNotEqualTo(picture(film.read(40), 0, GIF_SCALE));
        }
    }

    private static ImageReader film(Download file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        ImageInputStream input = ImageIO.createImageInputStream(file.path().toFile());
        reader.setInput(input);
        return reader;
    }

    private static int hold(ImageReader film, int frame) throws IOException {
        IIOMetadataNode root = (IIOMetadataNode) film.getImageMetadata(frame).getAsTree("javax_imageio_gif_image_1.0");
        IIOMetadataNode control = (IIOMetadataNode)
                root.getElementsByTagName("GraphicControlExtension").item(0);
        return Integer.parseInt(control.getAttribute("delayTime"));
    }

    @Test
    void aDrawingIsSavedAndOpenedAgain(Site site) throws IOException {
        try (Visit visit = still(site, "")) {
            Page page = visit.page();
            visit.draw(0.3, 0.2, 0.7, 0.25, 0.4, 0.8);
            visit.draw(0.2, 0.5);
            page.locator("#with-step-3").uncheck();
            page.locator(".bar").nth(1).press("End");
            visit.frame();
            int[] seen = visit.grey("#seen");
            int[] reconstruction = visit.grey("#reconstruction");
            Download file = press(visit, "Drawing and code as JSON");
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
            page.waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
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
    void aModelsJavaScriptRunsAsItIsCopied(Site site) {
        try (Visit visit = still(site, "#model=mnist-6000-c8-d8-e5-s0")) {
            Page page = visit.page();
            visit.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            page.locator(".take").getByText("This model in your code").click();
            page.waitForURL(site.url("models/mnist-6000-c8-d8-e5-s0#code"));
            page.locator("[data-copies=snippet-javascript]").click();
            page.locator("#code [role=status]:has-text('Copied')").waitFor();
            String module = (String) page.evaluate("navigator.clipboard.readText()");
            assertThat(module).contains("import {open} from '" + site.url("js/latent-lab.js") + "'");
            page.route(
                    "**/snippet.js",
                    route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                            .setContentType("text/javascript")
                            .setHeaders(Map.of("Cross-Origin-Resource-Policy", "same-origin"))
                            .setBody(module)));
            Object difference = page.evaluate("async () => {"
                    + " const {code, drawn} = await import(new URL('../snippet.js', document.baseURI));"
                    + " const pixels = Array.from({length: 784}, (_, i) => +(i >= 112 && i < 672 && [13, 14].includes(i % 28)));"
                    + " const post = async (what, body) => (await fetch('../api/v1/models/mnist-6000-c8-d8-e5-s0/' + what,"
                    + " {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)})).json();"
                    + " const expected = (await post('encode', {pixels})).code;"
                    + " const picture = (await post('decode', {code: expected})).pixels;"
                    + " return Math.max(...expected.map((v, i) => Math.abs(v - code[i])),"
                    + " ...picture.map((v, i) => Math.abs(v - drawn[i])), code.length === 8 ? 0 : 9); }");
            assertThat(((Number) difference).doubleValue()).isLessThan(1e-4);
        }
    }

    @AlsoAsFiles
    void thePyTorchSnippetNamesTheModelAndItsSizes(Site site) {
        try (Visit visit = new Visit(site, "models/mnist-6000-c8-d8-e5-s0", Visit.laptop())) {
            assertThat(visit.page().locator("#snippet-pytorch").textContent())
                    .contains(
                            "MODEL = \"" + site.url("") + "api/v1/models/mnist-6000-c8-d8-e5-s0\"",
                            "CHANNELS, LATENT_DIM = 8, 8\n",
                            "load_state_dict");
        }
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
