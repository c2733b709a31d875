package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import latentlab.network.Fold;
import latentlab.server.hardening.Figures;
import latentlab.server.models.RandomModels;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsWriter;
import latentlab.weights.SafetensorsWriter.Precision;
import latentlab.weights.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Damaged weights files, which a visitor opens in the page: the browser reads them by other code than the JVM. */
@ExtendWith({SiteExtension.class, Figures.Extension.class})
@Timeout(900)
class WeightsFuzzTest {
    private static final int INPUTS = 10_000;

    /**
     * Opens files and computes with what they hold, counting each array that is asked for by its length. Says of each that
     * ended otherwise than it must: what happened, and its bytes.
     */
    private static final String OPEN = """
            async ({files, damage, inputs, each, besides}) => {
              let asked = 0;
              const counted = (type, bytes) => new Proxy(type, {construct(target, given, called) {
                asked += bytes(given[0]);
                return Reflect.construct(target, given, called);
              }});
              for (const type of [Int8Array, Int16Array, Int32Array, Float32Array, Float64Array]) {
                window[type.name] = counted(type, given => type.BYTES_PER_ELEMENT
                  * (typeof given === 'number' ? given : given instanceof ArrayBuffer ? 0 : given?.length ?? 0));
              }
              WebAssembly.Memory = counted(WebAssembly.Memory, given => 65536 * given.initial);
              const {open} = await import(new URL('js/latent-lab.js', document.baseURI));

              let state = 20;
              const random = below => { // mulberry32
                state = state + 0x6d2b79f5 | 0;
                let x = Math.imul(state ^ state >>> 15, 1 | state);
                x = x + Math.imul(x ^ x >>> 7, 61 | x) ^ x;
                return ((x ^ x >>> 14) >>> 0) % below;
              };
              const pieces = ['{', '}', '[', ']', ':', ',', '"', '\\\\', 'null', 'true', '0', '-1', '1.5', '1e9', '1e999',
                '2147483647', '4294967296', '9223372036854775807', 'F16', 'I64', '\\\\u00', '\\\\ud800', '[[[[[[[[', '{"a":{"a":{"a":',
                '__proto__', '__metadata__', 'constructor', '\\0\\0\\0\\0', '\\u00ff\\u00ff\\u00ff\\u007f'];
              const originals = files.map(file => Array.from(atob(file), c => c.charCodeAt(0)));
              const damaged = () => {
                const file = originals[random(originals.length)].slice();
                const header = 8 + file[0] + 256 * file[1];
                for (let n = 1 + random(2); n > 0 && file.length > 0; n--) {
                  const at = random(random(2) ? Math.min(file.length, header) : file.length);
                  switch (random(6)) {
                    case 0: file[at] ^= 1 << random(8); break;
                    case 1: file[at] = random(256); break;
                    case 2: file.length = at; break;
                    case 3: file.splice(at, random(20)); break;
                    default: { // in place of as much, or in between
                      const piece = Array.from(pieces[random(pieces.length)], c => c.charCodeAt(0));
                      file.splice(at, random(2) ? piece.length : 0, ...piece);
                    }
                  }
                }
                return Uint8Array.from(file);
              };

              const said = {refused: 0, opened: 0, longest: 0, most: 0, wrong: []}, begin = performance.now();
              for (let i = 0; i < inputs; i++) {
                const file = damage ? damaged() : Uint8Array.from(originals[i]);
                const wrong = what => said.wrong.push(what + ': ' + btoa(String.fromCharCode(...file)));
                asked = 0;
                const start = performance.now();
                try {
                  // every kernel reads by the same code, and compiling one takes as long as reading a hundred files
                  const model = await open(file.buffer, {kernel: i % 100 ? 'java' : 'simd', graph: i % 3 ? 'folded' : 'layered'});
                  const code = model.encode(new Float32Array(784).fill(0.5));
                  const picture = model.decode(new Float32Array(model.latentDim));
                  if (code.length !== model.latentDim || code.length < 1 || picture.length !== 784) wrong('no model');
                  said.opened++;
                } catch (error) {
                  const [, at] = /^The ArrayBuffer (?:is not a usable weights file|does not hold a model): at byte (\\d+): ./
                    .exec(error.message) ?? [];
                  const known = at <= file.length || /^The encoder \\(c=\\d+, d=\\d+\\) and the decoder/.test(error.message);
                  if (!known || Object.getPrototypeOf(error) !== Error.prototype) wrong(error.constructor.name + ' ' + error.message);
                  said.refused++;
                }
                said.longest = Math.max(said.longest, performance.now() - start);
                said.most = Math.max(said.most, asked);
                if (asked > each * file.length + besides) wrong(asked + ' bytes of memory');
                if (said.wrong.length > 4) break;
              }
              return {...said, all: performance.now() - begin};
            }
            """;

