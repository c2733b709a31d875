package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import latentlab.server.models.RandomModels;
import latentlab.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code import {open} from '/js/latent-lab.js'} promises to those who embed the network. */
@ExtendWith(SiteExtension.class)
class JavaScriptApiTest {
    private static final String ADDRESS = "./api/v1/models/mnist-c32-d15-s0";

    /** What the scripts of this class begin with: c = 2, d = 3 in {@code file}. */
    private static final String SETTING = """
            async base64 => {
              const {open} = await import(new URL('js/latent-lab.js', document.baseURI));
              const address = '%s';
              const file = Uint8Array.from(atob(base64), c => c.charCodeAt(0)).buffer;
              const numbers = (length, value = 0.5) => new Float32Array(length).fill(value);
              const but = (array, at, value) => { array[at] = value; return array; };
              const same = (a, b) => a.length === b.length && a.every((value, i) => Math.abs(value - b[i]) <= 1e-6);
            """.formatted(ADDRESS);

    /** A call that must fail, and what the Error must say. */
    private static final Map<String, String> WRONG_CALLS = Map.ofEntries(
            Map.entry("open()", "open expects the address of a model, an ArrayBuffer or a File, not undefined."),
            Map.entry("open(null)", "or a File, not null."),
            Map.entry("open(42)", "or a File, not number."),
            Map.entry("open(new Uint8Array(8))", "or a File, not Uint8Array."),
            Map.entry("open('./api/v1/models/nobody')", "safetensors can’t be loaded: the server answered 404."),
            Map.entry("open('./api/v1/models')", "can’t be loaded: the server answered 404."),
            Map.entry("open('http://127.0.0.1:1/model')", "can’t be loaded: the server can’t be reached."),
            Map.entry("open(new ArrayBuffer(0))", "The ArrayBuffer is not a usable weights file: "),
            Map.entry("open(new File(['nothing of the kind'], 'mine.st'))", "mine.st is not a usable weights file: "),
            Map.entry("open(file.slice(0, file.byteLength - 1))", "The ArrayBuffer is not a usable weights file: "),
            Map.entry("open(address, {kernel: 'gpu'})", "option kernel is 'simd' or 'java', not 'gpu'."),
            Map.entry("open(address, {graph: 'flat'})", "option graph is 'folded' or 'layered', not 'flat'."),
            Map.entry("open(address, {precision: 16})", "option precision is 'f32' or 'f16', not '16'."),
            Map.entry("open(address, {kernal: 'java'})", "open has no option kernal, expected kernel, graph or"),
            Map.entry("model.encode()", "encode expects a Float32Array of 784 numbers, not undefined."),
            Map.entry(
                    "model.encode(Array.from(numbers(784)))",
                    "encode expects a Float32Array of 784 numbers, not Array."),
            Map.entry("model.encode(new Float64Array(784))", "of 784 numbers, not Float64Array."),
            Map.entry("model.encode(numbers(783))", "encode expects 784 numbers, not 783."),
            Map.entry("model.encode(numbers(28))", "encode expects 784 numbers, not 28."),
            Map.entry("model.encode(but(numbers(784), 783, NaN))", "but number 783 (counted from 0) is NaN."),
            Map.entry("model.decode(null)", "decode expects a Float32Array of 3 numbers, not null."),
            Map.entry("model.decode([1, 2, 3])", "decode expects a Float32Array of 3 numbers, not Array."),
            Map.entry("model.decode(numbers(0))", "decode expects 3 numbers, not 0."),
            Map.entry("model.decode(numbers(4))", "decode expects 3 numbers, not 4."),
            Map.entry("model.decode(but(numbers(3), 0, Infinity))", "but number 0 (counted from 0) is Infinity."),
            Map.entry("model.decode(but(numbers(3), 2, -Infinity))", "but number 2 (counted from 0) is -Infinity."),
            Map.entry("model.path(numbers(3))", "path expects a Float32Array of 3 numbers, not undefined."),
            Map.entry("model.path(numbers(2), numbers(3))", "path expects 3 numbers, not 2."),
            Map.entry("model.path(numbers(3), but(numbers(3), 1, NaN))", "but number 1 (counted from 0) is NaN."),
            Map.entry("model.path(numbers(3), numbers(3)).at()", "at expects a finite number, not undefined."),
            Map.entry("model.path(numbers(3), numbers(3)).at(NaN)", "at expects a finite number, not NaN."),
            Map.entry("model.path(numbers(3), numbers(3)).at('0.5')", "at expects a finite number, not string."),
            Map.entry("model.blend([])", "blend expects 1 to 4 codes, not 0."),
            Map.entry("model.blend(Array(5).fill(numbers(3)))", "blend expects 1 to 4 codes, not 5."),
            Map.entry("model.blend()", "blend expects a Float32Array of 3 numbers, not undefined."),
            Map.entry("model.blend([numbers(3), numbers(2)])", "blend expects 3 numbers, not 2."),
            Map.entry("model.blend([numbers(3)]).at([1])", "at expects a Float32Array of 1 numbers, not Array."),
            Map.entry("model.blend([numbers(3)]).at(numbers(2))", "at expects 1 numbers, not 2."),
            Map.entry("model.blend([numbers(3)]).at(numbers(1, NaN))", "but number 0 (counted from 0) is NaN."));

