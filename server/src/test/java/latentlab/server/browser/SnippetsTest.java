package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import latentlab.network.Decoder;
import latentlab.network.Encoder;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Code that opens a model elsewhere, taken along from its page. */
@ExtendWith(SiteExtension.class)
class SnippetsTest {
    @Test
    void aModelsJavaScriptRunsAsItIsCopied(Site site) {
        try (Visit visit = Visit.still(site, "#model=mnist-6000-c8-d8-e5-s0")) {
            Page page = visit.page();
            visit.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            page.locator(".take").getByText("This model in your code").click();
            page.waitForURL(site.url("models/mnist-6000-c8-d8-e5-s0#code"));
            page.locator("[data-copies=snippet-javascript]").click();
            page.locator("#code [role=status]:has-text('Copied')").waitFor();
            String module = (String) page.evaluate("navigator.clipboard.readText()");
            assertThat(module).contains("import {open} from '" + site.url("js/latent-lab.js") + "'");
            serve(page, "**/snippet.js", "text/javascript", module.getBytes(StandardCharsets.UTF_8));
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
    void theVisitorsOwnModelsCodeRunsAsItIsCopied(Site site) throws Exception {
        String name = "it's \"mine\" – #1.safetensors";
        Safetensors weights = OwnModel.bare(5, 3);
        try (Visit visit = Visit.still(site, "")) {
            Page page = visit.page();
            OwnModel.choose(page, OwnModel.file(name, weights));
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
                route -> route.fulfill(new Route.FulfillOptions()
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
