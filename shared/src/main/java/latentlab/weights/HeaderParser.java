package latentlab.weights;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON of a safetensors header: an object of objects with known members, nothing more general.
 * JSON: RFC 8259.
 */
final class HeaderParser {
    /** Our networks have six layers; entries are kept in order the simple way. */
    private static final int MOST_TENSORS = 1000;

    private final byte[] file;
    private final int end;
    private int at;
    private char[] text = new char[64];

    HeaderParser(byte[] file, int begin, int end) {
        this.file = file;
        this.at = begin;
        this.end = end;
    }

    void read(Map<String, String> metadata, List<SafetensorsHeader.Entry> entries) {
        expect('{');
        if (!accept('}')) {
            do {
                int start = at;
                String name = string();
                expect(':');
                if (name.equals("__metadata__")) {
                    readMetadata(metadata);
                } else {
                    insert(entries, entry(name), start);
                }
            } while (accept(','));
            expect('}');
        }
        skipSpace();
        if (at != end) {
            throw expected("the header's end");
        }
    }

    /** Keeps the entries in the order of their bytes. */
    private static void insert(List<SafetensorsHeader.Entry> entries, SafetensorsHeader.Entry entry, int start) {
        int place = entries.size();
        if (place == MOST_TENSORS) {
            throw new MalformedWeightsException(start, "more than " + MOST_TENSORS + " tensors");
        }
        for (int i = entries.size() - 1; i >= 0; i--) {
            SafetensorsHeader.Entry other = entries.get(i);
            if (other.name().equals(entry.name())) {
                throw new MalformedWeightsException(start, "name " + entry.name() + " occurs twice");
            }
            if (other.begin() > entry.begin() || other.begin() == entry.begin() && other.end() > entry.end()) {
                place = i;
            }
        }
        entries.add(place, entry);
    }

    private void readMetadata(Map<String, String> metadata) {
        expect('{');
        if (accept('}')) {
            return;
        }
        do {
            int start = at;
            String key = string();
            expect(':');
            if (metadata.put(key, string()) != null) {
                throw new MalformedWeightsException(start, "key " + key + " occurs twice in the metadata");
            }
        } while (accept(','));
        expect('}');
    }

    private SafetensorsHeader.Entry entry(String name) {
        int start = at;
        String dtype = null;
        int[] shape = null;
        int[] offsets = null;
        expect('{');
        do {
            int keyAt = at;
            String key = string();
            expect(':');
            switch (key) {
                case "dtype" -> dtype = string();
                case "shape" -> shape = integers();
                case "data_offsets" -> offsets = integers();
                default ->
                    throw new MalformedWeightsException(
                            keyAt, "member " + key + ", expected dtype, shape or data_offsets");
            }
        } while (accept(','));
        expect('}');
        if (dtype == null || shape == null || offsets == null || offsets.length != 2 || offsets[0] > offsets[1]) {
            throw new MalformedWeightsException(
                    start, "tensor " + name + " needs a dtype, a shape and two ascending data_offsets");
        }
        return new SafetensorsHeader.Entry(name, dtype, shape, offsets[0], offsets[1]);
    }

    private int[] integers() {
        int[] values = new int[8];
        int count = 0;
        expect('[');
        if (!accept(']')) {
            do {
                if (count == values.length) {
                    throw expected("at most 8 numbers");
                }
                values[count++] = integer();
            } while (accept(','));
            expect(']');
        }
        return Arrays.copyOf(values, count);
    }

    private int integer() {
        skipSpace();
        int value = 0;
        int start = at;
        while (at < end && file[at] >= '0' && file[at] <= '9') {
            int digit = file[at++] - '0';
            if (value > (Integer.MAX_VALUE - digit) / 10) {
                throw new MalformedWeightsException(start, "a number above 2147483647");
            }
            value = value * 10 + digit;
        }
        if (at == start) {
            throw expected("a whole number");
        }
        return value;
    }

    /** Filled character by character: a header's metadata runs to thousands, and the first picture waits for them. */
    private String string() {
        expect('"');
        int length = 0;
        while (true) {
            if (length + 2 > text.length) {
                char[] longer = new char[2 * text.length];
                System.arraycopy(text, 0, longer, 0, length);
                text = longer;
            }
            int start = at;
            int c = at < end ? file[at++] & 0xff : -1;
            if (c == '"') {
                return new String(text, 0, length);
            }
            if (c == -1) {
                throw expected("a closing quote");
            } else if (c < ' ') {
                at = start;
                throw expected("an escape for a control character");
            } else if (c == '\\') {
                text[length++] = escape();
            } else if (c < 0x80) {
                text[length++] = (char) c;
            } else {
                int code = utf8(c, start);
                if (code >= 0x10000) {
                    text[length++] = (char) (0xd800 + (code - 0x10000 >> 10));
                    text[length++] = (char) (0xdc00 + (code & 0x3ff));
                } else {
                    text[length++] = (char) code;
                }
            }
        }
    }

    /** The code point whose first byte is given; the smallest one of each length guards against overlong forms. */
    private int utf8(int first, int start) {
        int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
        int smallest = more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80;
        int code = first & 0x3f >> more;
        boolean fits = first >= 0xc2 && first <= 0xf4;
        for (int i = 0; fits && i < more; i++) {
            fits = at < end && (file[at] & 0xc0) == 0x80;
            code = fits ? code << 6 | file[at++] & 0x3f : code;
        }
        if (!fits || code < smallest || code > 0x10ffff || code >> 11 == 0xd800 >> 11) {
            at = start;
            throw expected("UTF-8");
        }
        return code;
    }

    /** What stands for the escape sequence after a backslash: one half of it where it is one of a surrogate pair. */
    private char escape() {
        int start = at;
        char c = at < end ? (char) file[at++] : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> {
                at = start;
                throw expected("an escape");
            }
        };
    }

    private char hexadecimal() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < end ? digit(file[at]) : -1;
            if (digit < 0) {
                throw expected("a hexadecimal digit");
            }
            code = code << 4 | digit;
            at++;
        }
        return (char) code;
    }

    private static int digit(byte c) {
        return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw expected("'" + c + "'");
        }
    }

    private boolean accept(char c) {
        skipSpace();
        if (at < end && file[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < end && (file[at] == ' ' || file[at] == '\n' || file[at] == '\r' || file[at] == '\t')) {
            at++;
        }
    }

    private MalformedWeightsException expected(String what) {
        return new MalformedWeightsException(at, "the header's JSON is broken, expected " + what);
    }
}
