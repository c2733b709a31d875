package latentlab.server.web;

import static latentlab.server.web.BadRequest.MODEL;
import static latentlab.server.web.BadRequest.SCRIPT;
import static latentlab.server.web.BadRequest.bytes;
import static latentlab.server.web.BadRequest.json;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may be wrong with what is sent to the calls that compute, and with what it is said to be. */
final class BadBodies {
    private BadBodies() {}

    /** All of them. */
    static List<BadRequest> cases() {
        List<BadRequest> cases = new ArrayList<>();
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
        return cases;
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

    private static String list(int count, String number) {
        return Stream.generate(() -> number).limit(count).collect(Collectors.joining(",", "[", "]"));
    }

    private static String replaced(int count, String number, String one) {
        return list(count, number).replaceFirst(number, one);
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

    private static void pixelsOutside(List<BadRequest> cases) {
        for (String outside : List.of("-0.0001", "1.0001", "2", "255", "-1", "1e9", "-1e-300")) {
            cases.add(json(
                    "encode: pixel " + outside, 400, "encode", "{\"pixels\":" + replaced(784, "0.5", outside) + "}"));
        }
        for (String huge : List.of("1e10", "-1e10", "3.4028235e38", "1e300")) {
            cases.add(json("decode: code " + huge, 400, "decode", "{\"code\":[0," + huge + ",0]}"));
        }
    }

    private static void members(List<BadRequest> cases, String picture) {
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
        cases.add(new BadRequest(
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

    private static void mediaTypes(List<BadRequest> cases, String picture) {
        byte[] good = bytes("{\"pixels\":" + picture + "}");
        cases.add(new BadRequest("encode: no Content-Type", 415, "POST", MODEL + "/encode", good));
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
            cases.add(new BadRequest("encode: " + type, 415, "POST", MODEL + "/encode", good, "Content-Type", type));
        }
        cases.add(new BadRequest(
                "encode: compressed",
                415,
                "POST",
                MODEL + "/encode",
                good,
                "Content-Type",
                "application/json",
                "Content-Encoding",
                "gzip"));
        cases.add(new BadRequest(
                "encode: answer as text",
                406,
                "POST",
                MODEL + "/encode",
                good,
                "Content-Type",
                "application/json",
                "Accept",
                "text/plain"));
        cases.add(new BadRequest(
                "image as PNG", 406, "GET", "/api/v1/datasets/mnist/test/1", null, "Accept", "image/png"));
        cases.add(new BadRequest(
                "images as nothing",
                406,
                "GET",
                "/api/v1/datasets/mnist/test?from=0&count=1",
                null,
                "Accept",
                "application/json;q=0, application/octet-stream;q=0"));
    }
}
