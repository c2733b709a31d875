package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import latentlab.server.Main;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code server/deploy} has: it meets the schemas of those who read it, and asks for nothing that is not there. */
class DeployTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Path.of("deploy");
    private static final Path DOCKERFILE = Path.of("..", "Dockerfile");

    private static List<JsonNode> manifests;
    private static JsonNode compose;
    private static String dockerfile;

    @BeforeAll
    static void read() throws IOException {
        manifests = yaml("kubernetes.yaml");
        compose = yaml("compose.yaml").get(0);
        dockerfile = Files.readString(DOCKERFILE);
    }

    private static List<JsonNode> yaml(String file) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        new Yaml(new SafeConstructor(strict))
                .loadAll(Files.readString(FOLDER.resolve(file)))
                .forEach(document -> documents.add(JSON.valueToTree(document)));
        return documents;
    }

    private static List<String> violations(String schema, JsonNode document) throws IOException {
        try (InputStream in = DeployTest.class.getResourceAsStream("/deploy/" + schema)) {
            ObjectNode rules = (ObjectNode) JSON.readTree(in);
            rules.remove(List.of("$schema", "$id")); // whose addresses nobody is to ask
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(rules)
                    .validate(document)
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }

    @Test
    void meetTheirSchemas() throws IOException {
        assertThat(manifests)
                .extracting(one -> one.path("kind").asText())
                .containsOnlyOnce("Service")
                .hasSize(3);
        for (JsonNode manifest : manifests) {
            assertThat(violations("kubernetes.json", manifest)).isEmpty();
        }
        assertThat(violations("compose-spec.json", compose)).isEmpty();
    }

    /** Lest the schemas let anything through. */
    @Test
    void theSchemasRefuseWhatIsMistyped() throws IOException {
        ObjectNode container = (ObjectNode) container(manifests.get(0)).deepCopy();
        for (String member : List.of("livenessprobe", "arg")) {
            ObjectNode manifest = manifests.get(0).deepCopy();
            ((ObjectNode) container(manifest)).set(member, container.get("args"));
            assertThat(violations("kubernetes.json", manifest)).as(member).isNotEmpty();
        }
        ObjectNode manifest = manifests.get(0).deepCopy();
        ((ObjectNode) manifest.get("spec")).put("replicas", "two");
        assertThat(violations("kubernetes.json", manifest)).isNotEmpty();
        ObjectNode mistyped = compose.deepCopy();
        ((ObjectNode) mistyped.at("/services/web")).put("read_onyl", true);
        assertThat(violations("compose-spec.json", mistyped)).isNotEmpty();
    }

    private static JsonNode container(JsonNode deployment) {
        return deployment.at("/spec/template/spec/containers/0");
    }

    private static List<JsonNode> deployments() {
        return manifests.stream()
                .filter(one -> one.path("kind").asText().equals("Deployment"))
                .toList();
    }

    /** Every command line is one that the program understands. */
    @Test
    void theProgramUnderstandsItsArguments() {
        List<JsonNode> commands = Stream.concat(
                        deployments().stream().map(one -> container(one).get("args")),
                        Stream.of("web", "worker").map(name -> compose.at("/services/" + name + "/command")))
                .toList();
        assertThat(commands).hasSize(4);
        for (JsonNode command : commands) {
            String[] words = JSON.convertValue(command, String[].class);
            Class<?> type = Main.COMMANDS.stream()
                    .filter(one -> one.getAnnotation(Command.class).name().equals(words[0]))
                    .findFirst()
                    .orElseThrow();
            new CommandLine(type).parseArgs(Arrays.copyOfRange(words, 1, words.length)); // or throws
        }
    }

    /** Each variable that is set is one that the program reads. */
    @Test
    void theProgramReadsItsEnvironment() throws IOException {
        Set<String> set = new TreeSet<>();
        deployments()
                .forEach(one -> container(one)
                        .get("env")
                        .forEach(variable -> set.add(variable.get("name").asText())));
        Stream.of("web", "worker")
                .forEach(name -> compose.at("/services/" + name + "/environment")
                        .fieldNames()
                        .forEachRemaining(set::add));
        assertThat(set).hasSize(3).isSubsetOf(read(Path.of("src", "main", "java")));
        assertThat(Files.readString(FOLDER.resolve("README.md"))).contains(set);
    }

    private static Set<String> read(Path sources) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher name = Pattern.compile("(?:env:|getenv\\(\")(\\w+)").matcher(Files.readString(file));
                while (name.find()) {
                    names.add(name.group(1));
                }
            }
        }
        return names;
    }

    /** Ports, paths and the user are those of the image. */
    @Test
    void fitsTheImage() {
        String port = found("(?m)^EXPOSE (\\d+)$", dockerfile);
        String volume = found("(?m)^VOLUME (\\S+)$", dockerfile);
        String user = found("(?m)^USER (\\d+):", dockerfile);
        assertThat(dockerfile).contains("PORT=" + port);
        for (JsonNode deployment : deployments()) {
            JsonNode pod = deployment.at("/spec/template/spec");
            assertThat(pod.at("/securityContext/runAsUser").asText()).isEqualTo(user);
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(container(deployment)
                            .at("/securityContext/readOnlyRootFilesystem")
                            .asBoolean())
                    .isTrue();
            assertThat(pod.at("/containers/0/resources/limits/memory").asText()).isNotEmpty();
            assertThat(container(deployment).get("volumeMounts").findValuesAsText("mountPath"))
                    .containsExactly(volume, "/tmp");
            assertThat(container(deployment).get("volumeMounts").findValuesAsText("name"))
                    .isEqualTo(pod.get("volumes").findValuesAsText("name"));
            assertThat(deployment.at("/spec/template/metadata/labels"))
                    .isEqualTo(deployment.at("/spec/selector/matchLabels"));
        }
        JsonNode web = manifests.get(0);
        assertThat(container(web).at("/ports/0/containerPort").asText()).isEqualTo(port);
        JsonNode service = manifests.get(1);
        assertThat(service.at("/spec/selector")).isEqualTo(web.at("/spec/template/metadata/labels"));
        assertThat(service.at("/spec/ports/0/targetPort"))
                .isEqualTo(container(web).at("/ports/0/name"));
        assertThat(compose.at("/services/web/ports/0").asText()).endsWith(":" + port);
        assertThat(compose.at("/services/web/volumes/0").asText()).isEqualTo("web:" + volume);
    }

    @Test
    void theSiteAnswersItsProbes() {
        Set<String> paths = new TreeSet<>(container(manifests.get(0)).findValuesAsText("path"));
        assertThat(paths).containsExactly("/livez", "/readyz");
        try (TestServer server = new TestServer()) {
            for (String path : paths) {
                assertThat(server.get(path).statusCode()).as(path).isEqualTo(200);
            }
        }
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
