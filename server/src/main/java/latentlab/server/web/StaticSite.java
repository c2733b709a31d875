package latentlab.server.web;

import io.javalin.Javalin;
import io.javalin.http.Header;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import latentlab.server.dataset.LabelledImages;
import latentlab.server.jobs.BackgroundRuns;
import latentlab.server.models.ModelLibrary;
import latentlab.server.models.TestCodes;
import latentlab.server.results.StudyLibrary;
import latentlab.server.web.SiteAddresses.Address;

/**
 * The site as files that any web space can serve. The application itself, started on a port of this machine's own, answers
 * for each address; a page becomes the {@code index.html} of a folder that is named as its address, anything else a file of
 * its address's name.
 */
public final class StaticSite implements AutoCloseable {
    /** Where an address has several forms, the one that pages fetch. */
    private static final Map<String, String> FORMS = Map.of("/api/v1/models/{id}/codes", "application/octet-stream");

    private static final Pattern LINK = Pattern.compile("<(?:a|link)\\s[^>]*>");
    private static final Pattern TARGET = Pattern.compile("(?<=\\s(?:href|data-page)=\")[^\"#?]*");
    private static final Pattern VERSIONED = Pattern.compile("(?<=[\"'])[^\"'\\s]+(?=\\?v=[0-9a-f]{12}[\"'])");

    private final Javalin app;
    private final List<Address> addresses;
    private final Set<String> pages;
    private final HttpClient client = HttpClient.newHttpClient();

    /** Takes what {@link LatentLabApp} does; runs are shown as they stand. */
    public StaticSite(
            ModelLibrary models,
            Map<String, Supplier<LabelledImages>> readers,
            StudyLibrary studyResults,
            TestCodes testCodes,
            BackgroundRuns runs)
            throws IOException {
        AdminToken nobodyKnows = new AdminToken(UUID.randomUUID().toString());
        app = LatentLabApp.create(models, readers, studyResults, testCodes, runs, nobodyKnows, Hosting.USUAL, true);
        app.start("127.0.0.1", 0);
        addresses = new SiteAddresses(models, new TestSets(readers), studyResults, new RunList(runs, models)).of(app);
        pages = addresses.stream().filter(Address::page).map(Address::path).collect(Collectors.toSet());
    }

    /** Gets the files. */
    public interface Output {
        /**
         * @param path relative to the site's root
         * @param left files that are still to come, as far as is known
         */
        void file(String path, byte[] content, int left) throws IOException;
    }

    /** Hands out all files, one after the other. */
    public void write(Output output) throws IOException, InterruptedException {
        Deque<Address> left = new ArrayDeque<>(addresses);
        Set<String> seen = new HashSet<>();
        Assets.shipped().forEach(path -> add(path, left, seen));
        while (!left.isEmpty()) {
            Address address = left.removeFirst();
            byte[] content = fetch(address);
            if (content == null) {
                continue;
            }
            if (address.page()) {
                content = withFolders(address.path(), new String(content, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8);
            }
            if (address.page() || address.path().endsWith(".js")) {
                String base = folder(address);
                Matcher more = VERSIONED.matcher(new String(content, StandardCharsets.UTF_8));
                while (more.find()) {
                    add(resolve(base, more.group()), left, seen);
                }
            }
            output.file(file(address), content, left.size());
        }
    }

    private static void add(String asset, Deque<Address> left, Set<String> seen) {
        if (seen.add(asset)) {
            left.addLast(new Address(asset, asset, false));
        }
    }

    /** Null for what the API says is not there, such as the classifiers of a model that has none. */
    private byte[] fetch(Address address) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + app.port() + address.path());
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(uri)
                        .header(Header.ACCEPT, FORMS.getOrDefault(address.route(), "*/*"))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() == 404 && address.route().startsWith("/api/v1/")) {
            return null;
        }
        if (answer.statusCode() != 200) {
            throw new IOException(address.path() + " is answered with " + answer.statusCode());
        }
        return answer.body();
    }

    private static String file(Address address) {
        return address.page()
                ? folder(address).substring(1) + "index.html"
                : address.path().substring(1);
    }

    /** What relative addresses in it are relative to. */
    private static String folder(Address address) {
        return address.page() ? asFolder(address.path()) : address.path();
    }

    private static String asFolder(String path) {
        return path.endsWith("/") ? path : path + "/";
    }

    /** Links to pages get the slash of a folder at the end: servers send readers there, but only after a detour. */
    private String withFolders(String path, String html) {
        String base = asFolder(path);
        return LINK.matcher(html)
                .replaceAll(link -> Matcher.quoteReplacement(TARGET.matcher(link.group())
                        .replaceAll(target -> Matcher.quoteReplacement(withFolder(base, target.group())))));
    }

    private String withFolder(String base, String target) {
        boolean page = !target.isEmpty()
                && !target.endsWith("/")
                && !target.contains(":")
                && pages.contains(resolve(base, target));
        return page ? target + "/" : target;
    }

    private static String resolve(String base, String reference) {
        return URI.create("http://site" + base).resolve(reference).getPath();
    }

    @Override
    public void close() {
        app.stop();
    }
}
