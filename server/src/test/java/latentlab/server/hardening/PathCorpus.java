package latentlab.server.hardening;

import java.util.ArrayList;
import java.util.List;

/** Ways to write a path that leads out of what a server shows, as scanners try them. */
final class PathCorpus {
    private static final List<String> TARGETS = List.of(
            "etc/passwd",
            "latent-lab.db",
            "admin-token",
            "META-INF/MANIFEST.MF",
            "latentlab/server/Main.class",
            "templates/layout.html",
            "db/migration/V1__runs.sql",
            "proc/self/environ",
            "windows/win.ini",
            ".git/config");

    /** Words that any of these files has, and none of the site's. */
    static final List<String> LEAKS = List.of(
            "root:x:",
            "SQLite format 3",
            "sha256:",
            "Manifest-Version",
            "\u00ca\u00fe\u00ba\u00be",
            "th:replace",
            "create table",
            "PATH=",
            "[fonts]",
            "[core]");

    private static final List<String> UP = List.of(
            "../",
            "..\\",
            "..%2f",
            "..%5c",
            "%2e%2e/",
            "%2e%2e%2f",
            "%2e%2e%5c",
            ".%2e/",
            "%2e./",
            "..;/",
            "..%00/",
            "..%0d/",
            "%252e%252e%252f",
            "%c0%ae%c0%ae/",
            "%c0%ae%c0%ae%c0%af",
            "%e0%80%ae%e0%80%ae/",
            "%uff0e%uff0e/",
            "..%ef%bc%8f",
            "....//",
            ".../",
            "..//",
            "././../",
            "..%09/",
            "..\u00b7/");

    private static final List<String> BEFORE = List.of(
            "/", "/css/", "/js/", "/webjars/", "/api/v1/models/", "/models/", "/de/", "//", "/api/v1/runs/x/pictures/");

    private PathCorpus() {}

    static List<String> paths() {
        List<String> paths = new ArrayList<>();
        paths.add("/a".repeat(3900) + ".js"); // as deep as a request's line can be long
        for (String before : BEFORE) {
            for (String up : UP) {
                for (int i = 0; i < TARGETS.size(); i++) {
                    paths.add(before + up.repeat(1 + i % 6) + TARGETS.get(i));
                }
            }
            for (String target : TARGETS) {
                paths.add(before + target);
                paths.add(before + target + "%00.css");
                paths.add(before + target + ";.css");
                paths.add(before + "/" + target + "?v=000000000000");
                paths.add("http://localhost" + before + "../" + target);
                paths.add("file:///" + target);
            }
        }
        return paths;
    }
}