    /** Bytes of arrays that an opened file may take: for each of its own, and besides (the kernel's memory and pictures). */
    private static final int EACH = 12;

    private static final int BESIDES = 512 << 10;

    @Test
    void damagedFilesAreOpenedOrRefused(Site site, Figures figures) {
        Safetensors weights = new Safetensors(
                Map.of("id", "x"), RandomModels.weights("x", 2, 3).tensors());
        Map<String, Tensor> folded =
                new LinkedHashMap<>(weights.select("encoder.").tensors());
        folded.putAll(Fold.fold(weights).tensors());
        List<byte[]> files = List.of(
                SafetensorsWriter.write(weights),
                SafetensorsWriter.write(weights, Precision.F16),
                SafetensorsWriter.write(new Safetensors(Map.of(), folded)));
        Map<?, ?> said = open(site, files, true, INPUTS);
        figures.add(
                String.format("safetensors reader fuzzed in the page, %,d inputs", INPUTS),
                String.format(
                        "%,d refused as declared, %,d opened, %d otherwise; %.1f s, at most %.0f ms and %.0f KB of arrays each",
                        number(said, "refused").intValue(),
                        number(said, "opened").intValue(),
                        ((List<?>) said.get("wrong")).size(),
                        number(said, "all").doubleValue() / 1000,
                        number(said, "longest").doubleValue(),
                        number(said, "most").doubleValue() / 1024));
        assertThat((List<?>) said.get("wrong")).isEmpty();
        assertThat(number(said, "refused").intValue()).isBetween(INPUTS / 4, INPUTS - INPUTS / 50);
        // milliseconds: what a page computes for without end is another matter than a machine that is busy
        assertThat(number(said, "longest").doubleValue()).isLessThan(30_000);
    }

    /** Shapes that agree with each other and with their bytes, of which there are none. */
    @Test
    void networksOfNothingAreRefused(Site site) {
        Map<String, Tensor> endless = new LinkedHashMap<>(); // a decoder of no channels from a code of 2³¹ numbers
        endless.put("decoder.conv1.weight", Tensor.of(new float[0], 0, 1, 4, 4));
        endless.put("decoder.conv1.bias", Tensor.of(new float[1], 1));
        endless.put("decoder.conv2.weight", Tensor.of(new float[0], 0, 0, 4, 4));
        endless.put("decoder.conv2.bias", Tensor.of(new float[0], 0));
        endless.put("decoder.fc.weight", Tensor.of(new float[0], 0, Integer.MAX_VALUE));
        endless.put("decoder.fc.bias", Tensor.of(new float[0], 0));
        byte[] header =
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,0]}}".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer negative = ByteBuffer.allocate(8 + header.length).order(ByteOrder.LITTLE_ENDIAN);
        negative.putLong(header.length).put(header);
        List<byte[]> files = List.of(
                SafetensorsWriter.write(RandomModels.weights("no code", 2, 0)),
                SafetensorsWriter.write(new Safetensors(Map.of(), endless)),
                SafetensorsWriter.write(RandomModels.weights("no channels", 0, 3)),
                negative.array());
        Map<?, ?> said = open(site, files, false, files.size());
        assertThat((List<?>) said.get("wrong")).isEmpty();
        assertThat(number(said, "opened").intValue()).isZero();
    }

    private static Map<?, ?> open(Site site, List<byte[]> files, boolean damage, int inputs) {
        try (Visit visit = new Visit(site, "api", Visit.laptop())) {
            return (Map<?, ?>) visit.page()
                    .evaluate(
                            OPEN,
                            Map.of(
                                    "files",
                                    files.stream()
                                            .map(Base64.getEncoder()::encodeToString)
                                            .toList(),
                                    "damage",
                                    damage,
                                    "inputs",
                                    inputs,
                                    "each",
                                    EACH,
                                    "besides",
                                    BESIDES));
        }
    }

    private static Number number(Map<?, ?> said, String name) {
        return (Number) said.get(name);
    }
}
