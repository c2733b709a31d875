package latentlab.server.hardening;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import latentlab.server.ServerProcess;

/**
 * The packaged program as a process, as users start it; its classes where no jar was made. What it bears on the open
 * internet is in the classes named …IT of this package: a short form with every build, all of it with
 * {@code mvn verify -Phardening}; one row alone with {@code mvn verify -Phardening -Dit.test='RequestsIT#pathCorpus'}.
 * Each row of the table that is printed at the end has a figure.
 */
final class Program {
    private static final String JAR = System.getProperty("packaged.jar");

    private Program() {}

    private static List<String> program() {
        return jar().map(Program::of).orElseGet(() -> ServerProcess.java(List.of("-Xmx512m")));
    }

    /** A program that was packaged into a jar. */
    static List<String> of(Path jar) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-Xmx512m", "-jar", jar.toString());
    }

    /** Where it was packaged. */
    static Optional<Path> jar() {
        return Optional.ofNullable(JAR).map(Path::of).filter(Files::exists);
    }

    /** A server that is ready. */
    static ServerProcess serve(Path data, String... options) throws IOException {
        return ServerProcess.start(program(), data, List.of(options));
    }

    /** What a command says, to its output and its errors, after its exit code. */
    static String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(program());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + said.strip();
    }

    /** A command that goes on by itself; what it says is added to a file. */
    static Process start(Path log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(program());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    static String newToken(Path data) throws IOException, InterruptedException {
        return run("admin-token", "--data", data.toString()).substring(2);
    }
}
