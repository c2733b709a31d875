package latentlab.server.hardening;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Makes requests that are nearly what the API takes: one of its own with a few things changed. */
final class RequestFuzz {
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "\"\"",
            "\"x\"",
            "{}",
            "[]",
            "[[]]",
            "-1",
            "0",
            "1e999",
            "-0",
            "1E-400",
            "NaN",
            "0x1",
            "1.",
            "9223372036854775808",
            "\"\\u0000\"",
            "\"<script>\"",
            "\"\\ud800\"",
            "[0,0,0]",
            "{\"a\":{\"a\":{}}}",
            ",",
            ":",
            "}",
            "]",
            "\u0000",
            "\u00ff\u00fe",
            "//x",
            "'x'");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json; charset=utf-8",
            "text/plain",
            "application/json;charset=utf-16",
            "*/*",
            "x");
    private static final List<String> WORDS = List.of(
            "mnist",
            "mnist-c32-d15-s0",
            "nix",
            "..",
            "%00",
            "%zz",
            "%ff",
            "0",
            "-1",
            "99999999999999999999",
            "a".repeat(300),
            "<script>",
            "'",
            "\"",
            "test",
            "json",
            "csv",
            "quick",
            "default",
            "latent-dimension",
            "correlation",
            "encoder.safetensors",
            "{id}",
            "epoch-1",
            "%2f");
    /** Endpoints that take a body. */
    static final int POSTS = 4;

    /** Pages and files that a server does not list itself. */
    private static final List<String> MORE_READS = List.of(
            "/models/$",
            "/runs/$",
            "/studies/$",
            "/studies/$/$",
            "/learn/$",
            "/de",
            "/de/$",
            "/de/models/$",
            "/de/runs/$",
            "/de/studies/$/$",
            "/offline",
            "/service-worker.js",
            "/metrics",
            "/css/site.css",
            "/webjars/$",
            "/$/$/$");

    private static final List<String> QUERIES =
            List.of("from", "count", "format", "table", "preset", "model", "v", "index", "");
    private static final Pattern KEPT_PAGES = Pattern.compile("const PAGES = (\\{.*?});");

    private static final String CODES = "0,0.5,".repeat(7) + "0";
    private static final String PIXELS = "0,0.5,0,0,0,1,".repeat(130) + "0,0,0,0";
    private static final String RUN =
            "{\"dataset\":\"mnist\",\"latentDim\":0,\"channels\":4,\"epochs\":2,\"batchSize\":128,"
                    + "\"learningRate\":0.003,\"weightDecay\":0.01,\"schedule\":\"constant\",\"seed\":1,"
                    + "\"until\":{\"minutes\":1}}";

    private final String token;
    private final List<String> reads;

    /** @param reads see {@link #reads} */
    RequestFuzz(String token, List<String> reads) {
        this.token = token;
        this.reads = reads;
    }

    /** All that a server says can be read, its API and its pages in every language, with a $ in the place of each word. */
    static List<String> reads(Wire wire) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> reads = new ArrayList<>(MORE_READS);
        json.readTree(wire.get("/api/v1/openapi.json").body())
                .path("paths")
                .properties()
                .forEach(path -> {
                    if (path.getValue().has("get")) {
                        reads.add(path.getKey().replaceAll("\\{[^}]*}", "\\$"));
                    }
                });
        Matcher pages = KEPT_PAGES.matcher(wire.get("/service-worker.js").text());
        if (!pages.find()) {
            throw new AssertionError("the service worker names no pages");
        }
        json.readTree(pages.group(1))
                .forEach(language ->
                        language.forEach(page -> reads.add("/" + page.asText().replace("./", ""))));
        return List.copyOf(reads);
    }

    record Request(String method, String path, byte[] body, String[] headers) {
        @Override
        public String toString() {
            String text = new String(body, StandardCharsets.UTF_8);
            return method + " " + path + " " + String.join(", ", headers) + " "
                    + text.substring(0, Math.min(500, text.length()));
        }
    }

    Arbitrary<Request> requests() {
        String model = "/api/v1/models/mnist-c32-d15-s0/";
        return Arbitraries.frequencyOf(
                Tuple.of(2, post(model + "encode", "{\"pixels\":[" + PIXELS + "]}")),
                Tuple.of(2, post(model + "decode", "{\"code\":[" + CODES + "]}")),
                Tuple.of(
                        1,
                        post(
                                model + "interpolate",
                                "{\"from\":[" + PIXELS + "],\"to\":[" + PIXELS + "],\"alphas\":[0,0.5,1]}")),
                Tuple.of(1, post("/api/v1/runs", RUN)),
                Tuple.of(4, read()));
    }

    private Arbitrary<Request> read() {
        Arbitrary<String> accept =
                Arbitraries.of("*/*", "text/html", "application/octet-stream", "image/png", "q=;;,", "text/html;q=2");
        Arbitrary<String> method = Arbitraries.frequencyOf(
                Tuple.of(7, Arbitraries.just("GET")),
                Tuple.of(1, Arbitraries.of("HEAD", "DELETE", "PUT", "OPTIONS", "TRACE", "BREW")));
        Arbitrary<List<String>> words = Arbitraries.of(WORDS).list().ofSize(4);
        return Combinators.combine(Arbitraries.of(reads), words, query(), accept, method)
                .as((path, chosen, query, accepted, how) -> {
                    String target = path;
                    for (String word : chosen) {
                        target = target.replaceFirst("\\$", Matcher.quoteReplacement(word));
                    }
                    // an open stream would never end
                    target = escaped(target + query).replace("/events", how.equals("GET") ? "/event" : "/events");
                    return new Request(
                            how,
                            target,
                            new byte[0],
                            how.equals("DELETE")
                                    ? new String[] {"Accept: " + accepted, "Authorization: Bearer " + token}
                                    : new String[] {"Accept: " + accepted});
                });
    }

    private static Arbitrary<String> query() {
        return Combinators.combine(Arbitraries.of(QUERIES), Arbitraries.of(WORDS))
                .as((name, value) -> name + "=" + value)
                .list()
                .ofMaxSize(3)
                .map(members -> members.isEmpty() ? "" : "?" + String.join("&", members));
    }

    private static String escaped(String target) {
        return target.replaceAll("[\"<>{}']", "%22");
    }

    private Arbitrary<Request> post(String path, String valid) {
        Arbitrary<String> type = Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.just("application/json")), Tuple.of(1, Arbitraries.of(TYPES)));
        Arbitrary<String> query = Arbitraries.frequencyOf(Tuple.of(7, Arbitraries.just("")), Tuple.of(1, query()));
        return Combinators.combine(change().list().ofMaxSize(3), type, query).as((changes, as, asked) -> {
            StringBuilder body = new StringBuilder(valid);
            changes.forEach(change -> change.accept(body));
            return new Request(
                    "POST",
                    path + escaped(asked),
                    body.isEmpty() ? new byte[] {' '} : body.toString().getBytes(StandardCharsets.UTF_8),
                    new String[] {"Content-Type: " + as, "Authorization: Bearer " + token});
        });
    }

    /** A change of some part of a body. */
    private static Arbitrary<Consumer<StringBuilder>> change() {
        Arbitrary<Integer> place =
                Arbitraries.integers().between(0, 1 << 20).withDistribution(RandomDistribution.uniform());
        Arbitrary<Integer> length = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 4), Arbitraries.integers().between(1, 400));
        Arbitrary<Integer> kind = Arbitraries.integers().between(0, 5);
        return Combinators.combine(kind, place, length, Arbitraries.of(VALUES))
                .as((how, where, many, value) -> body -> {
                    int at = where % (body.length() + 1);
                    int end = Math.min(body.length(), at + many);
                    switch (how) {
                        case 0 -> body.delete(at, end);
                        case 1 -> body.insert(at, value);
                        case 2 -> body.replace(at, end, value);
                        case 3 -> body.insert(at, body.substring(at, end));
                        case 4 -> body.setLength(at);
                        default -> {
                            int number = body.indexOf("0", at);
                            body.replace(Math.max(0, number), number + 1, value);
                        }
                    }
                });
    }
}
