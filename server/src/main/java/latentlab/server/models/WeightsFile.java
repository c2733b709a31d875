package latentlab.server.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A weights file that has not been read yet.
 *
 * @param place what to call it in a message
 */
record WeightsFile(String place, Source source) {
    private static final String SUFFIX = ".safetensors";

    /** Where the bytes come from. */
    interface Source {
        InputStream open() throws IOException;
    }

    byte[] bytes() throws IOException {
        try (InputStream in = source.open()) {
            return in.readAllBytes();
        }
    }

    /** The files of a directory by name; none when there is no such directory. */
    static List<WeightsFile> in(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .map(file -> new WeightsFile(file.toString(), () -> Files.newInputStream(file)))
                    .toList();
        }
    }

    /** The files in {@code models/} of the program itself, a jar or, during development, a directory of classes. */
    static List<WeightsFile> shipped() {
        Path program = program();
        try {
            return Files.isDirectory(program) ? in(program.resolve("models")) : inJar(program);
        } catch (IOException broken) {
            throw new UncheckedIOException("the program itself can't be read", broken);
        }
    }

    private static List<WeightsFile> inJar(Path program) throws IOException {
        try (JarFile jar = new JarFile(program.toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("models/") && name.endsWith(SUFFIX))
                    .sorted()
                    .map(name -> new WeightsFile(name, () -> resource(name).openStream()))
                    .toList();
        }
    }

    private static Path program() {
        try {
            return Path.of(WeightsFile.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static URL resource(String name) {
        return WeightsFile.class.getResource("/" + name);
    }
}