    /** The module and the models are for any site; nothing else is. */
    @Test
    @NeedsServer("a web space says itself who may read its files")
    void anotherSiteImportsTheModuleAndReadsTheModels(Site site, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("index.html"), "<!doctype html><title>another site</title>");
        try (FileServer other = new FileServer(folder);
                BrowserContext context = site.newContext()) {
            Page page = context.newPage();
            page.navigate(other.url());
            Object found = page.evaluate("""
                    async site => {
                      const {open} = await import(site + 'js/latent-lab.js');
                      const model = await open(site + 'api/v1/models/mnist-c32-d15-s0');
                      const read = path => fetch(site + path).then(() => 'read', () => 'refused');
                      return [model.decode(new Float32Array(model.latentDim)).length, await read('api/v1/models'),
                        await read(''), await read('api/v1/runs')];
                    }
                    """, site.url(""));
            assertThat(found).isEqualTo(List.of(784, "read", "refused", "refused"));
        }
    }

    @Test
    void whatIsWrongIsThrownAsAnErrorThatSaysSo(Site site) {
        for (String kernel : List.of("simd", "java")) {
            StringBuilder script = new StringBuilder(SETTING);
            script.append("const model = await open(file, {kernel: '" + kernel + "'}), said = {};");
            WRONG_CALLS
                    .keySet()
                    .forEach(call -> script.append(("try { await %s; said[%s] = 'nothing'; }"
                                    + " catch (e) { said[%2$s] = Object.getPrototypeOf(e) === Error.prototype ? e.message : 'no Error: ' + e; }")
                            .formatted(call, quoted(call))));
            Map<?, ?> said = (Map<?, ?>) evaluate(site, script + "return said; }");
            WRONG_CALLS.forEach((call, message) ->
                    assertThat((String) said.get(call)).as(kernel + ": " + call).contains(message));
        }
    }

    @Test
    void opensAddressesArrayBuffersAndFiles(Site site) {
        assertHolds(site, """
                const served = [await open(address), await open(new URL(address, document.baseURI)), await open(address + '/')];
                for (const model of served) {
                  holds['served: ' + [model.id, model.channels, model.latentDim, model.kernel]] =
                    model.id === 'mnist-c32-d15-s0' && model.channels === 32 && model.latentDim === 15 && model.kernel === 'simd';
                }
                const expected = (await open(file)).decode(numbers(3));
                for (const source of [new File([file], 'mine.safetensors'), new Blob([file])]) {
                  const model = await open(source);
                  holds[source + ' has c and d'] = model.channels === 2 && model.latentDim === 3;
                  holds[source + ' decodes'] = same(model.decode(numbers(3)), expected);
                }
                for (const kernel of ['simd', 'java']) {
                  for (const graph of ['folded', 'layered']) {
                    const model = await open(file, {kernel, graph});
                    holds[kernel + ' ' + graph] = model.kernel === kernel && same(model.decode(numbers(3)), expected);
                  }
                }
                """);
    }

    @AlsoAsFiles
    void aPathHasItsFirstCodeAtOne(Site site) {
        assertHolds(site, """
                for (const kernel of ['simd', 'java']) {
                  for (const graph of ['folded', 'layered']) {
                    const model = await open(file, {kernel, graph});
                    const [from, to] = [numbers(3, -1), numbers(3, 2)];
                    const path = model.path(from, to);
                    holds[kernel + graph + ' at 1'] = same(path.at(1), model.decode(from));
                    holds[kernel + graph + ' at 0'] = same(path.at(0), model.decode(to));
                    const middle = model.decode(numbers(3, 0.25 * -1 + 0.75 * 2));
                    from.fill(9); // the path keeps its own codes
                    holds[kernel + graph + ' at 0.25'] = same(path.at(0.25), middle);
                    const other = model.path(numbers(3, 4), numbers(3, 5));
                    holds[kernel + graph + ' two paths'] = same(other.at(1), model.decode(numbers(3, 4)))
                      && same(path.at(0), model.decode(to));
                  }
                }
                """);
    }

    /** Shares that are 1 in sum, as on a sheet, and others, as on a spherical path. */
    @Test
    void aBlendIsTheDecodedSumOfItsCodes(Site site) {
        assertHolds(site, """
                for (const kernel of ['simd', 'java']) {
                  for (const graph of ['folded', 'layered']) {
                    const model = await open(file, {kernel, graph});
                    const codes = [-1, 2, 0.5, 4].map(value => but(numbers(3, value), 1, 0.3));
                    for (const shares of [[1], [0.8, 0.7], [1, -1, 1], [0.1, 0.2, 0.3, 0.4], [0, 0, 0, 2]]) {
                      const own = codes.slice(0, shares.length).map(code => code.slice());
                      const sum = numbers(3).map((_, k) => shares.reduce((total, share, i) => total + share * own[i][k], 0));
                      const expected = model.decode(sum);
                      const blend = model.blend(own);
                      own[0].fill(9); // the blend keeps its own codes
                      const first = blend.at(new Float32Array(shares));
                      model.blend([codes[3], codes[2]]).at(new Float32Array([0.5, 0.5]));
                      holds[kernel + graph + ' ' + shares] = same(first, expected)
                        && same(blend.at(new Float32Array(shares)), expected);
                    }
                  }
                }
                """);
    }

    @Test
    void resultsAreTheCallersOwn(Site site) {
        assertHolds(site, """
                for (const kernel of ['simd', 'java']) {
                  const model = await open(file, {kernel});
                  const path = model.path(numbers(3, -1), numbers(3, 2));
                  for (const [name, call] of Object.entries({
                    encode: value => model.encode(numbers(784, value)),
                    decode: value => model.decode(numbers(3, value)),
                    at: value => path.at(value)
                  })) {
                    const first = call(0.25);
                    const copy = first.slice();
                    call(0.75);
                    holds[kernel + ' ' + name + ' keeps'] = same(first, copy) && first.byteLength === first.buffer.byteLength;
                    structuredClone(first, {transfer: [first.buffer]});
                    holds[kernel + ' ' + name + ' after a transfer'] = first.length === 0 && same(call(0.25), copy);
                  }
                }
                """);
    }

    @Test
    void takesAnotherWindowsArrays(Site site) {
        assertHolds(site, """
                const frame = document.createElement('iframe');
                document.body.append(frame);
                const model = await open(file);
                const foreign = new frame.contentWindow.Float32Array([0.5, 0.5, 0.5]);
                holds['it is of another window'] = !(foreign instanceof Float32Array);
                holds['decodes it'] = same(model.decode(foreign), model.decode(numbers(3)));
                """);
    }

    /** Runs a script that puts what must be true into {@code holds}. */
    private static void assertHolds(Site site, String script) {
        Map<?, ?> holds = (Map<?, ?>) evaluate(site, SETTING + "const holds = {};\n" + script + "\nreturn holds; }");
        assertThat(holds).isNotEmpty();
        holds.forEach((what, value) -> assertThat(value).as((String) what).isEqualTo(true));
    }

    private static Object evaluate(Site site, String script) {
        byte[] file = SafetensorsWriter.write(RandomModels.weights("random", 2, 3));
        try (Visit visit = new Visit(site, "api", Visit.laptop())) {
            visit.expectComplaints(); // the browser reports what can't be fetched
            return visit.page().evaluate(script, Base64.getEncoder().encodeToString(file));
        }
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
