package latentlab.server.jobs;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import latentlab.server.ServerProcess;
import latentlab.server.runs.DataDirectory;
import latentlab.weights.SafetensorsReader;

/** Processes of jobs, as tests look at them. */
final class JobProcesses {
    private JobProcesses() {}

    /** Starts {@code worker} with one worker, and that with the same options for Java. */
    static Process runner(DataDirectory directory, String... options) throws IOException {
        List<String> command = ServerProcess.java(List.of(options));
        command.addAll(
                List.of("worker", "--workers", "1", "--data", directory.root().toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The worker processes that this process has started; the tests start no others by Java. */
    static Stream<ProcessHandle> workers() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"));
    }

    /** The weights of a model's file. */
    static Map<String, List<Float>> tensors(byte[] file) {
        Map<String, List<Float>> tensors = new TreeMap<>();
        SafetensorsReader.read(file).tensors().forEach((name, tensor) -> {
            Float[] values = new Float[tensor.data().length];
            Arrays.setAll(values, i -> tensor.data()[i]);
            tensors.put(name, List.of(values));
        });
        return tensors;
    }
}
