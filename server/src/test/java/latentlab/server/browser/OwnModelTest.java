package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import latentlab.network.Decoder;
import latentlab.network.Encoder;
import latentlab.network.Fold;
import latentlab.server.models.RandomModels;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsWriter;
import latentlab.weights.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model file that the visitor opens: on every page, in the page alone. */
@ExtendWith(SiteExtension.class)
class OwnModelTest {
    /** As PyTorch would save it: nothing but tensors. */
    private static Safetensors bare(int c, int d) {
        return new Safetensors(Map.of(), RandomModels.weights("x", c, d).tensors());
    }

    private static FilePayload file(String name, Safetensors content) {
        return file(name, SafetensorsWriter.write(content));
    }

    private static FilePayload file(String name, byte[] content) {
        return new FilePayload(name, "application/octet-stream", content);
    }

    private static Visit still(Site site, String path) {
        return Visit.ready(site, path, Visit.laptop().setReducedMotion(ReducedMotion.REDUCE));
    }

    private static Locator dialog(Page page) {
        page.locator("#model").selectOption("open-a-file");
        Locator dialog = page.locator("dialog[open]");
        dialog.waitFor();
        return dialog;
    }

    private static void choose(Page page, FilePayload... files) {
        Locator dialog = dialog(page);
        dialog.locator("input[type=file]").setInputFiles(files);
        dialog.locator("[role=status]:has-text('It is chosen now')").waitFor();
        page.keyboard().press("Enter"); // closes
        assertThat(dialog.count()).isZero();
    }

    /** D(E(picture)) by the same classes on this machine. */
    private static int[] reconstruct(Safetensors weights, int[] seen) {
        float[] pixels = new float[784];
        for (int i = 0; i < 784; i++) {
            pixels[i] = seen[i] / 255f;
        }
        float[] code = Encoder.of(weights).encode(pixels);
        float[] drawn = new float[784];
        Decoder.of(weights).decode(code, drawn);
        int[] grey = new int[784];
        for (int i = 0; i < 784; i++) {
            grey[i] = (int) (255 * drawn[i] + 0.5f);
        }
        return grey;
    }

