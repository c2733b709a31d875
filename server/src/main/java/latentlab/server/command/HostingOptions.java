package latentlab.server.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import latentlab.server.web.Hosting;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for a site that is open to the world. Each can be given by the environment as well. */
final class HostingOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--trusted-proxies",
            paramLabel = "ADDRESSES",
            defaultValue = "${env:LATENT_LAB_TRUSTED_PROXIES:-}",
            description =
                    "proxies in front whose X-Forwarded-For and X-Forwarded-Proto are believed: addresses or ranges"
                            + " such as 10.0.0.0/8, with commas (environment: LATENT_LAB_TRUSTED_PROXIES; default: none)")
    private String proxies;

    @Option(
            names = "--https",
            defaultValue = "${env:LATENT_LAB_HTTPS:-false}",
            fallbackValue = "true", // a flag alone would be the opposite of the environment's
            description =
                    "all visitors come by HTTPS, through a proxy that says nothing of it: browsers are told to come"
                            + " in no other way (environment: LATENT_LAB_HTTPS=true)")
    private boolean https;

    @Option(
            names = "--frame-ancestors",
            paramLabel = "SITES",
            defaultValue = "${env:LATENT_LAB_FRAME_ANCESTORS:-none}",
            description = "who may show the pages in a frame: none, self, or sites such as https://example.org, with"
                    + " spaces (environment: LATENT_LAB_FRAME_ANCESTORS; default: none)")
    private String frameAncestors;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "${env:LATENT_LAB_CONNECTIONS:-5000}",
            description = "connections at a time (environment: LATENT_LAB_CONNECTIONS; default: 5000)")
    private int connections;

    @Option(
            names = "--computations",
            paramLabel = "N",
            defaultValue = "${env:LATENT_LAB_COMPUTATIONS:-6000}",
            description =
                    "encodes, decodes and interpolations that one client may ask the server for in a minute, a quarter"
                            + " of them at once; 0 for no limit (environment: LATENT_LAB_COMPUTATIONS; default: 6000)")
    private int computations;

    @Option(
            names = "--starts",
            paramLabel = "N",
            defaultValue = "${env:LATENT_LAB_STARTS:-60}",
            description = "runs that the administrator may start from one address in a minute; 0 for no limit"
                    + " (environment: LATENT_LAB_STARTS; default: 60)")
    private int starts;

    @Option(
            names = "--wrong-tokens",
            paramLabel = "N",
            defaultValue = "${env:LATENT_LAB_WRONG_TOKENS:-20}",
            description = "administrator's tokens that one client may try in a minute; 0 for no limit (environment:"
                    + " LATENT_LAB_WRONG_TOKENS; default: 20)")
    private int wrongTokens;

    @Option(
            names = "--metrics",
            defaultValue = "${env:LATENT_LAB_METRICS:-false}",
            fallbackValue = "true", // a flag alone would be the opposite of the environment's
            description =
                    "tell at /metrics how the server does, as Prometheus reads it; to whoever asks, so a proxy should"
                            + " keep it from the public (environment: LATENT_LAB_METRICS=true)")
    private boolean metrics;

    @Option(
            names = "--access-log",
            paramLabel = "FILE",
            defaultValue = "${env:LATENT_LAB_ACCESS_LOG:-}",
            description = "write a line of JSON for each request: when, from where, what, how answered; never what was"
                    + " drawn. At night a day's part is put away beside it; - is the standard output (environment:"
                    + " LATENT_LAB_ACCESS_LOG; default: none)")
    private String accessLog;

    /** @throws ParameterException when a value is none */
    Hosting hosting() {
        if (connections < 10 || computations < 0 || starts < 0 || wrongTokens < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--connections must be at least 10, limits must be 0 or more");
        }
        String sites = words(frameAncestors).stream()
                .map(site -> site.matches("none|self") ? "'" + site + "'" : site)
                .collect(Collectors.joining(" "));
        try {
            return new Hosting(
                    words(proxies),
                    https,
                    sites.isEmpty() ? "'none'" : sites,
                    connections,
                    computations,
                    starts,
                    wrongTokens,
                    metrics,
                    !accessLog.isBlank());
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage());
        }
    }

    /**
     * Begins to write the access log, where one is asked for.
     *
     * @return ends it
     */
    Runnable openAccessLog() throws CommandException {
        return accessLog.isBlank() ? () -> {} : AccessLogFile.open(Path.of(accessLog), Hosting.ACCESS_LOGGER);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
