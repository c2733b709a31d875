package latentlab.server.command;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import latentlab.server.dataset.Dataset;
import latentlab.server.jobs.BackgroundRuns;
import latentlab.server.models.ModelLibrary;
import latentlab.server.models.ProgramFiles;
import latentlab.server.models.TestCodes;
import latentlab.server.results.StudyLibrary;
import latentlab.server.runs.DataDirectory;
import latentlab.server.web.AdminToken;
import latentlab.server.web.Hosting;
import latentlab.server.web.LatentLabApp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves the site. */
@Command(name = "serve", description = "Serves the site until it is stopped.", mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);
    private static final int SECONDS_UNTIL_A_LOOK = 5;
    private static final int LEAST_CHARACTERS = 16; // of a token that the environment gives

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "${env:PORT:-8080}",
            description = "where to listen, 0 for any free port (default: the environment's PORT, else 8080)")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "address to listen on; 0.0.0.0 for all of the machine's (default: ${DEFAULT-VALUE})")
    private String host;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "trainings at a time, each a process with one thread; 0 leaves them to other processes on the"
                    + " same data directory (default: one for each processor that there is memory for)")
    private Integer workers;

    @Option(
            names = "--until-ready",
            description = "stop again after having answered every page once, as for an archive of the classes used")
    private boolean untilReady;

    @Mixin
    private StoreOption data;

    @Mixin
    private HostingOptions hosting;

    @Override
    public Integer call() throws CommandException, IOException, InterruptedException {
        if (port < 0 || port > 65535) {
            throw new ParameterException(spec.commandLine(), "A port is a number from 0 to 65535, not " + port);
        }
        if (workers != null && (workers < 0 || workers > 1024)) {
            throw new ParameterException(spec.commandLine(), "--workers must be from 0 to 1024, not " + workers);
        }
        Hosting reached = hosting.hosting();
        requireFree(new InetSocketAddress(host, port));
        DataDirectory directory = data.prepared();
        try (BackgroundRuns runs = new BackgroundRuns(directory, workers)) {
            ModelLibrary models = ModelLibrary.open(directory.root(), runs::genuine);
            Javalin app = LatentLabApp.create(
                    models,
                    Map.of(Dataset.MNIST, Dataset::mnistTest),
                    StudyLibrary.open(directory.root()),
                    new TestCodes(directory.codes()),
                    runs,
                    token(directory),
                    reached);
            Runnable accessLog = hosting.openAccessLog();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(app, runs, accessLog)));
            app.start(host, port);
            if (models.offered().isEmpty()) {
                log.warn("There is no model yet: copy weights into {}.", directory.models());
            }
            log.info("Latent Lab is ready: http://{}:{}/", host.equals("0.0.0.0") ? "localhost" : host, app.port());
            if (untilReady) {
                Rehearsal.of(app.port(), models);
                app.stop();
                return 0;
            }
            lookAtTheProgram();
            app.jettyServer().server().join();
        }
        return 0;
    }

    /**
     * However the program is told to stop: requests in flight find all that they need until they are answered, and are in
     * the access log; meanwhile the workers come to a halt.
     */
    private static void stop(Javalin app, BackgroundRuns runs, Runnable accessLog) {
        Thread workers = new Thread(runs::stopWorkers);
        workers.start();
        try {
            app.stop();
            workers.join();
        } catch (RuntimeException late) {
            log.warn("Some requests took too long and were cut off: {}", late.toString());
        } catch (InterruptedException impossible) {
            Thread.currentThread().interrupt(); // nobody interrupts the end of the program
        } finally {
            runs.close();
            accessLog.run();
        }
    }

    /** A little later than everything else, as what is served waits for nothing of it and should have the processors. */
    private static void lookAtTheProgram() {
        Thread look = new Thread(
                () -> {
                    try {
                        TimeUnit.SECONDS.sleep(SECONDS_UNTIL_A_LOOK);
                        ProgramFiles.damage().ifPresent(log::error);
                    } catch (IOException unreadable) {
                        log.error("The program's own files can't be read: {}", unreadable.toString());
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                },
                "program files");
        look.setDaemon(true);
        look.start();
    }

    private static AdminToken token(DataDirectory directory) throws IOException {
        String given = System.getenv("LATENT_LAB_ADMIN_TOKEN");
        if (given != null && !given.isBlank()) {
            int length = given.strip().length();
            if (length < LEAST_CHARACTERS) {
                log.warn(
                        "LATENT_LAB_ADMIN_TOKEN has only {} characters, which may be guessed: give it {} random ones.",
                        length,
                        LEAST_CHARACTERS);
            }
            return new AdminToken(given);
        }
        if (Files.notExists(directory.adminToken())) {
            String token = AdminToken.renew(directory.adminToken());
            log.info(
                    "The administrator's token, shown only this once: {} (the command admin-token makes another)",
                    token);
        }
        return AdminToken.of(directory.adminToken());
    }

    /** Tries to listen there, because the server itself would tell failures in many lines. */
    private void requireFree(InetSocketAddress address) throws CommandException {
        if (address.isUnresolved()) {
            throw new CommandException("The host " + host + " is not known. --host takes an address of this machine, "
                    + "such as 127.0.0.1, or 0.0.0.0 for all of them.");
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(address);
        } catch (IOException refused) {
            String reason = String.valueOf(refused.getMessage());
            if (reason.contains("in use")) {
                throw new CommandException("Port " + port + " is in use. Choose another one with --port.");
            }
            if (reason.contains("ermission")) {
                throw new CommandException("Port " + port
                        + " is reserved for the administrator. Choose one from 1024 to 65535 with --port.");
            }
            throw new CommandException("Nothing can listen on " + host + ":" + port + " (" + reason
                    + "). --host takes an address of this machine, or 0.0.0.0 for all of them.");
        }
    }
}
