package latentlab.server.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import latentlab.server.export.ModelFile;
import latentlab.server.models.Model;
import latentlab.server.models.ModelLibrary;
import latentlab.server.results.StudyLibrary;
import latentlab.server.runs.Artefact;
import latentlab.server.runs.Run;

/**
 * Every address that a file can stand for: that of each of the application's own routes, once for each value that its
 * parameters can have. So a page that comes to the site comes to the copies of it, too.
 */
final class SiteAddresses {
    /** What only a running program can answer. */
    private static final Set<String> LIVE = Set.of("/livez", "/readyz", "/metrics", "/api/v1/runs/{id}/events");

    /** Single test images: those that the example of the API takes, and a few more. */
    private static final int SINGLE_IMAGES = 10;

    /** The values of a parameter, when those before it have been chosen. */
    private interface Values {
        List<String> of(Map<String, String> chosen) throws IOException;
    }

    /** By the parameter with the part of the route before it. */
    private final Map<String, Values> values = new HashMap<>();

    SiteAddresses(ModelLibrary models, TestSets testSets, StudyLibrary studies, RunList runs) {
        values.put("models/{id}", chosen -> models.all().stream().map(Model::id).toList());
        values.put(
                "{id}/{file}",
                chosen -> Arrays.stream(ModelFile.values())
                        .map(ModelFile::fileName)
                        .toList());
        values.put("runs/{id}", chosen -> runs.all().stream().map(Run::id).toList());
        values.put(
                "pictures/{name}",
                chosen -> runs.artefacts(runs.find(chosen.get("{id}")).orElseThrow()).stream()
                        .map(Artefact::name)
                        .filter(name -> !name.equals("model"))
                        .toList());
        values.put("studies/{name}", chosen -> StudyLibrary.NAMES);
        values.put("{name}/{preset}", chosen -> studies.presets(chosen.get("{name}")));
        values.put("{preset}/{table}", chosen -> tables(studies, chosen.get("{name}"), chosen.get("{preset}")));
        values.put("datasets/{name}", chosen -> List.copyOf(testSets.names()));
        values.put("test/{index}", chosen -> numbers(SINGLE_IMAGES));
        values.put(
                "hundreds/{hundred}",
                chosen -> numbers(
                        (testSets.find(chosen.get("{name}")).orElseThrow().size() + 99) / 100));
    }

    /**
     * An address of the site.
     *
     * @param route with its parameters in braces
     * @param path  with a leading slash
     * @param page  whether people read it
     */
    record Address(String route, String path, boolean page) {}

    /** All of them, pages first. An address that has others below is left out where it is no page: it would be a folder. */
    List<Address> of(Javalin app) throws IOException {
        List<Address> all = new ArrayList<>();
        for (String route : routes(app).toList()) {
            for (String path : expand(route)) {
                all.add(new Address(route, path, isPage(route)));
            }
        }
        TreeSet<String> paths = new TreeSet<>();
        all.forEach(address -> paths.add(address.path()));
        all.removeIf(address -> !address.page() && hasBelow(paths, address.path()));
        all.sort(Comparator.comparing(Address::page).reversed());
        return all;
    }

    /** The pages without parameters. */
    static List<String> plainPages(Javalin app) {
        return routes(app)
                .filter(route -> !route.contains("{") && isPage(route))
                .toList();
    }

    private static boolean isPage(String route) {
        return !route.startsWith("/api/v1/") && !route.endsWith(".js");
    }

    private static boolean hasBelow(TreeSet<String> paths, String path) {
        String next = paths.ceiling(path + "/");
        return next != null && next.startsWith(path + "/");
    }

    private static Stream<String> routes(Javalin app) {
        List<String> all = app.unsafe.internalRouter.allHttpHandlers().stream()
                .filter(handler -> handler.endpoint.method == HandlerType.GET)
                .map(handler -> handler.endpoint.path)
                .toList();
        return all.stream()
                .filter(route -> !LIVE.contains(route))
                .filter(route -> !all.contains(route + "/")); // it only leads there
    }

    private List<String> expand(String route) throws IOException {
        if (route.endsWith("/")) {
            return List.of(route);
        }
        List<String> paths = new ArrayList<>();
        expand(route.substring(1).split("/"), 0, "", Map.of(), paths);
        return paths;
    }

    private void expand(String[] parts, int at, String path, Map<String, String> chosen, List<String> into)
            throws IOException {
        if (at == parts.length) {
            into.add(path);
            return;
        }
        int begin = parts[at].indexOf('{');
        if (begin < 0) {
            expand(parts, at + 1, path + "/" + parts[at], chosen, into);
            return;
        }
        String parameter = parts[at].substring(begin, parts[at].indexOf('}') + 1);
        for (String value : values(parts[at - 1].replaceAll("(?<=}).*", "") + "/" + parameter, chosen)) {
            Map<String, String> more = new HashMap<>(chosen);
            more.put(parameter, value);
            expand(parts, at + 1, path + "/" + parts[at].replace(parameter, value), more, into);
        }
    }

    private List<String> values(String parameter, Map<String, String> chosen) throws IOException {
        Values known = values.get(parameter);
        if (known == null) {
            throw new IllegalStateException(
                    "SiteAddresses has to know which values " + parameter + " of a route can have");
        }
        return known.of(chosen);
    }

    private static List<String> tables(StudyLibrary studies, String name, String preset) throws IOException {
        JsonNode results = Json.read(studies.find(name, preset).orElseThrow().bytes());
        return results.path("tables").findValuesAsText("name");
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }
}
