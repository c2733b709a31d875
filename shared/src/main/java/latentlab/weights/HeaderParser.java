package latentlab.weights;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the JSON of a safetensors header: an object of objects with known members, nothing more general.
 * JSON: RFC 8259.
 */
final class HeaderParser {
    private final byte[] file;
    private final int end;
    private int at;

    HeaderParser(byte[] file, int begin, int end) {
        this.file = file;
        this.at = begin;
        this.end = end;
    }

    void read(Map<String, String> metadata, List<SafetensorsHeader.Entry> entries) {
        Set<String> names = new HashSet<>();
        expect('{');
        if (!accept('}')) {
            do {
                int start = at;
                String name = string();
                if (!names.add(name)) {
                    throw new MalformedWeightsException(start, "name " + name + " occurs twice");
                }
                expect(':');
                if (name.equals("__metadata__")) {
                    readMetadata(metadata);
                } else {
                    entries.add(entry(name));
                }
            } while (accept(','));
            expect('}');
        }
        skipSpace();
        if (at != end) {
            throw expected("the header's end");
        }
    }

    private void readMetadata(Map<String, String> metadata) {
        expect('{');
        if (accept('}')) {
            return;
        }
        do {
            String key = string();
            expect(':');
            metadata.put(key, string());
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
        int[] result = new int[count];
        System.arraycopy(values, 0, result, 0, count);
        return result;
    }

    private int integer() {
        skipSpace();
        long value = 0;
        int start = at;
        while (at < end && file[at] >= '0' && file[at] <= '9') {
            value = value * 10 + file[at++] - '0';
            if (value > Integer.MAX_VALUE) {
                throw new MalformedWeightsException(start, "a number above " + Integer.MAX_VALUE);
            }
        }
        if (at == start) {
            throw expected("a whole number");
        }
        return (int) value;
    }

    private String string() {
        expect('"');
        byte[] utf8 = new byte[16];
        int length = 0;
        while (true) {
            if (at >= end) {
                throw expected("a closing quote");
            }
            byte b = file[at++];
            if (b == '"') {
                return new String(utf8, 0, length, StandardCharsets.UTF_8);
            }
            if (b >= 0 && b < ' ') {
                at--;
                throw expected("an escape for a control character");
            }
            if (length + 4 > utf8.length) {
                byte[] longer = new byte[utf8.length * 2];
                System.arraycopy(utf8, 0, longer, 0, length);
                utf8 = longer;
            }
            if (b == '\\') {
                byte[] escaped = escape();
                System.arraycopy(escaped, 0, utf8, length, escaped.length);
                length += escaped.length;
            } else {
                utf8[length++] = b;
            }
        }
    }

    /** What stands for the escape sequence after a backslash, at most four bytes of UTF-8. */
    private byte[] escape() {
        if (at >= end) {
            throw expected("an escape");
        }
        char c = (char) file[at++];
        int code = switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> {
                at--;
                throw expected("an escape");
            }
        };
        if (Character.isHighSurrogate((char) code) && at + 1 < end && file[at] == '\\' && file[at + 1] == 'u') {
            at += 2;
            char low = (char) hexadecimal();
            return new String(new char[] {(char) code, low}).getBytes(StandardCharsets.UTF_8);
        }
        return String.valueOf((char) code).getBytes(StandardCharsets.UTF_8);
    }

    private int hexadecimal() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < end ? Character.digit((char) file[at], 16) : -1;
            if (digit < 0) {
                throw expected("a hexadecimal digit");
            }
            code = code << 4 | digit;
            at++;
        }
        return code;
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
