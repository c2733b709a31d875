package latentlab.server.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where this machine keeps its Chromium or Chrome. */
final class Chromium {
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

    static Optional<Path> find() {
        String path = System.getenv().getOrDefault("PATH", "");
        Stream<Path> onPath = NAMES.stream()
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)));
        return Stream.concat(onPath, PLACES.stream().map(Path::of))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
