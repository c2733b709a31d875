package latentlab.server.web;

import io.javalin.http.Context;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.InetAddressSet;

/**
 * Tells who has sent a request. What a header says of that is believed only as far as trusted proxies have written it:
 * each appends the address that it was called from, so the client is the rightmost one that is no trusted proxy's.
 */
final class Clients {
    private static final String FOR = "X-Forwarded-For";
    private static final String PROTOCOL = "X-Forwarded-Proto";

    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final String IPV4 = "(?:" + BYTE + "\\.){3}" + BYTE;
    /** What a machine's own interfaces are told apart by, behind an address of IPv6: {@code fe80::1%eth0}. */
    private static final Pattern SCOPE = Pattern.compile("%[^\\]]*");

    /** An address, never a name, as some proxies write it: with a port, or in brackets. */
    private static final Pattern HOP = Pattern.compile(
            "(" + IPV4 + ")(?::\\d{1,5})?|\\[([0-9a-fA-F:.]+)](?::\\d{1,5})?|([0-9a-fA-F.]*:[0-9a-fA-F:.]*)");

    private final InetAddressSet trusted = new InetAddressSet();

    /**
     * @param proxies addresses or ranges such as {@code 10.0.0.0/8}
     * @throws IllegalArgumentException when one is neither
     */
    Clients(List<String> proxies) {
        proxies.forEach(trusted::add);
    }

    /** The client's address; of IPv6 the network, as each of its hosts has more addresses than could be counted. */
    String of(Context ctx) {
        return of(ctx.req().getRemoteAddr(), Collections.list(ctx.req().getHeaders(FOR)));
    }

    /** The same for a request below the application. */
    String of(Request request) {
        return of(Request.getRemoteAddr(request), request.getHeaders().getValuesList(FOR));
    }

    /** Whether the client speaks HTTPS with a trusted proxy. */
    boolean secure(Request request) {
        if (trusted.isEmpty() || !trusts(peer(Request.getRemoteAddr(request)))) {
            return false; // asked for every answer, so soon where there is no proxy
        }
        List<String> hops = hops(request.getHeaders().getValuesList(PROTOCOL));
        return !hops.isEmpty() && hops.get(hops.size() - 1).equalsIgnoreCase("https");
    }

    String of(String remote, List<String> forwarded) {
        InetAddress client = peer(remote);
        List<String> hops = hops(forwarded);
        for (int i = hops.size() - 1; i >= 0 && trusts(client); i--) {
            InetAddress before = address(hops.get(i));
            if (before == null) {
                break; // no proxy writes that, so nothing to the left of it is known either
            }
            client = before;
        }
        return client == null ? remote : network(client);
    }

    /** Who is connected, as the system writes it. */
    private static InetAddress peer(String remote) {
        return address(SCOPE.matcher(remote).replaceFirst(""));
    }

    private boolean trusts(InetAddress address) {
        return address != null && !trusted.isEmpty() && trusted.test(address);
    }

    private static List<String> hops(List<String> headers) {
        List<String> hops = new ArrayList<>();
        for (String header : headers) {
            for (String hop : header.split(",")) {
                hops.add(hop.trim());
            }
        }
        return hops;
    }

    /** Null when the text is no address. */
    private static InetAddress address(String text) {
        Matcher hop = HOP.matcher(text);
        if (!hop.matches()) {
            return null;
        }
        String address = hop.group(1) != null ? hop.group(1) : hop.group(2) != null ? hop.group(2) : hop.group(3);
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException none) {
            return null;
        }
    }

    private static String network(InetAddress client) {
        if (!(client instanceof Inet6Address)) {
            return client.getHostAddress();
        }
        byte[] bytes = client.getAddress();
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < 8; i += 2) {
            network.append(Integer.toHexString((bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff))
                    .append(':');
        }
        return network.append(":/64").toString();
    }
}
