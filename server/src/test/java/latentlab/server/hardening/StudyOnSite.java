package latentlab.server.hardening;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import latentlab.server.ServerProcess;

/** {@code study run --preset quick} beside a site on the same data directory, both of which can be killed. */
final class StudyOnSite implements AutoCloseable {
    private final Path data;
    private ServerProcess site;
    private Wire wire;
    private Process study;

    StudyOnSite(Path data) throws IOException {
        this.data = data;
        startWhatIsGone();
    }

    /** A study that has come to its end is not gone. */
    void startWhatIsGone() throws IOException {
        if (site == null || !site.process().isAlive()) {
            closeWire();
            site = Program.serve(data, "--workers", "0");
            wire = new Wire(site.url());
        }
        if (study == null || !study.isAlive() && study.exitValue() != 0) {
            study = Program.start(log(), "study", "run", "--preset", "quick", "--data", data.toString());
        }
    }

    private Path log() {
        return data.resolveSibling("study.log");
    }

    boolean goesOn() {
        return study.isAlive();
    }

    int exitCode() {
        return study.exitValue();
    }

    String said() throws IOException {
        return Files.readString(log());
    }

    /** As somebody does who looks at all runs. */
    void visit(SeenRows seen) throws IOException {
        seen.look(wire);
        wire.get("/runs");
    }

    /** Kills one of those that work there, or all. */
    void killSomething(SplittableRandom random) throws InterruptedException {
        List<ProcessHandle> workers = study.descendants().toList();
        List<ProcessHandle> victims = switch (random.nextInt(5)) {
            case 0 -> workers.stream().limit(1).toList();
            case 1 -> workers;
            case 2 -> List.of(site.process().toHandle());
            case 3 -> List.of(study.toHandle());
            default ->
                Stream.concat(
                                workers.stream(),
                                Stream.of(study.toHandle(), site.process().toHandle()))
                        .toList();
        };
        victims.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle victim : victims) {
            victim.onExit().join();
        }
    }

    private void closeWire() throws IOException {
        if (wire != null) {
            wire.close();
        }
    }

    @Override
    public void close() throws IOException {
        closeWire();
        site.close();
        study.destroyForcibly();
    }
}
