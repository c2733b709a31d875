package latentlab.server.web;

import static latentlab.server.web.BadRequest.MODEL;
import static latentlab.server.web.BadRequest.bytes;

import java.util.ArrayList;
import java.util.List;

/** What may be wrong with where a request goes: its path, its method or its query. */
final class BadAddresses {
    private static final String ESCAPED_SCRIPT = "%3Cscript%3Ealert(1)%3C/script%3E";

    private BadAddresses() {}

    /** All of them. */
    static List<BadRequest> cases() {
        List<BadRequest> cases = new ArrayList<>();
        addresses(cases);
        queries(cases);
        return cases;
    }

    private static void addresses(List<BadRequest> cases) {
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
            cases.add(new BadRequest("unknown path " + missing, 404, "GET", missing, null));
        }
        for (String call : List.of("encode", "decode", "interpolate")) {
            cases.add(new BadRequest(
                    call + " with an unknown model",
                    404,
                    "POST",
                    "/api/v1/models/nix/" + call,
                    bytes("{}"),
                    "Content-Type",
                    "application/json"));
        }
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW")) {
            cases.add(new BadRequest("page", 405, method, "/models", null));
            cases.add(new BadRequest("models", 405, method, "/api/v1/models", null));
            cases.add(new BadRequest("style sheet", 405, method, "/css/site.css", null));
        }
        for (String method : List.of("PUT", "DELETE")) {
            cases.add(new BadRequest("encode", 405, method, MODEL + "/encode", bytes("{}")));
        }
        for (String call : List.of("encode", "decode", "interpolate")) {
            cases.add(new BadRequest(call, 405, "GET", MODEL + "/" + call, null));
        }
    }

    private static void queries(List<BadRequest> cases) {
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
            cases.add(new BadRequest("?" + query, 400, "GET", "/api/v1/datasets/mnist/test?" + query, null));
        }
        for (String index : List.of("x", "-1", "1.5", "1e1", "99999999999", "%00", "%20", "NaN", "1;x=1")) {
            cases.add(new BadRequest("image " + index, 400, "GET", "/api/v1/datasets/mnist/test/" + index, null));
        }
    }
}
