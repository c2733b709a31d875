package latentlab.server.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import latentlab.server.dataset.Dataset;
import latentlab.server.web.language.Language;

/** {@code /service-worker.js}, which keeps the site on a visitor's device, with what it has to keep. */
final class ServiceWorker {
    private static final String OFFLINE = "/offline";

    /** Beside what the pages themselves name: some test images. */
    private static final List<String> DATA = List.of("api/v1/datasets/" + Dataset.MNIST + "/test/hundreds/0");

    private final Assets assets;
    private final boolean asFiles;
    private final Map<String, List<String>> pages = new TreeMap<>();
    private final Map<String, String> offline = new TreeMap<>();
    private Content script;

    ServiceWorker(Assets assets, boolean asFiles) {
        this.assets = assets;
        this.asFiles = asFiles;
    }

    /** @param paths of the pages that every visitor's device is to have, those in the visitor's language */
    void keep(List<String> paths) {
        for (Language language : Language.ALL) {
            String begin = language == Language.ENGLISH ? "" : language.tag() + "/";
            offline.put(begin, relative(language.prefix() + OFFLINE));
            pages.put(
                    begin,
                    paths.stream()
                            .filter(path -> Language.of(path) == language && !path.endsWith(OFFLINE))
                            .map(this::relative)
                            .toList());
        }
    }

    /** Answers with the script. It is another when any file of the site is, and so a browser takes it anew. */
    void script(Context ctx) {
        made().send(ctx, Content.REVALIDATE);
    }

    private synchronized Content made() {
        if (script == null) {
            String keeps = "const PAGES = " + json(pages) + ";\nconst DATA = " + json(DATA) + ";\nconst OFFLINE = "
                    + json(offline) + ";\n\n" + body();
            String version = new Content("", (assets.versionOfAll() + keeps).getBytes(StandardCharsets.UTF_8)).sha256();
            script = new Content(
                    "text/javascript; charset=utf-8",
                    ("const VERSION = " + json(version.substring(0, 12)) + ";\n" + keeps)
                            .getBytes(StandardCharsets.UTF_8));
        }
        return script;
    }

    /** As a page's address is seen from the site's root. */
    private String relative(String path) {
        return path.equals("/") ? "./" : path.substring(1) + (asFiles && !path.endsWith("/") ? "/" : "");
    }

    private static String json(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }

    private static String body() {
        try (InputStream in = ServiceWorker.class.getResourceAsStream("/worker/service-worker.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
