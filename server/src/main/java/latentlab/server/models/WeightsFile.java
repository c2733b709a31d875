package latentlab.server.models;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import latentlab.weights.SafetensorsHeader;

/**
 * A weights file that has not been read yet.
 *
 * @param place    what to call it in a message
 * @param size     in bytes
 * @param modified when it was written, in milliseconds; 0 for what travels with the program
 * @param crc      what its bytes have to add up to (CRC-32); negative where nobody knows
 */
record WeightsFile(String place, int size, long modified, long crc, Source source) {
    static final String PROGRAM_ANEW = "Get or build the program again and restart it.";

    private static final String SUFFIX = ".safetensors";

    /** Where the bytes come from. */
    interface Source {
        InputStream open() throws IOException;
    }

    /** Without folder and suffix. */
    String name() {
        String file = place.substring(Math.max(place.lastIndexOf('/'), place.lastIndexOf('\\')) + 1);
        return file.substring(0, file.length() - SUFFIX.length());
    }

    /** Whether it is, as far as can be seen from outside, what it was before. */
    boolean isStill(WeightsFile before) {
        return before != null && size == before.size && modified == before.modified;
    }

    /** @throws DamagedFileException when they are not what was packed */
    byte[] bytes() throws IOException {
        byte[] bytes;
        try (InputStream in = source.open()) {
            bytes = in.readAllBytes();
        } catch (ZipException broken) {
            throw DamagedFileException.ofTheProgram(place);
        }
        CRC32 found = new CRC32();
        found.update(bytes);
        if (crc >= 0 && found.getValue() != crc) {
            throw DamagedFileException.ofTheProgram(place);
        }
        return bytes;
    }

    /** What to do when it is no weights file. */
    String remedy() {
        return crc < 0 ? "Replace or remove it." : PROGRAM_ANEW;
    }

    /**
     * What the file begins with, without reading more of it.
     *
     * @throws latentlab.weights.MalformedWeightsException when it is no safetensors file
     */
    SafetensorsHeader header() throws IOException {
        try (InputStream in = source.open()) {
            byte[] length = in.readNBytes(Long.BYTES);
            byte[] start = Arrays.copyOf(length, SafetensorsHeader.reach(length, size));
            in.readNBytes(start, length.length, start.length - length.length);
            return SafetensorsHeader.read(start, size);
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
                    .map(WeightsFile::of)
                    .toList();
        }
    }

    private static WeightsFile of(Path file) {
        File known = file.toFile();
        return new WeightsFile(
                file.toString(), size(known.length()), known.lastModified(), -1, () -> Files.newInputStream(file));
    }

    /** Of a file that is too long for an array, some length that no array has. */
    private static int size(long length) {
        return (int) Math.min(length, Integer.MAX_VALUE);
    }

    /** The files in {@code models/} of the program itself, a jar or, during development, a directory of classes. */
    static List<WeightsFile> shipped() {
        Path program = ProgramFiles.place();
        try {
            return Files.isDirectory(program) ? in(program.resolve("models")) : inJar(program);
        } catch (IOException broken) {
            throw new UncheckedIOException("the program itself can't be read", broken);
        }
    }

    private static List<WeightsFile> inJar(Path program) throws IOException {
        try (JarFile jar = new JarFile(program.toFile())) {
            return jar.stream()
                    .filter(entry -> entry.getName().startsWith("models/")
                            && entry.getName().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(JarEntry::getName))
                    .map(entry -> new WeightsFile(
                            entry.getName(),
                            size(entry.getSize()),
                            0,
                            entry.getCrc(),
                            () -> resource(entry.getName()).openStream()))
                    .toList();
        }
    }

    private static URL resource(String name) {
        return WeightsFile.class.getResource("/" + name);
    }
}
