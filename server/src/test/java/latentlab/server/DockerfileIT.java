package latentlab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what the Dockerfile says, in its order, in a scratch directory and without a Docker engine, up to a server that
 * its HEALTHCHECK finds ready.
 *
 * <p>What is not as in a container: absolute paths are moved into the scratch directory, with a directory for each
 * stage; base images are what this machine has; USER and {@code chown} are skipped, as the directory belongs to whoever
 * runs the test; and the {@code mvn package} step takes the jar that this very build has made, unless
 * {@code -Ddockerfile.build=true} asks for the step itself, which takes minutes.
 */
@EnabledOnOs(OS.LINUX)
class DockerfileIT {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Path JAR = Path.of("target", "latent-lab.jar").toAbsolutePath();

    /** Megabytes that a server may keep which nobody has asked for much; its goal while serving is 200. */
    private static final int MOST_MEMORY = 256;

    @TempDir
    private Path scratch;

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> entryPoint = new ArrayList<>();
    private List<String> command = List.of();
    private List<String> health = List.of();
    private Path stage;
    private Path workingDirectory;
    private int stages;

    @Test
    void buildsAServerThatIsHealthy() throws Exception {
        List<Instruction> instructions = Instruction.parse(Files.readString(REPOSITORY.resolve("Dockerfile")));
        for (Instruction instruction : instructions) {
            execute(instruction);
        }
        assertThat(stages).isEqualTo(2);
        assertThat(instructions)
                .anyMatch(one -> one.keyword().equals("USER") && !one.text().startsWith("0"));
        environment.put("PORT", String.valueOf(FreePort.any()));
        List<String> start = new ArrayList<>(entryPoint);
        start.add(1, "-Xlog:class+load:file=" + scratch.resolve("classes.log"));
        start.addAll(command);
        Map<String, String> before = outsideOfTheVolume();
        long begin = System.nanoTime();
        Process server = process(start, "server.log").start();
        try {
            Eventually.holds(
                    () -> process(health, "health.log").start().waitFor() == 0,
                    () -> "it is healthy:\n" + Files.readString(scratch.resolve("server.log")));
            int memory = memory(server);
            System.out.printf(
                    "As the container starts it: healthy after %.1f s, %d MB resident%n",
                    1e-9 * (System.nanoTime() - begin), memory);
            assertThat(memory).isPositive().isLessThan(MOST_MEMORY);
            servesFromTheArchive();
        } finally {
            server.destroy();
            assertThat(server.waitFor(60, TimeUnit.SECONDS)).as("stops").isTrue();
        }
        assertThat(process(health, "health.log").start().waitFor())
                .as("unhealthy when stopped")
                .isNotZero();
        assertThat(stage.resolve("data").resolve("latent-lab.db")).exists();
        assertThat(outsideOfTheVolume()).as("as with --read-only").isEqualTo(before);
    }

    /** All that is in the image but not in its volume, and when it was changed. */
    private Map<String, String> outsideOfTheVolume() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(stage)) {
            for (Path file : all.toList()) {
                if (!file.equals(stage) && !file.startsWith(stage.resolve("data"))) {
                    files.put(file.toString(), Files.getLastModifiedTime(file).toString());
                }
            }
        }
        return files;
    }

    /** Megabytes that a process has in the machine's memory. */
    private static int memory(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc", "" + process.pid(), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")) / 1024)
                .sum();
    }

    /** Of what the program loads, most comes from the archive of classes that a step has made. */
    private void servesFromTheArchive() throws IOException {
        List<String> loaded = Files.readAllLines(scratch.resolve("classes.log"));
        for (String name : List.of("latentlab.server.web.LatentLabApp", "org.eclipse.jetty.server.Server")) {
            assertThat(loaded).anyMatch(line -> line.contains(" " + name + " source: shared objects file (top)"));
        }
        long archived = loaded.stream()
                .filter(line -> line.contains("shared objects file"))
                .count();
        assertThat(archived).isGreaterThan(loaded.size() * 3L / 4);
    }

    private void execute(Instruction instruction) throws IOException, InterruptedException {
        switch (instruction.keyword()) {
            case "FROM" -> {
                stage = Files.createDirectory(scratch.resolve("stage" + stages++));
                workingDirectory = stage;
            }
            case "WORKDIR" ->
                workingDirectory =
                        Files.createDirectories(stage.resolve(instruction.text().substring(1)));
            case "COPY" -> copy(instruction);
            case "RUN" -> run(instruction.text());
            case "ENV" -> {
                for (String pair : moved(instruction.text()).split("\\s+")) {
                    environment.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
                }
            }
            case "ENTRYPOINT" ->
                entryPoint.addAll(instruction.words().stream().map(this::moved).toList());
            case "CMD" -> command = instruction.words();
            case "HEALTHCHECK" -> health = instruction.words();
            case "USER", "VOLUME", "EXPOSE" -> assertThat(instruction.text()).isNotEmpty();
            default -> throw new AssertionError("an instruction that this test does not know: " + instruction);
        }
    }

    private void copy(Instruction instruction) throws IOException {
        String[] words = instruction.text().split("\\s+");
        if (words[0].startsWith("--from=")) {
            Path from = scratch.resolve("stage0").resolve(words[1].substring(1));
            copyTree(from, stage.resolve(words[2].substring(1)));
        } else if (fullBuild()) {
            copyTree(REPOSITORY, workingDirectory);
        }
    }

    private void run(String line) throws IOException, InterruptedException {
        if (line.startsWith("mvn") && !fullBuild()) {
            assertThat(line).contains(" package");
            Path made = workingDirectory.resolve("server/target/latent-lab.jar");
            Files.createDirectories(made.getParent());
            Files.copy(JAR, made);
            return;
        }
        String command = moved(line).replaceAll("&& chown \\S+ \\S+", "");
        int code = process(List.of("sh", "-c", command), "run.log").start().waitFor();
        assertThat(code)
                .as(line + "\n" + Files.readString(scratch.resolve("run.log")))
                .isZero();
    }

    private static boolean fullBuild() {
        return Boolean.getBoolean("dockerfile.build");
    }

    private ProcessBuilder process(List<String> words, String log) {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve(log).toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    /** The same text with its absolute paths within the stage. */
    private String moved(String text) {
        return text.replaceAll("(?<=^|[\\s=\"'])/(?=(build|app|data|tmp/rehearsal)\\b)", stage + "/");
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file :
                    files.filter(path -> !ignored(from.relativize(path))).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** As .dockerignore has it, where the repository itself is copied. */
    private static boolean ignored(Path path) {
        for (Path part : path) {
            if (List.of(".git", "node_modules", "target").contains(part.toString())) {
                return true;
            }
        }
        return false;
    }

    /** One instruction, its continued lines joined. */
    private record Instruction(String keyword, String text) {
        static List<Instruction> parse(String dockerfile) {
            List<Instruction> instructions = new ArrayList<>();
            for (String line : dockerfile
                    .replaceAll("(?m)^#.*\\R", "")
                    .replaceAll("\\\\\\R\\s*", " ")
                    .split("\\R")) {
                if (!line.isBlank()) {
                    String[] parts = line.trim().split("\\s+", 2);
                    instructions.add(new Instruction(parts[0], parts[1]));
                }
            }
            return instructions;
        }

        /** The words of the exec form, {@code ["…", "…"]}. */
        List<String> words() {
            try {
                String list = text.substring(text.indexOf('['));
                return List.of(new com.fasterxml.jackson.databind.ObjectMapper().readValue(list, String[].class));
            } catch (IOException broken) {
                throw new AssertionError("no exec form: " + text, broken);
            }
        }
    }
}
