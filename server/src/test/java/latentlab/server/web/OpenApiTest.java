package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import latentlab.server.export.ModelFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The description of the API and the API itself. */
class OpenApiTest {
    private static TestServer server;
    private static JsonNode description;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer();
        description =
                TestServer.JSON.readTree(server.get("/api/v1/openapi.json").body());
    }

    @AfterAll
    static void stop() {
        server.close();
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
}
