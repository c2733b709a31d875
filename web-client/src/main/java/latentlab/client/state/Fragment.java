package latentlab.client.state;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What stands behind the # of a link, {@code key=value&key=value}. Never sent to the server. Keys and values are made of
 * characters that need no escaping; whatever else a link brings is read as far as it makes sense.
 */
public final class Fragment {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** From a page's address, with or without the #. */
    public static Fragment parse(String hash) {
        Fragment fragment = new Fragment();
        String text = hash.startsWith("#") ? hash.substring(1) : hash;
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('&', from);
            if (end < 0) {
                end = text.length();
            }
            int equals = text.indexOf('=', from);
            if (equals > from && equals < end) {
                fragment.put(text.substring(from, equals), text.substring(equals + 1, end));
            }
            from = end + 1;
        }
        return fragment;
    }

    /** The value, empty when there is none. */
    public String get(String key) {
        String value = values.get(key);
        return value == null ? "" : value;
    }

    /** Sets a value; an empty one, the default, is left out of the link. */
    public Fragment put(String key, String value) {
        values.put(key, value);
        return this;
    }

    /** Sets all of another one's values, its empty ones too; what that one does not speak of stays as it is. */
    public Fragment putAll(Fragment other) {
        values.putAll(other.values);
        return this;
    }

    /** With the # in front; empty when everything is as it is by default. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            if (!entry.getValue().isEmpty()) {
                text.append(text.length() == 0 ? '#' : '&')
                        .append(entry.getKey())
                        .append('=')
                        .append(entry.getValue());
            }
        }
        return text.toString();
    }

    /** A number of up to eight digits, −1 for anything else. */
    static int wholeNumber(String text) {
        if (text.isEmpty() || text.length() > 8) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
