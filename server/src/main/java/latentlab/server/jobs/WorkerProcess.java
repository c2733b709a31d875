package latentlab.server.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import latentlab.server.runs.DataDirectory;
import latentlab.server.runs.DatabaseAddress;

/**
 * The process that trains one run: this program again, at low priority so that the site stays quick. It ends when its
 * standard input does, and so with the process that has started it.
 */
final class WorkerProcess {
    private static final Path NICE = Path.of("/usr/bin/nice");
    /** For the step in progress, and to write the checkpoint. */
    static final int SECONDS_TO_END_BY_ITSELF = 4;

    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    /** @param worker in whose name it writes down how the run goes */
    static WorkerProcess start(DataDirectory directory, String id, String worker) throws IOException {
        Path log = directory.run(id).resolve("worker.log");
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder(command(directory, id, worker)).redirectError(log.toFile());
        // one thread each: those of the matrix products, too
        builder.environment().put("OMP_NUM_THREADS", "1");
        DatabaseAddress database = directory.database();
        if (database != null) { // its password is no business of whoever lists processes
            builder.environment().put("LATENT_LAB_DATABASE", database.url());
            if (database.password() != null) {
                builder.environment().put("LATENT_LAB_DATABASE_PASSWORD", database.password());
            }
        }
        return new WorkerProcess(builder.start());
    }

    private static List<String> command(DataDirectory directory, String id, String worker) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", "10"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // where the native libraries are unpacked and how much memory they may take, as this process was told
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-D") || option.startsWith("-XX:MaxRAMPercentage"))
                .forEach(command::add);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "latentlab.server.Main",
                "worker",
                "--run",
                id,
                "--name",
                worker,
                "--data",
                directory.root().toString()));
        return command;
    }

    /** Waits for its end, but no longer than some milliseconds. */
    boolean ended(int milliseconds) throws InterruptedException {
        return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** Ends it, if it has not. */
    void stop() throws InterruptedException {
        if (!process.isAlive()) {
            return; // to destroy it now would lose what it has said
        }
        process.toHandle().destroy(); // and its standard input stays, the end of which would end it at once
        if (!process.waitFor(SECONDS_TO_END_BY_ITSELF, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    int exitCode() {
        return process.exitValue();
    }

    /** In words, why it has failed. */
    String reason() {
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return said.isEmpty() ? "Its worker failed without a word." : said;
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }
}
