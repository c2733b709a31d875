package latentlab.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own, serving on a free port. */
public final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final String url;
    private final StringBuffer said;

    private ServerProcess(Process process, String url, StringBuffer said) {
        this.process = process;
        this.url = url;
        this.said = said;
    }

    /** Starts {@code serve} and waits until it says that it is ready. */
    public static ServerProcess start(Path data, List<String> options) throws IOException {
        return start(java(options), data, List.of());
    }

    /**
     * Starts {@code serve} with its own options and waits until it says that it is ready.
     *
     * @param program the command line before the program's arguments
     */
    public static ServerProcess start(List<String> program, Path data, List<String> serveOptions) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("serve", "--port", "0", "--data", data.toString()));
        command.addAll(serveOptions);
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader err =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        StringBuffer said = new StringBuffer();
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            said.append(line).append('\n');
            int at = line.indexOf("ready: http://");
            if (at >= 0) {
                Thread reader = new Thread(
                        () -> err.lines().forEach(next -> said.append(next).append('\n')));
                reader.setDaemon(true);
                reader.start();
                return new ServerProcess(process, line.substring(at + 7).replaceAll("/$", ""), said);
            }
        }
        throw new AssertionError("the server did not start:\n" + said);
    }

    /** What it has written to its log so far. */
    public String said() {
        return said.toString();
    }

    /** A command line that starts the program's classes as the tests have them. */
    public static List<String> java(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return command;
    }

    /** Without a slash at the end. */
    public String url() {
        return url;
    }

    public Process process() {
        return process;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the server did not stop within a minute");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
