package latentlab.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import latentlab.server.study.TrainingProcess;

/**
 * Starts processes of this program that train for the study, with the lowest priority where the system has {@code
 * nice}.
 *
 * @param data the data directory
 */
record TrainingLauncher(Path data) implements TrainingProcess.Launcher {
    private static final Path NICE = Path.of("/usr/bin/nice");

    @Override
    public Process launch(List<String> options, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", "19"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", // one thread, the others have trainings of their own
                "-cp",
                System.getProperty("java.class.path"),
                "latentlab.server.Main",
                "study",
                "work",
                "--"));
        command.addAll(options);
        command.add("--data=" + data);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
