package latentlab.server.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import latentlab.server.web.AdminToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes a new token for the administrator. */
@Command(
        name = "admin-token",
        description =
                "Makes a new token for the administrator, in place of the one before, and prints it: only its hash is"
                        + " kept. A server on the same data directory takes it at once, unless the environment's"
                        + " LATENT_LAB_ADMIN_TOKEN gives it another one.",
        mixinStandardHelpOptions = true)
public final class AdminTokenCommand implements Callable<Integer> {
    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws CommandException, IOException {
        System.out.println(AdminToken.renew(data.prepared().adminToken()));
        return 0;
    }
}
