package latentlab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import latentlab.server.models.RandomModels;
import latentlab.server.results.QuickStudy;
import latentlab.server.results.StudyLibrary;
import latentlab.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as its user meets it: exit codes, one line on stderr that says what to do. */
class CommandsTest {
    private static final String ID = "mnist-c32-d15-s0";

    @TempDir
    private Path directory;

    private record Outcome(int code, String out, String err) {}

    /** Within this process, which saves a second for each. */
    private static Outcome run(String... arguments) {
        PrintStream realOut = System.out;
        PrintStream realErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            int code = Main.run(arguments);
            return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
        }
    }

    @Test
    void wrongOptionsAreExitCode2() throws Exception {
        for (String[] arguments : new String[][] {
            {"serve", "--nonsense"},
            {"serve", "--port", "x"},
            {"--port", "70000"},
            {"nonsense"},
            {"export", "model", ID},
            {"worker", "--sign-of-life", "0"},
            {"worker", "--database", "postgres://user:secret@host/lab"},
            {"serve", "--database", "jdbc:postgresql://user:secret@host/lab"}
        }) {
            Outcome outcome = run(arguments);
            assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
            assertThat(outcome.err()).doesNotContain("secret");
            assertThat(outcome.err().lines()).hasSize(1).first().asString().contains("--help");
            assertThat(outcome.out()).isEmpty();
        }
    }

    @Test
    void whatCannotBeDoneIsExitCode1AndSaysWhatToDo() throws Exception {
        String data = directory.resolve("data").toString();
        try (ServerSocket taken = new ServerSocket(0)) {
            Outcome busy = run("serve", "--host", "0.0.0.0", "--data", data, "--port", "" + taken.getLocalPort());
            assertThat(busy.code()).isEqualTo(1);
            assertThat(busy.err().lines()).hasSize(1).first().asString().contains("in use", "--port");
        }
        Outcome host = run("serve", "--data", data, "--host", "[nowhere]"); // of which no name server is asked
        assertThat(host.code()).isEqualTo(1);
        assertThat(host.err().lines()).hasSize(1).first().asString().contains("not known", "--host");
        Outcome unwritable = run("serve", "--port", "0", "--data", "/dev/null/x");
        assertThat(unwritable.code()).isEqualTo(1);
        assertThat(unwritable.err().lines()).hasSize(1).first().asString().contains("/dev/null/x", "--data");
    }

    /** What a database keeps is not in the directory that they know. */
    @Test
    void backupAndRestoreAreForTheDirectoryAlone() {
        for (String command : List.of("backup", "restore")) {
            Outcome outcome = run(
                    command,
                    directory.resolve("backup").toString(),
                    "--data",
                    directory.resolve("data").toString(),
                    "--database",
                    "jdbc:postgresql://host/lab?password=secret");
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err().lines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("jdbc:postgresql://host/lab.", "pg_dump", "copy")
                    .doesNotContain("secret");
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void helpIsEverywhere() throws Exception {
        for (String[] arguments : new String[][] {{"--help"}, {"serve", "--help"}, {"export", "model", "--help"}}) {
            Outcome outcome = run(arguments);
            assertThat(outcome.code()).isZero();
            assertThat(outcome.out()).contains("Usage: latent-lab");
            assertThat(outcome.err()).isEmpty();
        }
    }

    @Test
    void theStudysStatusSaysWhatIsTrainedAndWhatIsMeasured() {
        Outcome whole = run("study", "status", "--preset", "quick", "--data", QuickStudy.DATA.toString());
        assertThat(whole.code()).as(whole.err()).isZero();
        assertThat(whole.out())
                .containsPattern("mnist-6000-c8-d15-e5-s0 +trained")
                .containsPattern("transfer +measured\\R")
                .contains("10 of 10 trainings and 5 of 5 studies of the preset quick are done");
        Outcome nothing = run("study", "status", "--preset", "quick", "--data", directory.toString());
        assertThat(nothing.out())
                .containsPattern("mnist-6000-c8-d15-e5-s0 +missing")
                .containsPattern("transfer +not measured")
                .contains("0 of 10 trainings and 0 of 5 studies of the preset quick are done");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aModelGetsReaders() throws Exception {
        String small = "smallest";
        Path data = directory.resolve("data");
        Files.createDirectories(data.resolve("models"));
        Files.write(
                data.resolve("models").resolve(small + ".safetensors"),
                SafetensorsWriter.write(RandomModels.weights(small, 1, 1)));
        Outcome trained = run("study", "readers", small, "--data", data.toString());
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.out()).containsPattern("frozen reads \\d+\\.\\d % of the test images right, full \\d+");
        assertThat(StudyLibrary.of(data).hasClassifier(small)).isTrue();

        Outcome unknown = run("study", "readers", "nix", "--data", data.toString());
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err().lines()).hasSize(1).first().asString().contains("no model nix", small);
    }

    @Test
    void exportsTheBytesThatTheServerOffers() throws Exception {
        Path data = directory.resolve("data");
        for (String format : List.of("safetensors", "onnx")) {
            Outcome outcome = run(
                    "export",
                    "model",
                    ID,
                    "--format",
                    format,
                    "--data",
                    data.toString(),
                    "--output",
                    directory.resolve(format).toString());
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.code()).isZero();
            assertThat(outcome.out().lines()).hasSize(format.equals("onnx") ? 2 : 6);
        }
        try (ServerProcess server = ServerProcess.start(data, List.of());
                Stream<Path> safetensors = Files.list(directory.resolve("safetensors"));
                Stream<Path> onnx = Files.list(directory.resolve("onnx"))) {
            List<Path> files = Stream.concat(safetensors, onnx).toList();
            assertThat(files).hasSize(8);
            for (Path file : files) {
                assertThat(Files.readAllBytes(file))
                        .as(file.toString())
                        .isEqualTo(get(server.url() + "/api/v1/models/" + ID + "/" + file.getFileName()));
            }
        }
    }

    @Test
    void exportOfAnUnknownModelNamesTheKnownOnes() throws Exception {
        Outcome outcome = run("export", "model", "nix", "--format", "onnx", "--data", directory.toString());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err().lines()).hasSize(1).first().asString().contains(ID);
    }

    @Test
    void listensWhereTheEnvironmentSays() throws Exception {
        int port = FreePort.any();
        List<String> command = new ArrayList<>(ServerProcess.java(List.of()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PORT", "" + port);
        builder.environment().put("LATENT_LAB_DATA", directory.resolve("data").toString());
        builder.environment().put("LATENT_LAB_HTTPS", "true");
        builder.environment()
                .put("LATENT_LAB_FRAME_ANCESTORS", ""); // as where a compose file passes on what is not set
        builder.environment().put("LATENT_LAB_ADMIN_TOKEN", "short");
        Process process = builder.start();
        try {
            StringBuilder said = new StringBuilder();
            while (said.indexOf("ready: http://127.0.0.1:" + port + "/\n") < 0) {
                int c = process.getInputStream().read();
                assertThat(c).as(said.toString()).isNotNegative();
                said.append((char) c);
            }
            HttpResponse<byte[]> alive = ask("http://127.0.0.1:" + port + "/livez");
            assertThat(alive.body()).isEqualTo("{\"status\":\"alive\"}".getBytes(StandardCharsets.UTF_8));
            assertThat(alive.headers().firstValue("Strict-Transport-Security")).isPresent();
            assertThat(alive.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("frame-ancestors 'none'");
            assertThat(said.toString()).contains("LATENT_LAB_ADMIN_TOKEN has only 5 characters");
            assertThat(directory.resolve("data").resolve("models")).isDirectory();
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static byte[] get(String url) throws IOException, InterruptedException {
        return ask(url).body();
    }

    private static HttpResponse<byte[]> ask(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
    }
}
