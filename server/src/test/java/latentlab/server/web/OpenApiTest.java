package latentlab.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import latentlab.server.export.ModelFile;
import latentlab.server.results.QuickStudy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The description of the API and the API itself. */
class OpenApiTest {
    @RegisterExtension
    private static final TestServer server = new TestServer();

    private static JsonNode description;

    @BeforeAll
    static void read() throws Exception {
        description =
                TestServer.JSON.readTree(server.get("/api/v1/openapi.json").body());
    }

    @Test
    void describesEveryRouteAndNoOther() {
        Set<String> described = new TreeSet<>();
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> described.add(method.toUpperCase() + " " + path.getKey())));
        described.remove("GET /api/v1/openapi.json"); // a file
        Set<String> routes = new TreeSet<>();
        server.app().unsafe.internalRouter.allHttpHandlers().forEach(handler -> {
            String path = handler.endpoint.path;
            if (path.startsWith("/api/v1") || path.endsWith("z")) {
                routes.add(handler.endpoint.method.name() + " " + path);
            }
        });
        routes.removeIf(route -> route.startsWith("HEAD"));
        Set<String> all = Set.copyOf(routes);
        routes.removeIf(route -> route.endsWith(".json") && all.contains(route.replaceAll("\\.json$", "")));
        assertThat(described).isEqualTo(routes);
    }

    @Test
    void namesTheFiles() {
        JsonNode names = description.at("/paths/~1api~1v1~1models~1{id}~1{file}/get/parameters/1/schema/enum");
        assertThat(names).hasSize(ModelFile.values().length);
        for (JsonNode name : names) {
            assertThat(ModelFile.named(name.asText())).isPresent();
        }
    }

    @Test
    void everyReferenceHasATarget() {
        description
                .findValuesAsText("$ref")
                .forEach(reference -> assertThat(
                                description.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @ParameterizedTest
    @CsvSource({
        "/livez, /livez",
        "/readyz, /readyz",
        "/api/v1/models, /api/v1/models",
        "/api/v1/models/{id}, /api/v1/models/small",
        "/api/v1/models/{id}/reference, /api/v1/models/small/reference",
        "/api/v1/models/{id}/codes, /api/v1/models/small/codes",
        "/api/v1/models/{id}/correlation, /api/v1/models/small/correlation",
        "/api/v1/datasets/{name}/test, /api/v1/datasets/mnist/test?from=3&count=2",
        "/api/v1/datasets/{name}/test/{index}, /api/v1/datasets/mnist/test/3",
        "/api/v1/runs, /api/v1/runs",
        "/api/v1/runs/{id}, /api/v1/runs/small",
        "/api/v1/studies, /api/v1/studies"
    })
    void answersAreAsDescribed(String path, String address) throws Exception {
        HttpResponse<byte[]> answer = server.get(address);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(differences(path, "get", answer.body())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "encode | {'pixels': [PICTURE]}",
                "decode | {'code': [0.5, -1, 2]}",
                "interpolate | {'from': [PICTURE], 'to': [PICTURE], 'alphas': [0, 0.5]}"
            })
    void computedAnswersAreAsDescribed(String call, String body) throws Exception {
        String json = body.replace('\'', '"').replace("PICTURE", "0.5,".repeat(783) + "0.5");
        HttpResponse<byte[]> answer = server.send(
                "POST", "/api/v1/models/small/" + call, json.getBytes(UTF_8), "Content-Type", "application/json");
        assertThat(answer.statusCode()).as(TestServer.text(answer)).isEqualTo(200);
        assertThat(differences("/api/v1/models/{id}/" + call, "post", answer.body()))
                .isEmpty();
    }

    @Test
    void problemsAreAsDescribed() throws Exception {
        JsonNode problem =
                TestServer.JSON.readTree(server.get("/api/v1/models/nobody").body());
        assertThat(Schema.differences(description, schema("Problem"), problem)).isEmpty();
        ((ObjectNode) problem).remove("title");
        ((ObjectNode) problem).put("status", "404").put("more", 1);
        assertThat(Schema.differences(description, schema("Problem"), problem))
                .containsExactlyInAnyOrder(
                        "/title is missing",
                        "/status is \"404\", but its type is \"integer\"",
                        "/more is not described");
    }

    @Test
    void studiesAreAsDescribed() throws Exception {
        try (Stream<Path> files = Files.list(QuickStudy.DATA.resolve("studies/quick"))) {
            List<Path> results =
                    files.filter(file -> file.toString().endsWith(".json")).toList();
            assertThat(results).hasSize(5);
            for (Path file : results) {
                JsonNode study = TestServer.JSON.readTree(file.toFile());
                assertThat(Schema.differences(description, schema("StudyResults"), study))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    private static JsonNode schema(String name) {
        return description.at("/components/schemas/" + name);
    }

    private static List<String> differences(String path, String method, byte[] answer) throws IOException {
        JsonNode said = description
                .path("paths")
                .path(path)
                .path(method)
                .at("/responses/200/content")
                .path("application/json")
                .path("schema");
        assertThat(said.isMissingNode()).as(path).isFalse();
        return Schema.differences(description, said, TestServer.JSON.readTree(answer));
    }
}
