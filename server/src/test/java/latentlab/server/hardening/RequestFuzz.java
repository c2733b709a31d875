package latentlab.server.hardening;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    private final SplittableRandom random;
    private final String token;
    private final List<String> reads;

    /** @param reads see {@link #reads} */
    RequestFuzz(long seed, String token, List<String> reads) {
        random = new SplittableRandom(seed);
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

    Request next() {
        return switch (random.nextInt(10)) {
            case 0, 1 -> post("/api/v1/models/mnist-c32-d15-s0/encode", "{\"pixels\":" + numbers(784) + "}");
            case 2, 3 -> post("/api/v1/models/mnist-c32-d15-s0/decode", "{\"code\":" + numbers(15) + "}");
            case 4 ->
                post(
                        "/api/v1/models/mnist-c32-d15-s0/interpolate",
                        "{\"from\":" + numbers(784) + ",\"to\":" + numbers(784) + ",\"alphas\":" + numbers(3) + "}");
            case 5 ->
                post(
                        "/api/v1/runs",
                        "{\"dataset\":\"mnist\",\"latentDim\":0,\"channels\":4,\"epochs\":2,\"batchSize\":128,"
                                + "\"learningRate\":0.003,\"weightDecay\":0.01,\"schedule\":\"constant\",\"seed\":1,"
                                + "\"until\":{\"minutes\":1}}");
            default -> read();
        };
    }

    private Request read() {
        StringBuilder path = new StringBuilder();
        for (String part : pick(reads).split("(?<=\\$)|(?=\\$)")) {
            path.append(part.equals("$") ? pick(WORDS) : part);
        }
        path.append(query());
        String accept =
                pick(List.of("*/*", "text/html", "application/octet-stream", "image/png", "q=;;,", "text/html;q=2"));
        String method =
                random.nextInt(8) == 0 ? pick(List.of("HEAD", "DELETE", "PUT", "OPTIONS", "TRACE", "BREW")) : "GET";
        // an open stream would never end
        String target = escaped(path).replace("/events", method.equals("GET") ? "/event" : "/events");
        String[] headers = method.equals("DELETE")
                ? new String[] {"Accept: " + accept, "Authorization: Bearer " + token}
                : new String[] {"Accept: " + accept};
        return new Request(method, target, new byte[0], headers);
    }

    private StringBuilder query() {
        StringBuilder query = new StringBuilder();
        int members = random.nextInt(4);
        for (int i = 0; i < members; i++) {
            query.append(i == 0 ? '?' : '&').append(pick(QUERIES)).append('=').append(pick(WORDS));
        }
        return query;
    }

    private static String escaped(CharSequence target) {
        return target.toString().replaceAll("[\"<>{}']", "%22");
    }

    private Request post(String path, String valid) {
        StringBuilder body = new StringBuilder(valid);
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            change(body);
        }
        String type = random.nextInt(10) == 0 ? pick(TYPES) : "application/json";
        String target = random.nextInt(8) == 0 ? path + escaped(query()) : path;
        return new Request("POST", target, body.toString().getBytes(StandardCharsets.UTF_8), new String[] {
            "Content-Type: " + type, "Authorization: Bearer " + token
        });
    }

    private void change(StringBuilder body) {
        int at = random.nextInt(body.length() + 1);
        int end = Math.min(body.length(), at + 1 + random.nextInt(random.nextInt(4) == 0 ? 400 : 4));
        switch (random.nextInt(6)) {
            case 0 -> body.delete(at, end);
            case 1 -> body.insert(at, pick(VALUES));
            case 2 -> body.replace(at, end, pick(VALUES));
            case 3 -> body.insert(at, body.substring(at, end));
            case 4 -> body.setLength(at);
            default -> {
                int number = body.indexOf("0", at);
                if (number >= 0) {
                    body.replace(number, number + 1, pick(VALUES));
                }
            }
        }
        if (body.isEmpty()) {
            body.append(' ');
        }
    }

    private String numbers(int count) {
        return Stream.generate(() -> random.nextInt(5) == 0 ? "0.5" : "0")
                .limit(count)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
