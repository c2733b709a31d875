package latentlab.server.web;

import java.util.List;

/**
 * How the site is reached from outside, and how much of it.
 *
 * @param proxies        whose X-Forwarded headers are believed: addresses or ranges such as {@code 10.0.0.0/8}
 * @param https          all visitors come by HTTPS, whatever a header says
 * @param frameAncestors who may show the pages in a frame, as a Content-Security-Policy has it
 * @param connections    at a time
 * @param computations   encodes, decodes and interpolations that one client may ask for in a minute; 0 for no limit
 * @param starts         runs that it may start in a minute; 0 for no limit
 * @param wrongTokens    administrator's tokens that it may try in a minute; 0 for no limit
 * @param metrics        whether {@code /metrics} tells how the server does
 * @param accessLog      whether each request is written down, to the logger {@value #ACCESS_LOGGER}
 */
public record Hosting(
        List<String> proxies,
        boolean https,
        String frameAncestors,
        int connections,
        int computations,
        int starts,
        int wrongTokens,
        boolean metrics,
        boolean accessLog) {
    /** Where the lines of the access log go is for whoever starts the program to say. */
    public static final String ACCESS_LOGGER = "latentlab.access";

    /** Reached directly by HTTP. */
    public static final Hosting USUAL = new Hosting(List.of(), false, "'none'", 5000, 6000, 60, 20, false, false);

    /** @throws IllegalArgumentException when a value is none; the message says which */
    public Hosting {
        try {
            new Clients(proxies);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "a trusted proxy is an address or a range such as 10.0.0.0/8 or fd00::/8");
        }
        if (!frameAncestors.matches("[A-Za-z0-9:/.*_' -]+")) {
            throw new IllegalArgumentException(
                    "frame ancestors are 'none', 'self' or sites such as https://example.org,"
                            + " with a space between two");
        }
    }
}
