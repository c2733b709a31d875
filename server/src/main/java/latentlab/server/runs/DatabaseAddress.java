package latentlab.server.runs;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a PostgreSQL database is, and how to get in.
 *
 * @param url      JDBC address, without the password
 * @param password null for none
 */
public record DatabaseAddress(String url, String password) {
    private static final String HOST = "(\\[[0-9a-fA-F:.]+]|[^\\s/?@:,\\[\\]]+)(:[0-9]{1,5})?";
    private static final Pattern URL =
            Pattern.compile("jdbc:postgresql://" + HOST + "(," + HOST + ")*/[^\\s/?@]+(\\?\\S*)?");

    private static final String PASSWORD = "password=";

    /**
     * Reads an address as users write it.
     *
     * @param url      may have a password among its parameters
     * @param password where the address has none; null or blank for none
     * @throws IllegalArgumentException when it is no such address; the message says what one looks like
     */
    public static DatabaseAddress of(String url, String password) {
        int query = url.indexOf('?');
        List<String> kept = new ArrayList<>();
        String found = password == null || password.isBlank() ? null : password;
        for (String parameter :
                query < 0 ? new String[0] : url.substring(query + 1).split("&")) {
            if (parameter.startsWith(PASSWORD)) {
                found = URLDecoder.decode(parameter.substring(PASSWORD.length()), StandardCharsets.UTF_8);
            } else if (!parameter.isEmpty()) {
                kept.add(parameter);
            }
        }
        String plain =
                (query < 0 ? url : url.substring(0, query)) + (kept.isEmpty() ? "" : "?" + String.join("&", kept));
        if (!URL.matcher(plain).matches()) {
            // it is not repeated, as it may have a password anywhere
            throw new IllegalArgumentException("jdbc:postgresql://HOST:PORT/NAME?user=USER"
                    + (plain.contains("@") ? ", with the user behind the question mark" : ""));
        }
        return new DatabaseAddress(plain, found);
    }

    /** To be shown to anybody: host and name alone. */
    @Override
    public String toString() {
        return url.replaceAll("[?].*", "");
    }
}
