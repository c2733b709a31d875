package latentlab.server.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import latentlab.server.training.Experiment;
import latentlab.server.training.StepBenchmark;
import latentlab.server.training.TrainingException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Times a training step, in this process or in several side by side. */
@Command(
        name = "training",
        description = "Times training steps and prints one JSON object.",
        mixinStandardHelpOptions = true)
final class BenchTrainingCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Option(names = "--channels", paramLabel = "C", defaultValue = "32", description = "default: ${DEFAULT-VALUE}")
    private int channels;

    @Option(names = "--latent-dim", paramLabel = "D", defaultValue = "15", description = "default: ${DEFAULT-VALUE}")
    private int latentDim;

    @Option(names = "--batch-size", paramLabel = "N", defaultValue = "128", description = "default: ${DEFAULT-VALUE}")
    private int batchSize;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "60",
            description = "timed steps, after a warm-up (default: ${DEFAULT-VALUE})")
    private int steps;

    @Option(names = "--threads", paramLabel = "N", description = "default: one for each processor, 1 with --workers")
    private Integer threads;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "so many processes side by side, each on its own network")
    private Integer workers;

    @Mixin
    private KernelsOption kernels;

    @Override
    public Integer call() throws IOException, InterruptedException {
        int team = threads != null
                ? threads
                : workers != null ? 1 : Runtime.getRuntime().availableProcessors();
        require(channels >= 1 && channels <= Experiment.MOST, "--channels from 1 to " + Experiment.MOST);
        require(latentDim >= 1 && latentDim <= Experiment.MOST, "--latent-dim from 1 to " + Experiment.MOST);
        require(batchSize >= 1 && batchSize <= 1 << 20, "--batch-size from 1 to " + (1 << 20));
        require(steps >= 1 && steps <= 1_000_000, "--steps from 1 to 1000000");
        require(team >= 1 && team <= 1024, "--threads from 1 to 1024");
        require(workers == null || workers >= 1 && workers <= 1024, "--workers from 1 to 1024");
        kernels.apply();
        Object result =
                workers == null ? StepBenchmark.measure(channels, latentDim, batchSize, steps, team) : sideBySide(team);
        spec.commandLine().getOut().println(JSON.writeValueAsString(result));
        return 0;
    }

    private void require(boolean met, String expected) {
        if (!met) {
            throw new ParameterException(spec.commandLine(), "give " + expected);
        }
    }

    private ObjectNode sideBySide(int team) throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < workers; i++) {
                processes.add(new ProcessBuilder(worker(team))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
            }
            ArrayNode results = JSON.createArrayNode();
            for (Process process : processes) {
                results.add(result(process));
            }
            return summarize(results, team);
        } finally {
            processes.forEach(Process::destroy);
        }
    }

    private List<String> worker(int team) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "latentlab.server.Main",
                "bench",
                "training",
                "--channels=" + channels,
                "--latent-dim=" + latentDim,
                "--batch-size=" + batchSize,
                "--steps=" + steps,
                "--threads=" + team));
        command.addAll(kernels.arguments());
        return command;
    }

    private static ObjectNode result(Process process) throws IOException, InterruptedException {
        String line;
        try (BufferedReader output = process.inputReader()) {
            line = output.readLine();
        }
        if (process.waitFor() != 0 || line == null) {
            throw new TrainingException("a worker process failed with exit code " + process.exitValue());
        }
        return (ObjectNode) JSON.readTree(line);
    }

    /** The fields of one process, with the sum of the rates. */
    private ObjectNode summarize(ArrayNode results, int team) {
        double imagesPerSecond = 0;
        for (var result : results) {
            imagesPerSecond += result.get("imagesPerSecond").asDouble();
        }
        ObjectNode summary = results.get(0).deepCopy();
        summary.remove(List.of("matrixProductPeakGflops", "shareOfPeak"));
        summary.put("threads", team);
        summary.put("workers", results.size());
        summary.put("millisecondsPerStep", 1000.0 * batchSize * results.size() / imagesPerSecond);
        summary.put("imagesPerSecond", imagesPerSecond);
        summary.set("perWorker", results);
        return summary;
    }
}
