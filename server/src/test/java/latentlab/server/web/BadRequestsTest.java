package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent, it is answered with 4xx and a problem that can be read, and nothing of it comes back as markup. */
class BadRequestsTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** @param headers names and values by turns */
    record Case(String what, int status, String method, String path, byte[] body, String... headers) {
        @Override
        public String toString() {
            return status + " " + method + " " + what;
        }
    }

    private static final String MODEL = "/api/v1/models/small";
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final String ESCAPED_SCRIPT = "%3Cscript%3Ealert(1)%3C/script%3E";

    private static String list(int count, String number) {
        return Stream.generate(() -> number).limit(count).collect(Collectors.joining(",", "[", "]"));
    }

    private static String replaced(int count, String number, String one) {
        return list(count, number).replaceFirst(number, one);
    }

    /** Bodies that are wrong wherever an object with lists is expected. */
    private static List<String[]> brokenJson() {
        return List.of(
                new String[] {"empty body", ""},
                new String[] {"white space", " \n\t "},
                new String[] {"null", "null"},
                new String[] {"true", "true"},
                new String[] {"number", "1"},
                new String[] {"string", "\"" + SCRIPT + "\""},
                new String[] {"list", "[]"},
                new String[] {"list of numbers", list(784, "0")},
                new String[] {"empty object", "{}"},
                new String[] {"open object", "{"},
                new String[] {"closing brace", "}"},
                new String[] {"markup", SCRIPT},
                new String[] {"form", "pixels=0&pixels=1"},
                new String[] {"only an unknown member", "{\"" + SCRIPT + "\":[1]}"},
                new String[] {"unknown member nested", "{\"x\":{\"y\":[{}]}}"},
                new String[] {"member without value", "{\"pixels\"}"},
                new String[] {"bare name", "{pixels:[0]}"},
                new String[] {"single quotes", "{'pixels':[0]}"},
                new String[] {"comment", "/* x */{}"},
                new String[] {"byte order mark alone", "\ufeff"},
                new String[] {"zero bytes", "\0\0\0\0"},
                new String[] {"deeply nested", "[".repeat(50_000)},
                new String[] {"deeply nested objects", "{\"a\":".repeat(20_000)});
    }

    /** Texts that are not the list of {@code count} numbers that a member must be. */
    private static List<String[]> wrongLists(int count, String good) {
        return List.of(
                new String[] {"null", "null"},
                new String[] {"object", "{}"},
                new String[] {"text", "\"" + SCRIPT + "\""},
                new String[] {"number", "0"},
                new String[] {"empty list", "[]"},
                new String[] {"one too few", list(count - 1, good)},
                new String[] {"one too many", list(count + 1, good)},
                new String[] {"far too many", list(20 * count, good)},
                new String[] {"a text among them", replaced(count, good, "\"0.5\"")},
                new String[] {"markup among them", replaced(count, good, "\"" + SCRIPT + "\"")},
                new String[] {"\"NaN\" among them", replaced(count, good, "\"NaN\"")},
                new String[] {"NaN among them", replaced(count, good, "NaN")},
                new String[] {"Infinity among them", replaced(count, good, "Infinity")},
                new String[] {"-Infinity among them", replaced(count, good, "-Infinity")},
                new String[] {"null among them", replaced(count, good, "null")},
                new String[] {"true among them", replaced(count, good, "true")},
                new String[] {"a list among them", replaced(count, good, "[0]")},
                new String[] {"an object among them", replaced(count, good, "{}")},
                new String[] {"1e999", replaced(count, good, "1e999")},
                new String[] {"-1e999", replaced(count, good, "-1e999")},
                new String[] {"1e39", replaced(count, good, "1e39")},
                new String[] {"huge exponent", replaced(count, good, "1e2147483648")},
                new String[] {"many digits", replaced(count, good, "9".repeat(900))},
                new String[] {"too many digits", replaced(count, good, "9".repeat(5000))},
                new String[] {"hexadecimal", replaced(count, good, "0x1")},
                new String[] {"leading zero", replaced(count, good, "01")},
                new String[] {"plus sign", replaced(count, good, "+1")},
                new String[] {"no digit before the point", replaced(count, good, ".5")},
                new String[] {"trailing comma", list(count, good).replace("]", ",]")},
                new String[] {"never closed", list(count, good).replace("]", "")});
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String call : List.of("encode", "decode", "interpolate")) {
            for (String[] broken : brokenJson()) {
                cases.add(json(call + ": " + broken[0], 400, call, broken[1]));
            }
        }
        for (String[] wrong : wrongLists(784, "0.5")) {
            cases.add(json("encode: " + wrong[0], 400, "encode", "{\"pixels\":" + wrong[1] + "}"));
        }
        for (String[] wrong : wrongLists(3, "0.25")) {
            cases.add(json("decode: " + wrong[0], 400, "decode", "{\"code\":" + wrong[1] + "}"));
        }
        String picture = list(784, "0");
        for (String[] wrong : wrongLists(101, "0.5")) {
            String enough = wrong[0].equals("one too few") ? "[]" : wrong[1];
            cases.add(json(
                    "interpolate: alphas: " + wrong[0],
                    400,
                    "interpolate",
                    "{\"from\":" + picture + ",\"to\":" + picture + ",\"alphas\":" + enough + "}"));
        }
        pixelsOutside(cases);
        members(cases, picture);
        mediaTypes(cases, picture);
        addresses(cases);
        queries(cases);
        return cases;
    }

    private static void pixelsOutside(List<Case> cases) {
        for (String outside : List.of("-0.0001", "1.0001", "2", "255", "-1", "1e9", "-1e-300")) {
            cases.add(json(
                    "encode: pixel " + outside, 400, "encode", "{\"pixels\":" + replaced(784, "0.5", outside) + "}"));
        }
        for (String huge : List.of("1e10", "-1e10", "3.4028235e38", "1e300")) {
            cases.add(json("decode: code " + huge, 400, "decode", "{\"code\":[0," + huge + ",0]}"));
        }
    }

    private static void members(List<Case> cases, String picture) {
        String pixels = "\"pixels\":" + picture;
        cases.add(json("encode: extra member", 400, "encode", "{" + pixels + ",\"extra\":1}"));
        cases.add(json("encode: member twice", 400, "encode", "{" + pixels + "," + pixels + "}"));
        cases.add(json("encode: something follows", 400, "encode", "{" + pixels + "}{}"));
        cases.add(json("encode: markup follows", 400, "encode", "{" + pixels + "}" + SCRIPT));
        cases.add(json("encode: the code instead", 400, "encode", "{\"code\":[0,0,0]}"));
        cases.add(json("decode: pixels instead", 400, "decode", "{" + pixels + "}"));
        cases.add(json(
                "interpolate: no alphas", 400, "interpolate", "{\"from\":" + picture + ",\"to\":" + picture + "}"));
        cases.add(json("interpolate: no to", 400, "interpolate", "{\"from\":" + picture + ",\"alphas\":[0]}"));
        cases.add(json("interpolate: no from", 400, "interpolate", "{\"to\":" + picture + ",\"alphas\":[0]}"));
        cases.add(json(
                "interpolate: short from",
                400,
                "interpolate",
                "{\"from\":" + list(783, "0") + ",\"to\":" + picture + ",\"alphas\":[0]}"));
        cases.add(json(
                "interpolate: alpha above 1",
                400,
                "interpolate",
                "{\"from\":" + picture + ",\"to\":" + picture + ",\"alphas\":[0,1.5]}"));
        cases.add(new Case(
                "encode: broken UTF-8",
                400,
                "POST",
                MODEL + "/encode",
                new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'},
                "Content-Type",
                "application/json"));
        cases.add(json("encode: 300 KB", 413, "encode", " ".repeat(300_000) + "{}"));
        cases.add(json("decode: 5 MB", 413, "decode", "{\"code\":" + list(1_000_000, "0.25") + "}"));
    }

    private static void mediaTypes(List<Case> cases, String picture) {
        byte[] good = bytes("{\"pixels\":" + picture + "}");
        cases.add(new Case("encode: no Content-Type", 415, "POST", MODEL + "/encode", good));
        for (String type : List.of(
                "text/plain",
                "text/html",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/octet-stream",
                "application/jsonx",
                "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1",
                "application/xml",
                "json",
                "*/*",
                SCRIPT)) {
            cases.add(new Case("encode: " + type, 415, "POST", MODEL + "/encode", good, "Content-Type", type));
        }
        cases.add(new Case(
                "encode: compressed",
                415,
                "POST",
                MODEL + "/encode",
                good,
                "Content-Type",
                "application/json",
                "Content-Encoding",
                "gzip"));
        cases.add(new Case(
                "encode: answer as text",
                406,
                "POST",
                MODEL + "/encode",
                good,
                "Content-Type",
                "application/json",
                "Accept",
                "text/plain"));
        cases.add(new Case("image as PNG", 406, "GET", "/api/v1/datasets/mnist/test/1", null, "Accept", "image/png"));
        cases.add(new Case(
                "images as nothing",
                406,
                "GET",
                "/api/v1/datasets/mnist/test?from=0&count=1",
                null,
                "Accept",
                "application/json;q=0, application/octet-stream;q=0"));
    }

    private static void addresses(List<Case> cases) {
        for (String missing : List.of(
                "/nothing",
                "/index.php",
                "/api/",
                "/api/v1",
                "/api/v1/",
                "/api/v2/models",
                "/api/v1/models/",
                "/api/v1/models/nix",
                "/api/v1/models/nix/encoder.safetensors",
                "/api/v1/models/small/",
                "/api/v1/models/small/nix.safetensors",
                "/api/v1/models/small/encoder.safetensors.gz",
                "/api/v1/models/small/ENCODER.SAFETENSORS",
                "/api/v1/models/SMALL",
                "/api/v1/models/" + ESCAPED_SCRIPT.replace("/", "%20"),
                "/api/v1/datasets/nix/test/1",
                "/api/v1/datasets/nix/test?from=0&count=1",
                "/api/v1/datasets/mnist/train/1",
                "/api/v1/datasets/mnist/test/20",
                "/api/v1/datasets/mnist/test/999999999",
                "/models/",
                "/css/nix.css",
                "/css/",
                "/css",
                "/js/.htaccess",
                "/.git/config",
                "/META-INF/MANIFEST.MF",
                "/templates/draw.html",
                "/logback.xml",
                "/webjars/",
                "/webjars/picocss__pico/2.1.1/package.json/x",
                "/latentlab/server/Main.class",
                "/" + ESCAPED_SCRIPT)) {
            cases.add(new Case("unknown path " + missing, 404, "GET", missing, null));
        }
        for (String call : List.of("encode", "decode", "interpolate")) {
            cases.add(new Case(
                    call + " with an unknown model",
                    404,
                    "POST",
                    "/api/v1/models/nix/" + call,
                    bytes("{}"),
                    "Content-Type",
                    "application/json"));
        }
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW")) {
            cases.add(new Case("page", 405, method, "/models", null));
            cases.add(new Case("models", 405, method, "/api/v1/models", null));
            cases.add(new Case("style sheet", 405, method, "/css/site.css", null));
        }
        for (String method : List.of("PUT", "DELETE")) {
            cases.add(new Case("encode", 405, method, MODEL + "/encode", bytes("{}")));
        }
        for (String call : List.of("encode", "decode", "interpolate")) {
            cases.add(new Case(call, 405, "GET", MODEL + "/" + call, null));
        }
    }

    private static void queries(List<Case> cases) {
        for (String query : List.of(
                "from=-1&count=1",
                "from=20&count=1",
                "from=19&count=2",
                "from=0&count=0",
                "from=0&count=-1",
                "from=0&count=21",
                "from=x&count=1",
                "from=&count=1",
                "from=0&count=",
                "from=0&count=1e1",
                "from=0.5&count=1",
                "from=99999999999999&count=1",
                "from=2147483647&count=2147483647",
                "from=999999999&count=999999999",
                "from=" + ESCAPED_SCRIPT + "&count=1",
                "from=%zz&count=1",
                "from=0&from=1&count=1",
                "from=%ff%fe&count=1",
                "from=%00&count=1")) {
            cases.add(new Case("?" + query, 400, "GET", "/api/v1/datasets/mnist/test?" + query, null));
        }
        for (String index : List.of("x", "-1", "1.5", "1e1", "99999999999", "%00", "%20", "NaN", "1;x=1")) {
            cases.add(new Case("image " + index, 400, "GET", "/api/v1/datasets/mnist/test/" + index, null));
        }
    }

    private static Case json(String what, int status, String call, String body) {
        return new Case(what, status, "POST", MODEL + "/" + call, bytes(body), "Content-Type", "application/json");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void thereAreMoreThanAHundred() {
        assertThat(cases()).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isRefusedWithAProblem(Case one) throws Exception {
        // HttpClient refuses to send a path or query that is no URI
        if (one.path().contains("%zz")) {
            String answer = server.raw("GET " + one.path() + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 400").contains("Content-Type: application/problem+json");
            return;
        }
        HttpResponse<byte[]> answer = server.send(one.method(), one.path(), one.body(), one.headers());
        String text = TestServer.text(answer);
        assertThat(answer.statusCode()).as(text).isEqualTo(one.status());
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(text).doesNotContain("<").doesNotContainIgnoringCase("alert(1)</");
        JsonNode problem = TestServer.JSON.readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(one.status());
        assertThat(problem.path("type").asText()).isNotEmpty();
        assertThat(problem.path("title").asText()).isNotEmpty();
        assertThat(problem.path("detail").asText()).hasSizeBetween(10, 300).doesNotContain("script");
        if (one.status() == 405) {
            assertThat(answer.headers().firstValue("Allow").orElse("")).containsAnyOf("GET, HEAD", "POST");
        }
    }
}
