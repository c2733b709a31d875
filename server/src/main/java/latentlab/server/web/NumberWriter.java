package latentlab.server.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds JSON that is mostly numbers, without an object for each of them. */
final class NumberWriter {
    private static final int DECIMALS = 8;
    private static final int UNIT = 100_000_000;

    private byte[] bytes = new byte[8 << 10];
    private int length;

    /** Something that is JSON already, in ASCII. */
    NumberWriter raw(String json) {
        return raw(json.getBytes(StandardCharsets.US_ASCII));
    }

    NumberWriter raw(byte[] json) {
        reserve(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    /** Numbers of any size, so that they read back as the same float32. */
    NumberWriter exactly(float[] values) {
        raw("[");
        for (int i = 0; i < values.length; i++) {
            raw(i == 0 ? "" : ",").raw(Float.toString(values[i]));
        }
        return raw("]");
    }

    /** Numbers in [0,1], rounded to 8 decimals, which is finer than float32 is between ⅛ and 1. */
    NumberWriter fractions(float[] values) {
        reserve(2 + values.length * (DECIMALS + 3));
        bytes[length++] = '[';
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                bytes[length++] = ',';
            }
            fraction(values[i]);
        }
        bytes[length++] = ']';
        return this;
    }

    private void fraction(float value) {
        int rest = (int) ((double) value * UNIT + 0.5);
        bytes[length++] = (byte) ('0' + rest / UNIT);
        rest %= UNIT;
        if (rest == 0) {
            return;
        }
        bytes[length++] = '.';
        for (int unit = UNIT / 10; rest > 0; unit /= 10) {
            bytes[length++] = (byte) ('0' + rest / unit);
            rest %= unit;
        }
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
