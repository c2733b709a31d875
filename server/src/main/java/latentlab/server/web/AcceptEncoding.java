package latentlab.server.web;

import java.util.Locale;

/** Reads the Accept-Encoding header (RFC 9110, 12.5.3). */
final class AcceptEncoding {
    private AcceptEncoding() {}

    /** Whether the reader takes gzip: named, or covered by {@code *}, and not with a weight of 0. */
    static boolean gzip(String header) {
        if (header == null) {
            return false;
        }
        boolean any = false;
        for (String element : header.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = element.split(";", 2);
            String coding = parts[0].trim();
            boolean refused = parts.length == 2 && parts[1].trim().matches("q\\s*=\\s*0(\\.0*)?");
            if (coding.equals("gzip") || coding.equals("x-gzip")) {
                return !refused;
            }
            any |= coding.equals("*") && !refused;
        }
        return any;
    }
}
