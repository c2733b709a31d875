package latentlab.server.command;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import latentlab.server.jobs.JobRunner;
import latentlab.server.jobs.RunWorker;
import latentlab.server.runs.RunStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Works on the queue without a site. */
@Command(
        name = "worker",
        description =
                "Trains what is queued in the data directory, until it is stopped. Where another process does that"
                        + " already, waits until it ends. With --database any number of them, on any number of"
                        + " machines, share the work.",
        mixinStandardHelpOptions = true)
public final class WorkerCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(WorkerCommand.class);
    private static final int SECONDS_TO_END = 8;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "runs at a time, each with one thread (default: one for each processor that there is memory for)")
    private Integer workers;

    @Option(
            names = "--sign-of-life",
            paramLabel = "SECONDS",
            description = "with --database: how often to say that this worker is there; when it has missed four times,"
                    + " others go on with its runs (default: 5)")
    private Integer signOfLife;

    @Option(names = "--run", paramLabel = "ID", hidden = true)
    private String run;

    @Option(names = "--name", paramLabel = "NAME", hidden = true)
    private String name;

    @Mixin
    private StoreOption data;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        if (run != null) {
            endWithParent();
            return new RunWorker(data.directory(), run, name).work(System.out);
        }
        if (workers != null && (workers < 1 || workers > 1024)) {
            throw new ParameterException(spec.commandLine(), "--workers must be from 1 to 1024, not " + workers);
        }
        if (signOfLife != null && (signOfLife < 1 || signOfLife > 3600)) {
            throw new ParameterException(
                    spec.commandLine(), "--sign-of-life must be from 1 to 3600, not " + signOfLife);
        }
        try (RunStore store = RunStore.openPatiently(data.prepared());
                JobRunner runner = runner(store)) {
            Runtime.getRuntime().addShutdownHook(new Thread(runner::close));
            runner.start();
            log.info("Working on the queue of {}.", data.directory().runsPlace());
            Thread.currentThread().join();
            return 0;
        }
    }

    private JobRunner runner(RunStore store) {
        int atATime = workers == null ? JobRunner.defaultWorkers() : workers;
        return signOfLife == null
                ? new JobRunner(store, atATime)
                : new JobRunner(store, atATime, Duration.ofSeconds(signOfLife));
    }

    /**
     * The process that has started this one holds the other end of the standard input, until it ends. Then this one writes
     * down how far it is, as far as that is done soon.
     */
    private static void endWithParent() {
        daemon(() -> {
            try {
                while (System.in.read() >= 0) {
                    // nothing is ever said
                }
            } catch (IOException gone) {
                // the same as its end
            }
            daemon(() -> System.exit(RunWorker.BUSY));
            try {
                TimeUnit.SECONDS.sleep(SECONDS_TO_END);
            } catch (InterruptedException impossible) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(RunWorker.BUSY);
        });
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }
}
