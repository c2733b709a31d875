package latentlab.server.web;

import io.javalin.http.Context;
import io.javalin.http.staticfiles.ResourceHandler;
import io.javalin.http.staticfiles.StaticFileConfig;
import io.javalin.security.RouteRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import latentlab.server.models.ProgramFiles;
import latentlab.server.web.language.Language;

/**
 * The files of the site: those of {@code public/} and those of WebJars under {@code webjars/}. Each is read, hashed and
 * compressed when first asked for, and kept. Only paths of plain names reach the class path, so nothing else can be
 * read through here.
 *
 * <p>Style sheets that a style sheet of ours imports become part of it, as one file is here sooner than two. What our
 * scripts import carries its version.
 */
final class Assets implements ResourceHandler {
    private static final Pattern PLAIN_PATH = Pattern.compile("(/[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*)+");
    /** Far more than any has; the pattern goes deeper with each folder. */
    private static final int LONGEST_PATH = 200;

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("png", "image/png"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("woff2", "font/woff2"));

    private static final Pattern STYLE_IMPORT = Pattern.compile("@import '([^']+)';");
    private static final Pattern SCRIPT_IMPORT = Pattern.compile("'(?<=\\b(?:from |import\\()')\\.[^']+(?='[;)])");

    /** A script for each language but English: what its pages show from scripts. */
    private static final Map<String, Language> MESSAGES = Language.ALL.stream()
            .filter(language -> language != Language.ENGLISH)
            .collect(Collectors.toMap(language -> "/js/messages-" + language.tag() + ".js", language -> language));

    private final Map<String, Content> found = new ConcurrentHashMap<>();

    /** An address relative to the site's root that changes with the file's bytes, so that it may be kept for ever. */
    String versioned(String path) {
        return path + version(path);
    }

    private String version(String path) {
        return "?v=" + require(path).sha256().substring(0, 12);
    }

    /** The text of a file, to be shown. */
    String text(String path) {
        return new String(require(path).plain(), StandardCharsets.UTF_8);
    }

    private Content require(String path) {
        return find("/" + path)
                .orElseThrow(() -> new IllegalArgumentException("no file " + path + " in public/ or webjars/"));
    }

    @Override
    public boolean canHandle(Context ctx) {
        return find(ctx.path()).isPresent();
    }

    @Override
    public boolean handle(Context ctx) {
        Optional<Content> content = find(ctx.path());
        content.ifPresent(file -> {
            String version = ctx.queryParam("v");
            boolean named =
                    version != null && version.length() >= 12 && file.sha256().startsWith(version);
            file.send(ctx, named ? Content.IMMUTABLE : Content.REVALIDATE);
        });
        return content.isPresent();
    }

    private Optional<Content> find(String path) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null
                || path.length() > LONGEST_PATH
                || !PLAIN_PATH.matcher(path).matches()) {
            return Optional.empty();
        }
        Content known = found.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        if (MESSAGES.containsKey(path)) {
            return Optional.of(found.computeIfAbsent(path, absent -> messages(MESSAGES.get(path))));
        }
        boolean ours = !path.startsWith("/webjars/");
        URL file = Assets.class.getResource(ours ? "/public" + path : "/META-INF/resources" + path);
        if (file == null) {
            return Optional.empty();
        }
        byte[] bytes = read(file);
        Content content = new Content(type, ours ? resolved(path, bytes) : bytes);
        Content other = found.putIfAbsent(path, content);
        return Optional.of(other == null ? content : other);
    }

    private static Content messages(Language language) {
        String texts = new String(Json.write(language.scripts()), StandardCharsets.UTF_8);
        return new Content(
                TYPES.get("js"), ("globalThis.messages = " + texts + ";\n").getBytes(StandardCharsets.UTF_8));
    }

    private byte[] resolved(String path, byte[] bytes) {
        if (!path.endsWith(".css") && !path.endsWith(".js")) {
            return bytes;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        URI here = URI.create(path);
        String resolved = path.endsWith(".css")
                ? STYLE_IMPORT
                        .matcher(text)
                        .replaceAll(match -> Matcher.quoteReplacement(text(imported(here, match.group(1)))))
                : SCRIPT_IMPORT
                        .matcher(text)
                        .replaceAll(match -> match.group()
                                + version(imported(here, match.group().substring(1))));
        return resolved.getBytes(StandardCharsets.UTF_8);
    }

    /** The path of a file that another one names. */
    private static String imported(URI here, String reference) {
        return here.resolve(reference).getPath().substring(1);
    }

    private static byte[] read(URL file) {
        try (InputStream in = file.openStream()) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Changes when any of the program's own files does. */
    String versionOfAll() {
        StringBuilder all = new StringBuilder();
        Stream.concat(shipped().stream(), MESSAGES.keySet().stream().sorted())
                .forEach(path -> find(path).ifPresent(file -> all.append(path).append(file.sha256())));
        return new Content("text/plain", all.toString().getBytes(StandardCharsets.UTF_8))
                .sha256()
                .substring(0, 12);
    }

    /** The addresses of the program's own files; those of WebJars become known by the pages that name them. */
    static List<String> shipped() {
        try {
            Path program = ProgramFiles.place();
            if (Files.isDirectory(program)) { // during development
                return shipped(program.resolve("public"));
            }
            try (FileSystem jar = FileSystems.newFileSystem(program)) {
                return shipped(jar.getPath("public"));
            }
        } catch (IOException broken) {
            throw new IllegalStateException("the program itself can't be read", broken);
        }
    }

    private static List<String> shipped(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> "/" + folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public boolean addStaticFileConfig(StaticFileConfig config) {
        return false;
    }

    @Override
    public Set<RouteRole> resourceRouteRoles(Context ctx) {
        return Set.of();
    }
}
