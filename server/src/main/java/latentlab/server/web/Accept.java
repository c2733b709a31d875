package latentlab.server.web;

import java.util.Locale;

/** Chooses by the Accept header what to answer with (RFC 9110, 12.5.1). */
final class Accept {
    private Accept() {}

    /**
     * The offered media type that the reader likes best, the first one of equals; null when it takes none of them.
     *
     * @param header may be null, which is to take anything
     */
    static String best(String header, String... offered) {
        String best = null;
        double highest = 0;
        for (String type : offered) {
            double quality = header == null || header.isBlank() ? 1 : quality(header, type);
            if (quality > highest) {
                best = type;
                highest = quality;
            }
        }
        return best;
    }

    /** The weight of the most specific range that covers the type; 0 when none does. */
    private static double quality(String header, String type) {
        double quality = 0;
        int specificity = -1;
        for (String element : header.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = element.split(";", -1);
            int covers = specificity(parts[0].trim(), type);
            if (covers > specificity) {
                specificity = covers;
                quality = weight(parts);
            }
        }
        return quality;
    }

    private static int specificity(String range, String type) {
        if (range.equals(type)) {
            return 2;
        }
        if (range.equals(type.substring(0, type.indexOf('/')) + "/*")) {
            return 1;
        }
        return range.equals("*/*") ? 0 : -1;
    }

    private static double weight(String[] parts) {
        for (String part : parts) {
            String parameter = part.trim();
            if (parameter.matches("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)")) {
                return Double.parseDouble(parameter.substring(2));
            }
        }
        return 1;
    }
}
