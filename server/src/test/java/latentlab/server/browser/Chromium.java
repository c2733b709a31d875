package latentlab.server.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where this machine keeps its Chromium or Chrome. */
final class Chromium {
    /** The same engine without windows, which opens a page in half of the processor time. */
    private static final String HEADLESS_SHELL = "chromium-headless-shell";

    private static final List<String> NAMES = List.of(
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "chrome",
            "chrome.exe",
            "msedge.exe");

    private static final List<String> PLACES = List.of(
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
            "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
            "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
            "/snap/bin/chromium");

    private Chromium() {}

    /** The quickest for tests. */
    static Optional<Path> find() {
        return onPath(List.of(HEADLESS_SHELL)).findFirst().or(Chromium::findWhole);
    }

    /** One with all that its visitors have. */
    static Optional<Path> findWhole() {
        return Stream.concat(onPath(NAMES), PLACES.stream().map(Path::of).filter(Files::isExecutable))
                .findFirst();
    }

    private static Stream<Path> onPath(List<String> names) {
        String path = System.getenv().getOrDefault("PATH", "");
        return names.stream()
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable);
    }
}
