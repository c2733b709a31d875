package latentlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code target/bom.json} lists the libraries in the packaged jar: all of them, and no others. */
class BillOfMaterialsIT {
    private static final Path JAR = Path.of(System.getProperty("packaged.jar"));

    /** What a library is made of; the rest, such as licences, many have under the same name. */
    private static final Pattern CONTENT =
            Pattern.compile("(?!META-INF/versions|module-info).*\\.(class|so|dll|dylib|js|css)");

    @Test
    void listsEveryLibraryOfTheJarWithItsVersion() throws IOException {
        Path file = JAR.resolveSibling("bom.json");
        if (!"true".equals(System.getenv("CI"))) {
            assumeThat(file).as("made by builds that may ask the network").exists();
        }
        JsonNode bom = new ObjectMapper().readTree(file.toFile());
        assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bom.path("metadata").path("component").path("name").asText()).isEqualTo("server");
        Set<String> listed = new TreeSet<>();
        for (JsonNode component : bom.path("components")) {
            String name = component.path("name").asText();
            String version = component.path("version").asText();
            assertThat(component.path("purl").asText()).contains("/" + name + "@" + version);
            if (!component.path("group").asText().equals("latentlab")) { // of which this very build consists
                assertThat(component.path("hashes")).as(name).isNotEmpty();
                listed.add(name + " " + version);
            }
        }
        assertThat(listed).hasSizeGreaterThan(60).isEqualTo(packaged());
    }

    /** Of the libraries that tests know, which are more, those that the jar has the content of. */
    private static Set<String> packaged() throws IOException {
        Set<String> packaged = new TreeSet<>();
        try (JarFile all = new JarFile(JAR.toFile())) {
            Set<String> names = all.stream().map(entry -> entry.getName()).collect(Collectors.toSet());
            for (Path library : DependenciesTest.jars()) {
                Matcher place =
                        DependenciesTest.PLACE.matcher(library.toString().replace('\\', '/'));
                // a jar of this build lies at …/server/target/…, and so is none
                if (place.matches() && isNamed(library, place) && isIn(names, library)) {
                    packaged.add(place.group(2) + " " + place.group(3));
                }
            }
        }
        return packaged;
    }

    private static boolean isNamed(Path library, Matcher place) {
        return library.getFileName().toString().startsWith(place.group(2) + "-" + place.group(3));
    }

    private static boolean isIn(Set<String> names, Path library) throws IOException {
        try (JarFile one = new JarFile(library.toFile())) {
            return one.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> CONTENT.matcher(name).matches())
                    .anyMatch(names::contains);
        }
    }
}