    private static void assertClose(int[] shown, int[] expected) {
        for (int i = 0; i < 784; i++) {
            assertThat(shown[i]).as("pixel " + i).isBetween(expected[i] - 2, expected[i] + 2);
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 3", "1, 1", "16, 40"})
    void anyNetworkOfThisKindWorksOnDrawAndInterpolate(int c, int d, Site site) {
        Safetensors weights = bare(c, d);
        List<Request> requests = new ArrayList<>();
        try (Visit visit = still(site, "")) {
            Page page = visit.page();
            visit.draw(0.3, 0.2, 0.7, 0.25, 0.4, 0.8);
            page.onRequest(requests::add);
            choose(page, file("mine.safetensors", weights));
            page.waitForFunction("d => document.querySelectorAll('.bar').length === d", d);
            visit.frame();
            assertThat(page.locator("#latent-dim").textContent()).isEqualTo(String.valueOf(d));
            assertThat(page.locator("#model option:checked").textContent()).isEqualTo("mine.safetensors");
            assertClose(visit.grey("#reconstruction"), reconstruct(weights, visit.grey("#seen")));
            assertThat(page.locator("#error .rank").textContent()).contains("test digits");
            Locator bar = page.locator(".bar").last();
            int[] own = visit.grey("#reconstruction");
            bar.press("End");
            visit.frame();
            assertThat(visit.grey("#reconstruction")).isNotEqualTo(own);

            page.locator("nav a").nth(1).click(); // Interpolate, with the same model
            page.waitForURL(Pattern.compile(".*/interpolate/?#model=file-.*"));
            page.waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
            visit.frame();
            page.locator("#alpha").fill("1");
            visit.frame();
            assertClose(visit.grey("#frame"), reconstruct(weights, visit.grey("#a canvas.seen")));
            assertThat(requests.stream().map(Request::method)).containsOnly("GET");
            assertThat(requests.stream().map(Request::url)).noneMatch(url -> url.contains("/models/file-"));
        }
    }

    /** What is known of the ends is mixed, as with a model of the site. */
    @ParameterizedTest
    @CsvSource({"linear, mix", "spherical, blend"})
    void aFrameTakesNoMatrixProduct(String path, String function, Site site) {
        try (Visit visit = new Visit(
                site,
                "interpolate#reads=hidden&path=" + path,
                Visit.laptop().setReducedMotion(ReducedMotion.REDUCE),
                KernelCalls::count)) {
            Page page = visit.page();
            page.waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
            page.evaluate("performance.clearMarks('first-reconstruction')");
            Safetensors weights = bare(4, 6);
            choose(page, file("mine.safetensors", weights));
            page.waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
            page.locator("#alpha").fill("1");
            visit.frame();
            assertClose(visit.grey("#frame"), reconstruct(weights, visit.grey("#a canvas.seen")));
            KernelCalls.since(page);
            page.locator("#alpha").fill("0.7");
            visit.frame();
            assertThat(KernelCalls.since(page)).containsOnlyKeys(function);
        }
    }

    @Test
    void itStaysForOtherPagesAndIsForgottenWhenAsked(Site site) {
        Safetensors weights = bare(4, 6);
        try (Visit visit = new Visit(site, "runs", Visit.laptop().setReducedMotion(ReducedMotion.REDUCE))) {
            Page page = visit.page();
            choose(page, file("mine.safetensors", weights));
            assertThat(visit.address()).contains("#model=file-");
            page.locator("nav a").first().click();
            page.waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
            visit.frame();
            assertClose(visit.grey("#reconstruction"), reconstruct(weights, visit.grey("#seen")));
            String link = visit.address();
            page.navigate(site.url("models")); // without the model in the link it is offered all the same
            page.locator("#model option:has-text('mine.safetensors')").waitFor(attached());

            page.navigate(link);
            page.waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
            Locator dialog = dialog(page);
            assertThat(dialog.locator("li").textContent()).contains("4 channels, 6 numbers");
            dialog.getByLabel("Forget mine.safetensors").press("Enter");
            dialog.locator("[role=status]:has-text('is forgotten')").waitFor();
            page.keyboard().press("Escape");
            page.waitForFunction("() => document.getElementById('latent-dim').textContent === '15'");
            assertThat(page.locator("#model option").allTextContents()).noneMatch(name -> name.contains("mine"));
            page.navigate("about:blank");
            page.navigate(link);
            page.locator("#notice:not([hidden])").waitFor();
            assertThat(page.locator("#notice").textContent()).contains("file that is not on this device");
            page.locator("#notice button").click();
            page.waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
        }
    }

    private static Locator.WaitForOptions attached() {
        return new Locator.WaitForOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED);
    }

    @Test
    void anEncoderAndADecoderAreOpenedTogetherAndByDropping(Site site) {
        try (Visit visit = still(site, "interpolate")) {
            Page page = visit.page();
            page.locator("#alpha").fill("0.3");
            visit.frame();
            int[] served = visit.grey("#frame");
            // the site's own files
            page.evaluate(
                    "async () => { const files = new DataTransfer();"
                            + " for (const name of ['decoder.safetensors', 'encoder.safetensors']) {"
                            + " const bytes = await (await fetch('api/v1/models/mnist-c32-d15-s0/' + name)).arrayBuffer();"
                            + " files.items.add(new File([bytes], name)); }"
                            + " document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: files, bubbles: true, cancelable: true})); }");
            Locator status = page.locator("dialog[open] [role=status]:has-text('It is chosen now')");
            status.waitFor();
            assertThat(status.textContent()).contains("32 channels, 15 numbers", "163,920 parameters", "error 0.00");
            page.keyboard().press("Enter");
            page.waitForFunction("() => document.getElementById('kernel').textContent.includes('vector')");
            visit.frame();
            int[] opened = visit.grey("#frame");
            for (int i = 0; i < 784; i++) {
                assertThat(opened[i]).isBetween(served[i] - 2, served[i] + 2);
            }
        }
    }

    @Test
    void filesThatAreNoModelAreExplainedWithTheirPlace(Site site) {
        byte[] whole = SafetensorsWriter.write(bare(4, 6));
        String huge =
                "{\"encoder.fc.weight\":{\"dtype\":\"F32\",\"shape\":[1000000000,4],\"data_offsets\":[0,16000000000]}}";
        ByteBuffer claim = ByteBuffer.allocate(8 + huge.length()).order(ByteOrder.LITTLE_ENDIAN);
        claim.putLong(huge.length()).put(huge.getBytes(StandardCharsets.US_ASCII));
        Safetensors other = new Safetensors(
                Map.of(), RandomModels.weights("x", 4, 6).select("encoder.").tensors());
        try (Visit visit = still(site, "")) {
            Page page = visit.page();
            Locator dialog = dialog(page);
            Locator status = dialog.locator("[role=status]");
            int header =
                    8 + ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt();
            explains(
                    dialog,
                    "at byte " + (whole.length - 5) + ": the file ends within tensor decoder.conv1.",
                    file("cut.safetensors", Arrays.copyOf(whole, whole.length - 5)));
            explains(
                    dialog,
                    "cut.safetensors is not a usable weights file: at byte 0: the header's length is " + (header - 8),
                    file("cut.safetensors", Arrays.copyOf(whole, 40)));
            explains(dialog, "at byte 8: ", file("claim.safetensors", claim.array()));
            explains(
                    dialog,
                    "the header's JSON is broken",
                    file("text.safetensors", "\4\0\0\0\0\0\0\0{\"a\"...".getBytes(StandardCharsets.US_ASCII)));
            explains(dialog, "tensor decoder.", file("encoder.safetensors", other));
            explains(
                    dialog,
                    "do not belong together",
                    file("a.safetensors", other),
                    file(
                            "b.safetensors",
                            new Safetensors(
                                    Map.of(), bare(4, 7).select("decoder.").tensors())));
            explains(dialog, "These are 3 files", file("a", other), file("b", other), file("c", other));
            assertThat(status.textContent()).doesNotContain("undefined");
            page.keyboard().press("Escape");
            assertThat(page.locator("#model").inputValue()).isEqualTo("mnist-c32-d15-s0");
        }
    }

    private static void explains(Locator dialog, String what, FilePayload... files) {
        dialog.locator("input[type=file]").setInputFiles(files);
        dialog.locator("[role=status]:has-text(\"" + what.replace("\"", "\\\"") + "\")")
                .waitFor();
    }

    @Test
    void itsCodesAreMadeOnThisDeviceForTheMapAndForMixtures(Site site) {
        Safetensors weights = bare(4, 3);
        try (Visit visit = CodeSpace.open(site, "map#point=5")) {
            assertThat(visit.page().locator("#count").textContent()).isEqualTo("10,000");
            choose(visit.page(), file("mine.safetensors", weights));
            visit.page().waitForFunction("() => document.getElementById('count').textContent === '1,000'");
            visit.page().waitForFunction("() => document.getElementById('point-original').dataset.waiting === 'false'");
            visit.frame();
            assertClose(visit.grey("#point-decoded"), reconstruct(weights, visit.grey("#point-original")));
            PlaywrightAssertions.assertThat(visit.page().locator("#reading .none"))
                    .isVisible();
            visit.page().locator("nav a:has-text('Mix')").click();
            CodeSpace.shown(visit);
            assertThat(visit.grey("#means .means span:first-child canvas")).isNotEqualTo(new int[784]);
        }
    }

    @Test
    void pagesAboutTheoryLookIntoItsLayers(Site site) throws IOException {
        Safetensors weights = bare(5, 3);
        try (Visit visit =
                new Visit(site, "learn/affine-maps", Visit.laptop().setReducedMotion(ReducedMotion.REDUCE))) {
            Page page = visit.page();
            choose(page, file("mine.safetensors", weights));
            layersOf(page, Decoder.of(weights).multiplications());
            visit.frame();
            int[] layered = visit.grey("#layered");
            int[] folded = visit.grey("#folded");
            assertClose(layered, reconstruct(weights, visit.grey("#digit canvas.seen")));
            for (int i = 0; i < 784; i++) {
                assertThat(folded[i]).isBetween(layered[i] - 1, layered[i] + 1);
            }
            page.locator(".studies-nav a[href*='chain-rule']").click();
            page.waitForURL(Pattern.compile(".*/learn/chain-rule/?#model=file-.*"));
            agreed(page, 5);

            Safetensors other = bare(6, 3);
            Map<String, Tensor> tensors =
                    new LinkedHashMap<>(other.select("encoder.").tensors());
            tensors.putAll(Fold.fold(other).tensors());
            choose(page, file("folded.safetensors", new Safetensors(Map.of(), tensors)));
            agreed(page, 6);
            page.navigate(site.url("learn/affine-maps#" + page.url().replaceAll(".*#", "")));
            PlaywrightAssertions.assertThat(page.locator("#notice")).containsText("folded already");
            page.locator("#model").selectOption("mnist-c32-d15-s0");
            page.waitForFunction("() => performance.getEntriesByName('folded').length > 0");
            PlaywrightAssertions.assertThat(page.locator("#notice")).isHidden();
        }
    }

    private static void layersOf(Page page, long multiplications) {
        page.waitForFunction(
                "n => Number(document.getElementById('multiplications-layered').textContent.replace(/\\D/g, '')) === n",
                (double) multiplications);
    }

    /** On every parameter of a last layer: 16 of each channel, and a bias. */
    private static void agreed(Page page, int channels) {
        int parameters = 16 * channels + 1;
        page.waitForFunction(
                "count => document.getElementById('count').textContent === count"
                        + " && document.getElementById('agreement').textContent.startsWith('They agree')",
                parameters + " of " + parameters);
    }

    @Test
    void theBenchmarkComparesItWithPlainJava(Site site) {
        try (Visit visit = new Visit(site, "benchmark", Visit.laptop())) {
            Page page = visit.page();
            choose(page, file("mine.safetensors", bare(5, 3)));
            Locator section = page.locator("#own-section");
            PlaywrightAssertions.assertThat(section).containsText("mine.safetensors");
            for (Locator box : page.locator("fieldset input:not(#time-own)").all()) {
                box.uncheck();
            }
            page.locator("#start").click();
            PlaywrightAssertions.assertThat(page.locator("#status"))
                    .hasText("Done.", new LocatorAssertions.HasTextOptions().setTimeout(90_000));
            List<String> differences = section.locator(".difference").allTextContents();
            assertThat(differences).hasSize(8);
            for (int i = 0; i < 8; i++) {
                assertThat(Double.parseDouble(
                                section.locator(".milliseconds").nth(i).textContent()))
                        .isPositive();
                double difference = Double.parseDouble(differences.get(i));
                assertThat(difference).as("row " + i).isLessThanOrEqualTo(1e-5);
                // plain Java's encoder and layers are what all is compared with
                assertThat(difference == 0).as("row " + i).isEqualTo(i == 4 || i == 7);
            }
            page.locator("#model").selectOption("mnist-c32-d15-s0");
            PlaywrightAssertions.assertThat(section).isHidden();
        }
    }

    @Test
    void itsCodeRunsAsItIsCopied(Site site) throws Exception {
        String name = "it's \"mine\" – #1.safetensors";
        Safetensors weights = bare(5, 3);
        try (Visit visit = still(site, "")) {
            Page page = visit.page();
            choose(page, file(name, weights));
            page.locator(".take").getByText("This model in your code").click();
            String module = page.locator("#own-javascript").textContent();
            assertThat(module).contains("import {open} from \"" + site.url("js/latent-lab.js") + "\"");
            serve(page, "**/snippet.js", "text/javascript", module.getBytes(StandardCharsets.UTF_8));
            serve(page, "**/*.safetensors", "application/octet-stream", SafetensorsWriter.write(weights));
            List<?> made = (List<?>) page.evaluate(
                    "async () => { const {code, drawn} = await import(new URL('snippet.js', document.baseURI));"
                            + " return [...code, ...drawn]; }");
            float[] one = new float[784];
            for (int i = 112; i < 672; i++) {
                one[i] = i % 28 == 13 || i % 28 == 14 ? 1 : 0;
            }
            float[] code = Encoder.of(weights).encode(one);
            float[] drawn = new float[784];
            Decoder.of(weights).decode(code, drawn);
            assertThat(made).hasSize(3 + 784);
            for (int i = 0; i < made.size(); i++) {
                assertThat(((Number) made.get(i)).doubleValue())
                        .isCloseTo(i < 3 ? code[i] : drawn[i - 3], within(1e-4));
            }
            String python = page.locator("#own-pytorch").textContent();
            assertThat(python).contains("CHANNELS, LATENT_DIM = 5, 3\n", "load_file(file)", "class Autoencoder(");
            page.keyboard().press("Escape");
            PlaywrightAssertions.assertThat(page.locator("#own-code-title")).hasCount(0);
            assertThat(filesInPython(python)).isEqualTo(name);
        }
    }

    private static void serve(Page page, String what, String type, byte[] content) {
        page.route(
                what,
                route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                        .setContentType(type)
                        .setHeaders(Map.of("Cross-Origin-Resource-Policy", "same-origin"))
                        .setBodyBytes(content)));
    }

    /** What Python itself takes for the only one of the names in FILES; where there is no Python the test says so and stops. */
    private static String filesInPython(String program) throws Exception {
        Process python;
        try {
            python = new ProcessBuilder(
                            "python3",
                            "-X",
                            "utf8",
                            "-c",
                            "import ast, sys; tree = ast.parse(sys.stdin.read()); files, = [ast.literal_eval(one.value)"
                                    + " for one in tree.body if isinstance(one, ast.Assign) and getattr(one.targets[0], 'id', '') == 'FILES'];"
                                    + " print(*files, sep='\\n', end='')")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException missing) {
            System.err.println("\n*** THE PYTORCH SNIPPET'S SYNTAX WAS NOT CHECKED *** There is no python3.\n");
            return abort("no python3");
        }
        try (var in = python.getOutputStream()) {
            in.write(program.getBytes(StandardCharsets.UTF_8));
        }
        return new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
