package latentlab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No library on the class path is older than a committed list says, nor a copy of one within another library, which no
 * list of dependencies shows. What can't be raised has a reason, and an exception that nothing needs any more is none.
 */
class DependenciesTest {
    private static final Pattern PROPERTIES = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");
    /** Where a repository keeps a jar: group, artifact and version are its folders. */
    static final Pattern PLACE = Pattern.compile("(.*)/([^/]+)/([^/]+)/[^/]+\\.jar");

    private record Minimum(String library, String version, String marker) {
        boolean met(String found) {
            return compare(found, version) >= 0;
        }
    }

    /** @param version {@code ?} where the copy does not say */
    private record Copy(String carrier, String library, String version) {
        static Copy of(String[] columns) {
            return new Copy(columns[0], columns[1], columns[2]);
        }
    }

    @Test
    void noneIsTooOld() throws IOException {
        List<Minimum> minimums = table("minimum-versions.txt").stream()
                .map(columns -> new Minimum(columns[0], columns[1], columns[2]))
                .toList();
        Set<String> tooOld = new TreeSet<>();
        Set<Copy> exceptions = new java.util.HashSet<>(
                table("exceptions.txt").stream().map(Copy::of).toList());
        Set<Copy> needed = new java.util.HashSet<>();
        List<Path> jars = jars();
        assertThat(jars).hasSizeGreaterThan(40);
        for (Path jar : jars) {
            for (Copy copy : copies(jar, minimums)) {
                Minimum minimum = minimums.stream()
                        .filter(one -> one.library().equals(copy.library()))
                        .findFirst()
                        .orElse(null);
                if (minimum == null || !copy.version().equals("?") && minimum.met(copy.version())) {
                    continue;
                }
                if (exceptions.contains(copy)) {
                    needed.add(copy);
                } else {
                    tooOld.add(copy + ", at least " + minimum.version());
                }
            }
        }
        assertThat(tooOld)
                .as("raise them, or give the reason in exceptions.txt")
                .isEmpty();
        assertThat(needed).as("exceptions that are still needed").isEqualTo(exceptions);
    }

    @Test
    void versionsAreCompared() {
        assertThat(compare("3.1.5.RELEASE", "3.1.2")).isPositive();
        assertThat(compare("30.1.1-jre", "32.0.0")).isNegative();
        assertThat(compare("2.0", "2.0.0")).isZero();
        assertThat(compare("12.1.12", "12.1.9")).isPositive();
    }

    private static List<String[]> table(String name) throws IOException {
        try (InputStream in = DependenciesTest.class.getResourceAsStream("/dependencies/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s*\\|\\s*"))
                    .peek(columns -> assertThat(columns).hasSize(4).noneMatch(String::isBlank))
                    .toList();
        }
    }

    /** Every jar that classes can come from, however the tests were started. */
    static List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (URL manifest :
                Collections.list(DependenciesTest.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
            String address = manifest.toString();
            if (address.startsWith("jar:file:")) {
                jars.add(Path.of(URI.create(address.substring(4, address.indexOf("!/")))));
            }
        }
        return jars;
    }

    /** The library of a jar itself and those within it. */
    private static List<Copy> copies(Path jar, List<Minimum> minimums) throws IOException {
        List<Copy> copies = new ArrayList<>();
        Matcher place = PLACE.matcher(jar.toString().replace('\\', '/'));
        String carrier = jar.getFileName().toString();
        if (place.matches()) {
            String group = place.group(1);
            carrier = place.group(2);
            for (Minimum minimum : minimums) {
                String[] name = minimum.library().split(":");
                if (name[1].equals(place.group(2)) && group.endsWith("/" + name[0].replace('.', '/'))) {
                    copies.add(new Copy(minimum.library(), minimum.library(), place.group(3)));
                }
            }
        }
        try (JarFile content = new JarFile(jar.toFile())) {
            List<JarEntry> entries = content.stream().toList();
            for (JarEntry entry : entries) {
                if (PROPERTIES.matcher(entry.getName()).matches()) {
                    Properties about = new Properties();
                    try (InputStream in = content.getInputStream(entry)) {
                        about.load(in);
                    }
                    String library = about.getProperty("groupId") + ":" + about.getProperty("artifactId");
                    if (jar.getFileName().toString().startsWith(about.getProperty("artifactId") + "-")
                            && jar.toString().contains(about.getProperty("version"))) {
                        carrier = library; // the jar's own
                    }
                    copies.add(new Copy("", library, about.getProperty("version")));
                }
            }
            for (Minimum minimum : minimums) {
                boolean marked = entries.stream()
                        .anyMatch(entry -> entry.getName().endsWith("/" + minimum.marker())
                                || entry.getName().equals(minimum.marker()));
                if (marked && copies.stream().noneMatch(copy -> copy.library().equals(minimum.library()))) {
                    copies.add(new Copy("", minimum.library(), "?"));
                }
            }
        }
        String name = carrier;
        return copies.stream()
                .map(copy -> new Copy(name, copy.library(), copy.version()))
                .toList();
    }

    /** By their numbers; words such as {@code -jre} don't count. */
    private static int compare(String one, String other) {
        int[] a = numbers(one);
        int[] b = numbers(other);
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            int difference = Integer.compare(i < a.length ? a[i] : 0, i < b.length ? b[i] : 0);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static int[] numbers(String version) {
        return Stream.of(version.split("[.-]"))
                .takeWhile(part -> part.matches("\\d{1,9}"))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
