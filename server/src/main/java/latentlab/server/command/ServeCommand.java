package latentlab.server.command;

import io.javalin.Javalin;
import java.io.IOException;
import java.util.concurrent.Callable;
import latentlab.server.models.ModelLibrary;
import latentlab.server.web.LatentLabApp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves the site. */
@Command(name = "serve", description = "Serves the site until it is stopped.", mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "${env:PORT:-8080}",
            description = "where to listen (default: the environment's PORT, else 8080)")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "address to listen on; 0.0.0.0 for all of the machine's (default: ${DEFAULT-VALUE})")
    private String host;

    @Mixin
    private DataDirectory data;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Javalin app = LatentLabApp.create(ModelLibrary.open(data.path()));
        app.start(host, port);
        log.info("Latent Lab is ready: http://{}:{}/", host, app.port());
        app.jettyServer().server().join();
        return 0;
    }
}
